#include "faq/pack_head.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace shopbell::faq {
namespace {

/// Along one dimension, leaning towards another.
intent::Vector Leaning(std::size_t dimension, std::size_t towards) {
  std::array<double, intent::kWidth> sums{};
  sums[dimension] = 2;
  sums[towards] += 1;
  return intent::Unit(sums);
}

std::vector<float> Cosines(const std::vector<intent::Vector>& phrasings, const intent::Vector& question) {
  std::vector<float> out;
  for (const intent::Vector& phrasing : phrasings) {
    float sum = 0;
    for (std::size_t d = 0; d < intent::kWidth; ++d) sum += phrasing[d] * question[d];
    out.push_back(sum);
  }
  return out;
}

class PackHeadTest : public testing::Test {
 protected:
  void Add(std::uint32_t entry, const intent::Vector& vector) {
    builder_.Add(entry, vector, {{static_cast<Term>(phrasings_.size()), 1}});
    phrasings_.push_back(vector);
    entries_ = entry + std::size_t{1};
  }
  PackHead::Builder builder_;
  std::vector<intent::Vector> phrasings_;
  std::size_t entries_ = 0;
};

TEST_F(PackHeadTest, LearnsWhichLikenessTells) {
  // All lean towards dimension 9; only the other dimension tells the entries apart.
  Add(0, Leaning(0, 9)), Add(0, Leaning(1, 9)), Add(1, Leaning(2, 9)), Add(1, Leaning(3, 9));
  const std::string section = builder_.Finish();
  PackHead head;
  ASSERT_TRUE(head.Load(section, phrasings_.size(), entries_));
  ASSERT_TRUE(head.IsThere());
  const std::vector<float> none(phrasings_.size(), 0.0F);
  const std::vector<float> chances = head.LogChances(Cosines(phrasings_, Leaning(3, 1)), none);
  EXPECT_GT(chances[1], chances[0]);
  for (const float chance : chances) {
    EXPECT_LE(chance, 0.0F);
    EXPECT_GE(chance, PackHead::kLeast);
  }
}

TEST_F(PackHeadTest, IsMadeEqualFromEqualInput) {
  Add(0, Leaning(0, 9)), Add(0, Leaning(1, 9)), Add(1, Leaning(2, 9));
  EXPECT_EQ(builder_.Finish(), builder_.Finish());
}

TEST_F(PackHeadTest, IsLeftOutWhereEntriesHaveOnePhrasing) {
  Add(0, Leaning(0, 9)), Add(1, Leaning(1, 9));
  EXPECT_EQ(builder_.Finish(), "");
  PackHead head;
  ASSERT_TRUE(head.Load("", 2, 2));
  EXPECT_FALSE(head.IsThere());
  EXPECT_TRUE(head.LogChances({}, {}).empty());
}

TEST_F(PackHeadTest, RefusesAnotherSizeAndAScaleThatIsNoNumber) {
  Add(0, Leaning(0, 9)), Add(0, Leaning(1, 9));
  std::string section = builder_.Finish();
  PackHead head;
  EXPECT_FALSE(head.Load(section, 3, 1));
  section[2] = '\xFF', section[3] = '\x7F';
  EXPECT_FALSE(head.Load(section, 2, 1));
}

}  // namespace
}  // namespace shopbell::faq

#include "faq/validity.h"

#include <gtest/gtest.h>

#include <string>

namespace shopbell::faq {
namespace {

constexpr std::int64_t kDay = 1'795'305'600;  // 2026-11-22 00:00 UTC

FaqEntry Between(std::optional<Bound> from, std::optional<Bound> until) {
  return {"id", "question", "answer", {}, "", from, until};
}
Moment At(std::int64_t seconds, std::int32_t offset = 0) { return {seconds * 1000, offset}; }

class ValidityTest : public testing::Test {
 protected:
  Validity Of(const FaqEntry& entry) {
    Validity written, read;
    written.Add(entry);
    EXPECT_TRUE(read.Load(written.Finish(), 1));
    return read;
  }
};

TEST_F(ValidityTest, HoldsFromTheFirstSecondUntilJustBeforeTheLast) {
  const Validity special = Of(Between(Bound{kDay, false}, Bound{kDay + 60, false}));
  EXPECT_FALSE(special.IsValid(0, At(kDay - 1)));
  EXPECT_TRUE(special.IsValid(0, At(kDay)));
  EXPECT_TRUE(special.IsValid(0, At(kDay + 59)));
  EXPECT_FALSE(special.IsValid(0, At(kDay + 60)));
}

TEST_F(ValidityTest, ReadsLocalBoundsOnTheVisitorsClock) {
  const Validity special = Of(Between(Bound{kDay, true}, std::nullopt));
  EXPECT_FALSE(special.IsValid(0, At(kDay, -60)));
  EXPECT_TRUE(special.IsValid(0, At(kDay + 3600, -60)));
  EXPECT_TRUE(special.IsValid(0, At(kDay - 3600, 60)));
}

TEST_F(ValidityTest, WithholdsBoundedEntriesWhileTheTimeIsNotKnown) {
  EXPECT_FALSE(Of(Between(std::nullopt, Bound{kDay, false})).IsValid(0, {}));
}

TEST_F(ValidityTest, CostsNothingWithoutBounds) {
  Validity written, read;
  written.Add(Between(std::nullopt, std::nullopt));
  EXPECT_EQ(written.Finish(), "");
  ASSERT_TRUE(read.Load("", 1));
  EXPECT_FALSE(read.IsBounded());
  EXPECT_TRUE(read.IsValid(0, {}));
}

TEST_F(ValidityTest, RefusesAnotherSize) {
  Validity read;
  EXPECT_FALSE(read.Load(std::string(16, '\0'), 2));
  EXPECT_FALSE(read.Load(std::string(15, '\0'), 1));
}

}  // namespace
}  // namespace shopbell::faq

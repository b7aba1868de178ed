#include "faq/pack.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "text/mender.h"
#include "toy_model.h"

namespace shopbell::faq {
namespace {

std::string Write(const std::string& model_hash, const std::vector<FaqEntry>& entries) {
  const ToyModel model({{"question", 0}, {"answer", 1}});
  return WritePack(model_hash, model.reader, entries);
}

TEST(Pack, GivesBackTheTexts) {
  const std::string bytes = Write("m1", {{"a", "Question?", "**Answer**", {"other words"}, "Orders"}});
  const auto pack = Pack::Load(bytes, "m1", 1);
  ASSERT_TRUE(pack.ok());
  ASSERT_EQ(pack.value()->entry_count(), 1u);
  const FaqEntry entry = pack.value()->Entry(0);
  EXPECT_EQ(entry.id, "a");
  EXPECT_EQ(entry.question, "Question?");
  EXPECT_EQ(entry.answer, "**Answer**");
  EXPECT_EQ(entry.category, "Orders");
  EXPECT_EQ(pack.value()->phrasing_begin(1), 2u);
}

TEST(Pack, IsMadeEqualFromEqualInput) {
  const std::vector<FaqEntry> faq = {{"a", "One?", "1", {"x", "y"}, ""}, {"b", "Two?", "2", {}, "c"}};
  EXPECT_EQ(Write("m", faq), Write("m", faq));
}

TEST(Pack, KnowsItsWords) {
  const std::string bytes = Write("m", {{"a", "Question? Zymurgy!", "Answer", {}, ""}});
  const auto pack = Pack::Load(bytes, "m", 1);
  ASSERT_TRUE(pack.ok());
  EXPECT_EQ(pack.value()->words().size(), 3u);
  EXPECT_EQ(std::count(pack.value()->words().begin(), pack.value()->words().end(), text::WordHash("zymurgy")),
            1);
}

TEST(Pack, KeepsOneSetOfVectorsWhereEveryEntryIsOneQuestion) {
  const std::string bare = Write("m", {{"a", "Question?", "", {}, ""}, {"b", "Answer?", "", {}, ""}});
  const auto questions = Pack::Load(bare, "m", 1);
  ASSERT_TRUE(questions.ok());
  EXPECT_TRUE(questions.value()->vectors_are_shared());
  intent::Vector along{};
  along[1] = 1;
  EXPECT_EQ(questions.value()->entry_vectors().Cosines(along),
            questions.value()->phrasing_vectors().Cosines(along));

  const std::string answered =
      Write("m", {{"a", "Question?", "Answer", {}, ""}, {"b", "Answer?", "", {}, ""}});
  const auto both = Pack::Load(answered, "m", 1);
  ASSERT_TRUE(both.ok());
  EXPECT_FALSE(both.value()->vectors_are_shared());
  EXPECT_NE(both.value()->entry_vectors().Cosines(along), both.value()->phrasing_vectors().Cosines(along));
}

TEST(Pack, NamesTheModelThatItWants) {
  const std::string bytes = Write("m1", {});
  const auto pack = Pack::Load(bytes, "m2", 1);
  ASSERT_FALSE(pack.ok());
  EXPECT_EQ(pack.error().code, ErrorCode::kWrongModel);
  EXPECT_NE(pack.error().message.find("m1"), std::string::npos);
}

}  // namespace
}  // namespace shopbell::faq

#include "faq/search.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "toy_model.h"

namespace shopbell::faq {
namespace {

class SearchTest : public testing::Test {
 protected:
  Ranking Rank(std::vector<FaqEntry> entries, const char* question, std::size_t limit = 5,
               SearchParams params = {}) {
    const std::string bytes = WritePack("m", model_.reader, entries);
    auto loaded = Pack::Load(bytes, "m", 1);
    EXPECT_TRUE(loaded.ok());
    pack_ = std::move(loaded).value();
    return Search(*pack_, model_.reader, rarity_, neural_, params).Rank(model_.reader.Read(question), limit);
  }
  ToyModel model_{{{"parcel", 0}, {"package", 0},   {"wrapping", 0}, {"size", 1},   {"how", 2},
                   {"do", 3},     {"return", 4},    {"item", 5},     {"when", 6},   {"will", 7},
                   {"arrive", 8}, {"fits", 9},      {"send", 10},    {"back", 11},  {"days", 12},
                   {"three", 13}, {"delivery", 14}, {"time", 15},    {"which", 16}, {"me", 17},
                   {"my", 18},    {"the", 19},      {"it", 20},      {"in", 21},    {"within", 22}}};
  std::unique_ptr<const Pack> pack_;
  Rarity rarity_;
  NeuralVectors neural_;
};

const std::vector<FaqEntry> kShop = {
    {"returns", "How do I return an item?", "Send it back within 30 days.", {}, ""},
    {"shipping", "When will my parcel arrive?", "In three days.", {"delivery time"}, ""},
    {"sizes", "Which size fits me?", "See the size table.", {}, ""}};

TEST_F(SearchTest, FindsTheEntryByItsWordsInAnyForm) {
  EXPECT_EQ(Rank(kShop, "returning items").hits[0].entry, 0u);
  EXPECT_EQ(Rank(kShop, "arrival of parcels").hits[0].entry, 1u);
}

TEST_F(SearchTest, FindsByAnyPhrasingAndByTheAnswersWords) {
  EXPECT_EQ(Rank(kShop, "DELIVERY").hits[0].entry, 1u);
  EXPECT_EQ(Rank(kShop, "is there a table").hits[0].entry, 2u);
}

TEST_F(SearchTest, ForgivesASlipOfTheKeys) {
  EXPECT_EQ(Rank(kShop, "whn will my parcle arive").hits[0].entry, 1u);
}

TEST_F(SearchTest, FindsAWordOfTheSameMeaning) {
  const Ranking found = Rank(kShop, "package");
  EXPECT_EQ(found.hits[0].entry, 1u);
  EXPECT_GT(found.parts[0].similarity, 0.4);
  EXPECT_EQ(found.parts[0].words, 0.0);
}

TEST_F(SearchTest, ReranksTheBestByHowTheirQuestionsAlign) {
  const std::vector<FaqEntry> shop = {
      {"long", "Which size fits me, and which will arrive in time?", "", {}, ""},
      {"short", "size", "", {}, ""}};
  SearchParams without;
  without.alignment_weight = without.vague_alignment_weight = 0;
  const Ranking unaligned = Rank(shop, "my size", 5, without);
  EXPECT_EQ(unaligned.parts[0].alignment, 0.0);
  const Ranking aligned = Rank(shop, "my size");
  ASSERT_EQ(aligned.hits[0].entry, 1u);
  EXPECT_GT(aligned.parts[0].alignment, aligned.parts[1].alignment);
  const auto lead = [](const Ranking& of) {
    const bool first = of.hits[0].entry == 1;
    return first ? of.hits[0].score - of.hits[1].score : of.hits[1].score - of.hits[0].score;
  };
  EXPECT_GT(lead(aligned), lead(unaligned));
}

TEST_F(SearchTest, AlignsNothingWhereEntriesHaveSeveralPhrasings) {
  const Ranking found = Rank({{"returns", "How do I return an item?", "", {"send it back"}, ""},
                              {"sizes", "Which size fits me?", "", {"my size"}, ""}},
                             "which size");
  EXPECT_EQ(found.hits[0].entry, 1u);
  EXPECT_EQ(found.parts[0].alignment, 0.0);
}

TEST_F(SearchTest, FindsInflectedAndJoinedWordsOfALanguageThatItDoesNotKnow) {
  const std::vector<FaqEntry> shop = {
      {"versand", "Was kostet der Versand?", "4,90 Euro.", {}, ""},
      {"rueckgabe", "Wie sende ich etwas zur\u00fcck?", "Mit dem Etikett.", {}, ""}};
  const Ranking found = Rank(shop, "versandkosten");
  EXPECT_EQ(found.hits[0].entry, 0u);
  EXPECT_TRUE(found.evidence.plain);
  EXPECT_EQ(Rank(shop, "rucksendung").hits[0].entry, 1u);
}

TEST_F(SearchTest, KeepsPackOrderOnTiesAndFillsUpWithZeroScores) {
  const Ranking none = Rank(kShop, "zzz");
  ASSERT_EQ(none.hits.size(), 3u);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(none.hits[i].entry, i);
    EXPECT_EQ(none.hits[i].score, 0.0);
  }
}

TEST_F(SearchTest, KeepsScoresBetweenZeroAndOneAndToTheLimit) {
  const Ranking exact = Rank(kShop, "How do I return an item?", 1);
  ASSERT_EQ(exact.hits.size(), 1u);
  EXPECT_GT(exact.hits[0].score, Rank(kShop, "return it", 1).hits[0].score);
  EXPECT_LE(exact.hits[0].score, 1.0);
  EXPECT_GT(exact.evidence.margin, 0.0);
}

TEST_F(SearchTest, CopesWithAnEmptyFaqAndAnEmptyQuestion) {
  EXPECT_TRUE(Rank({}, "anything").hits.empty());
  EXPECT_EQ(Rank(kShop, "").hits.size(), 3u);
}

}  // namespace
}  // namespace shopbell::faq

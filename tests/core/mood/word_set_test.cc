#include "mood/word_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "word_lists.h"

namespace shopbell::mood {
namespace {

TEST(WordSet, HoldsItsWordsAndPhrasesAndNoOthers) {
  WordSet set;
  ASSERT_TRUE(set.Load(SectionOf({"muslim", "working class", "grandmother"})));
  EXPECT_EQ(set.size(), 3u);
  EXPECT_TRUE(set.Has("muslim"));
  EXPECT_TRUE(set.Has("working class"));
  EXPECT_FALSE(set.Has("working"));
  EXPECT_FALSE(set.Has("refund"));
}

TEST(WordSet, IsEmptyWhereTheSectionHoldsNone) {
  WordSet set;
  ASSERT_TRUE(set.Load(SectionOf({})));
  EXPECT_FALSE(set.Has(""));
}

TEST(WordSet, RefusesASectionThatIsCutShort) {
  const std::string whole = SectionOf({"muslim", "grandmother"});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    WordSet set;
    EXPECT_FALSE(set.Load(whole.substr(0, size))) << size;
  }
}

TEST(WordSet, RefusesMoreThanItsWordsAndHashesThatDoNotAscend) {
  WordSet longer, twice;
  EXPECT_FALSE(longer.Load(SectionOf({"muslim"}) + std::string(8, '\0')));
  EXPECT_FALSE(twice.Load(std::string("\2\0\0\0\5\0", 6)));
}

}  // namespace
}  // namespace shopbell::mood

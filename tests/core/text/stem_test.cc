#include "text/stem.h"

#include <gtest/gtest.h>

namespace shopbell::text {
namespace {

TEST(Stem, BringsFormsOfAWordTogether) {
  EXPECT_EQ(Stem("deliveries"), Stem("delivery"));
  EXPECT_EQ(Stem("returned"), Stem("returning"));
  EXPECT_EQ(Stem("refunds"), Stem("refund"));
  EXPECT_EQ(Stem("cancelled"), Stem("cancelling"));
  EXPECT_EQ(Stem("shipping"), Stem("shipped"));
  EXPECT_EQ(Stem("sizes"), Stem("size"));
}

TEST(Stem, FollowsPortersExamples) {
  EXPECT_EQ(Stem("caresses"), "caress");
  EXPECT_EQ(Stem("ponies"), "poni");
  EXPECT_EQ(Stem("agreed"), "agre");
  EXPECT_EQ(Stem("plastered"), "plaster");
  EXPECT_EQ(Stem("motoring"), "motor");
  EXPECT_EQ(Stem("relational"), "relat");
  EXPECT_EQ(Stem("conditional"), "condit");
  EXPECT_EQ(Stem("hopefulness"), "hope");
  EXPECT_EQ(Stem("adjustment"), "adjust");
  EXPECT_EQ(Stem("adoption"), "adopt");
  EXPECT_EQ(Stem("controll"), "control");
}

TEST(Stem, LeavesShortAndForeignWordsAlone) {
  for (const char* word : {"", "is", "s", "\xC3\xA9t\xC3\xA9", "4711"}) EXPECT_EQ(Stem(word), word);
}

}  // namespace
}  // namespace shopbell::text

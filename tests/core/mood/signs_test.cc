#include "mood/signs.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>
#include <vector>

namespace shopbell::mood {
namespace {

std::set<std::uint32_t> Signs(std::string_view text) {
  std::vector<intent::Feature> features;
  AddSigns(text, features);
  std::set<std::uint32_t> buckets;
  for (const intent::Feature& feature : features) buckets.insert(feature.bucket);
  EXPECT_EQ(buckets.size(), features.size()) << "each sign counts once";
  return buckets;
}

TEST(Signs, ReadsFacesByWhatTheyShow) {
  EXPECT_EQ(Signs("ok :)"), Signs("ok :-)"));
  EXPECT_NE(Signs("ok :)"), Signs("ok :("));
  EXPECT_EQ(Signs("no :'("), Signs("no T_T"));
  EXPECT_EQ(Signs("thanks <3 <3").size(), 1u);
}

TEST(Signs, SeesNoFaceInAnAddressOrATime) {
  EXPECT_TRUE(Signs("see https://example.org/a").empty());
  EXPECT_TRUE(Signs("at 10:30, the red one").empty());
}

TEST(Signs, ReadsDotsMarksAndLettersDrawnOut) {
  EXPECT_FALSE(Signs("well...").empty());
  EXPECT_NE(Signs("what?!"), Signs("what??"));
  EXPECT_FALSE(Signs("sooo").empty());
  EXPECT_TRUE(Signs("A plain question, one mark?").empty());
}

TEST(Signs, TellsATextShoutedThroughoutFromACapitalWord) {
  EXPECT_FALSE(Signs("WHERE IS IT").empty());
  EXPECT_TRUE(Signs("my VAT number").empty());
}

TEST(Loudness, GrowsWithMarksAndCapitalsUpToOne) {
  EXPECT_EQ(Loudness("where is it"), 0);
  EXPECT_GT(Loudness("where is it!!"), Loudness("where is it!"));
  EXPECT_GT(Loudness("WHERE IS IT"), 0);
  EXPECT_EQ(Loudness("WHERE IS IT!!!!!!!!!!"), 1);
}

}  // namespace
}  // namespace shopbell::mood

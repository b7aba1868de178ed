#include "intent/ngram.h"

#include <gtest/gtest.h>

#include <cmath>

namespace shopbell::intent {
namespace {

std::vector<Feature> Of(std::string_view text) { return NgramFeatures(text::TokenizeUtf8(text)); }

bool Same(const std::vector<Feature>& a, const std::vector<Feature>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].bucket != b[i].bucket || a[i].value != b[i].value) return false;
  }
  return true;
}

TEST(NgramFeatures, GivesNothingForNoWords) {
  EXPECT_TRUE(Of("").empty());
  EXPECT_TRUE(Of("?!.").empty());
}

TEST(NgramFeatures, ComesAscendingEachBucketOnce) {
  const auto features = Of("the the the parcel, the parcel is NOT here!!");
  for (std::size_t i = 1; i < features.size(); ++i) EXPECT_LT(features[i - 1].bucket, features[i].bucket);
}

TEST(NgramFeatures, IsBlindToCaseButNotToShouting) {
  EXPECT_TRUE(Same(Of("Where is it"), Of("where is it")));
  EXPECT_FALSE(Same(Of("WHERE is it"), Of("where is it")));
}

TEST(NgramFeatures, SeesNegationAndOrder) {
  EXPECT_FALSE(Same(Of("happy"), Of("not happy")));
  EXPECT_FALSE(Same(Of("dog bites man"), Of("man bites dog")));
}

TEST(IsNegation, KnowsShortFormsAndLeavesPlainWordsAlone) {
  for (const auto* word : {U"not", U"never", U"dont", U"isnt", U"wasnt", U"cant", U"wont", U"didnt"})
    EXPECT_TRUE(IsNegation(word));
  for (const auto* word : {U"want", U"paint", U"different", U"now", U"rent"}) EXPECT_FALSE(IsNegation(word));
}

}  // namespace
}  // namespace shopbell::intent

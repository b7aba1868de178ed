#include "turn/sketch.h"

#include <gtest/gtest.h>

namespace shopbell::turn {
namespace {

double Like(const char* a, const char* b) {
  const faq::Rarity rarity;
  return Likeness(MakeSketch(text::TokenizeUtf8(a), rarity), MakeSketch(text::TokenizeUtf8(b), rarity));
}

TEST(Sketch, IsAlikeForTheSameWordsInAnotherOrder) {
  EXPECT_NEAR(Like("where is my parcel", "where is my parcel"), 1.0, 1e-9);
  EXPECT_GT(Like("where is my parcel", "my parcel, where is it"), 0.8);
}

TEST(Sketch, IsUnlikeForOtherQuestions) {
  EXPECT_LT(Like("where is my parcel", "which size fits a tall person"), 0.3);
  EXPECT_EQ(Like("", "where is my parcel"), 0.0);
}

}  // namespace
}  // namespace shopbell::turn

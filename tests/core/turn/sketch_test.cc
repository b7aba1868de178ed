#include "turn/sketch.h"

#include <gtest/gtest.h>

namespace shopbell::turn {
namespace {

intent::Vector Direction(double first, double second) {
  std::array<double, intent::kWidth> sums{};
  sums[0] = first;
  sums[1] = second;
  return intent::Unit(sums);
}
Sketch At(double first, double second) { return MakeSketch(Direction(first, second)); }

TEST(Sketch, IsAlikeForTheSameMeaning) {
  EXPECT_NEAR(Likeness(At(1, 2), At(1, 2)), 1.0, 1e-9);
  EXPECT_NEAR(Likeness(At(1, 0), At(1, 1)), 0.7071, 0.01);
}

TEST(Sketch, IsLikeNothingWithoutAKnownWord) { EXPECT_EQ(Likeness(MakeSketch({}), At(1, 0)), 0.0); }

TEST(Sketch, AddsUpOnlyWhatIsMoreThanChance) {
  const std::vector<Sketch> earlier = {At(1, 0), At(1, 1), At(0, 1)};
  const Recurrence recurrence = Recurs(At(1, 0), earlier);
  EXPECT_NEAR(recurrence.most, 1.0, 1e-9);
  EXPECT_NEAR(recurrence.sum, 1.7071, 0.01);
  EXPECT_EQ(Recurs(At(1, 0), {}).most, 0.0);
}

}  // namespace
}  // namespace shopbell::turn

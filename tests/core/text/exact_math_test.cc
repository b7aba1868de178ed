#include "text/exact_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace shopbell::text {
namespace {

TEST(ExactExp, AgreesWithTheLibrary) {
  for (double x = -690; x < 690; x += 0.37) EXPECT_NEAR(ExactExp(x) / std::exp(x), 1.0, 1e-12) << x;
  EXPECT_EQ(ExactExp(0), 1.0);
}

TEST(ExactExp, StaysFiniteAndCountsTheVerySmallAsZero) {
  EXPECT_TRUE(std::isfinite(ExactExp(1e300)));
  EXPECT_EQ(ExactExp(-1e300), 0.0);
}

}  // namespace
}  // namespace shopbell::text

#include "intent/vector.h"

#include <gtest/gtest.h>

#include <cmath>

namespace shopbell::intent {
namespace {

Vector Ramp(int step) {
  std::array<double, kWidth> sums{};
  for (std::size_t d = 0; d < kWidth; ++d)
    sums[d] = static_cast<int>(d * static_cast<std::size_t>(step) % 31) - 15;
  return Unit(sums);
}

double Cosine(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t d = 0; d < kWidth; ++d) sum += static_cast<double>(a[d]) * static_cast<double>(b[d]);
  return sum;
}

TEST(Vector, HasUnitLengthOrIsZero) {
  EXPECT_NEAR(Cosine(Ramp(3), Ramp(3)), 1.0, 1e-6);
  EXPECT_EQ(Unit({})[0], 0.0F);
}

TEST(Vector, KeepsCosinesWhenRounded) {
  for (const int step : {1, 3, 7}) {
    const Rounded row = Round(Ramp(step));
    const Probe probe = MakeProbe(Ramp(5));
    const double rounded =
        static_cast<double>(probe.scale) * static_cast<double>(row.scale) * Dot(probe, row.values.data());
    EXPECT_NEAR(rounded, Cosine(Ramp(step), Ramp(5)), 0.005) << step;
  }
}

TEST(Vector, ZeroIsNearToNothing) {
  EXPECT_EQ(Dot(MakeProbe({}), Round(Ramp(3)).values.data()), 0);
  EXPECT_EQ(Round({}).scale, 0.0F);
}

}  // namespace
}  // namespace shopbell::intent

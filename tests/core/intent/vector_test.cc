#include "intent/vector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

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

TEST(Vector, RowsAloneAndFourTogetherGiveThePlainSumOfProducts) {
  std::array<std::int8_t, 4 * kWidth> rows{};
  for (std::size_t r = 0; r < 4; ++r) {
    const Rounded row = Round(Ramp(static_cast<int>(2 * r + 1)));
    std::copy(row.values.begin(), row.values.end(), rows.begin() + static_cast<std::ptrdiff_t>(r * kWidth));
  }
  const Vector vector = Ramp(5);
  const Probe probe = MakeProbe(vector);
  std::array<std::int32_t, 4> dots{};
  DotFour(probe, rows.data(), dots.data());
  for (std::size_t r = 0; r < 4; ++r) {
    std::int64_t sum = 0;  // from the vector itself: the probe's values may stand in another order
    for (std::size_t d = 0; d < kWidth; ++d)
      sum += std::lround(vector[d] / probe.scale) * std::int64_t{rows[r * kWidth + d]};
    EXPECT_NE(sum, 0) << r;
    EXPECT_EQ(dots[r], sum) << r;
    EXPECT_EQ(Dot(probe, &rows[r * kWidth]), sum) << r;
  }
}

TEST(Vector, DotsWithRowsAreThoseOfTheirValues) {
  const Vector vector = Ramp(7);
  const Rounded row = Round(Ramp(3));
  double sum = 0;
  for (std::size_t d = 0; d < kWidth; ++d) sum += static_cast<double>(vector[d]) * row.values[d];
  EXPECT_NEAR(Dot(vector, row.values.data()), sum, 1e-9);
}

TEST(Vector, ZeroIsNearToNothing) {
  EXPECT_EQ(Dot(MakeProbe({}), Round(Ramp(3)).values.data()), 0);
  EXPECT_EQ(Round({}).scale, 0.0F);
}

}  // namespace
}  // namespace shopbell::intent

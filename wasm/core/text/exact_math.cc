#include "text/exact_math.h"

#include <algorithm>
#include <cmath>

namespace shopbell::text {

double ExactExp(double x) {
  if (x < -700) return 0;
  x = std::min(x, 700.0);
  // x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its Taylor series; 2^n by ldexp, which is exact.
  constexpr double kLog2e = 1.4426950408889634, kLn2High = 0.6931471803691238,
                   kLn2Low = 1.9082149292705877e-10;
  const double n = std::floor(x * kLog2e + 0.5);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double sum = 1;
  for (int k = 13; k >= 1; --k) sum = 1 + r * sum / k;
  return std::ldexp(sum, static_cast<int>(n));
}

}  // namespace shopbell::text

#include "intent/vector.h"

#include <algorithm>
#include <cmath>

namespace shopbell::intent {
namespace {

constexpr float kMostRow = 127, kMostProbe = 8191;

/// @return the scale that brings the greatest value to `most`; 0 for a zero vector.
float ScaleOf(const Vector& vector, float most) {
  float greatest = 0;
  for (const float x : vector) greatest = std::max(greatest, std::abs(x));
  return greatest / most;
}

template <typename T>
void RoundInto(const Vector& vector, float scale, std::array<T, kWidth>& out) {
  if (scale <= 0) return;
  for (std::size_t d = 0; d < kWidth; ++d) out[d] = static_cast<T>(std::floor(vector[d] / scale + 0.5F));
}

}  // namespace

Vector Unit(const std::array<double, kWidth>& sums) {
  double square = 0;
  for (const double x : sums) square += x * x;
  Vector out{};
  if (square <= 0) return out;
  const double length = std::sqrt(square);
  for (std::size_t d = 0; d < kWidth; ++d) out[d] = static_cast<float>(sums[d] / length);
  return out;
}

Rounded Round(const Vector& vector) {
  Rounded out;
  out.scale = ScaleOf(vector, kMostRow);
  RoundInto(vector, out.scale, out.values);
  return out;
}

Probe MakeProbe(const Vector& vector) {
  Probe out;
  out.scale = ScaleOf(vector, kMostProbe);
  RoundInto(vector, out.scale, out.values);
#ifdef __wasm_simd128__
  const auto plain = out.values;
  for (std::size_t d = 0; d < kWidth; ++d) out.values[d / 16 * 16 + d % 2 * 8 + d % 16 / 2] = plain[d];
#endif
  return out;
}

}  // namespace shopbell::intent

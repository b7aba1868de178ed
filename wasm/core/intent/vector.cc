#include "intent/vector.h"

#include <algorithm>
#include <cmath>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

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
  return out;
}

#ifdef __wasm_simd128__
std::int32_t Dot(const Probe& probe, const std::int8_t* row) {
  v128_t even = wasm_i32x4_splat(0), odd = even;
  for (std::size_t d = 0; d < kWidth; d += 16) {
    even = wasm_i32x4_add(
        even, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(row + d), wasm_v128_load(&probe.values[d])));
    odd = wasm_i32x4_add(
        odd, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(row + d + 8), wasm_v128_load(&probe.values[d + 8])));
  }
  const v128_t sum = wasm_i32x4_add(even, odd);
  return wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) +
         wasm_i32x4_extract_lane(sum, 3);
}
#else
std::int32_t Dot(const Probe& probe, const std::int8_t* row) {
  std::int32_t sum = 0;
  for (std::size_t d = 0; d < kWidth; ++d) sum += static_cast<std::int32_t>(row[d]) * probe.values[d];
  return sum;
}
#endif

}  // namespace shopbell::intent

#ifndef SHOPBELL_INTENT_VECTOR_H_
#define SHOPBELL_INTENT_VECTOR_H_

#include <array>
#include <cstddef>
#include <cstdint>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace shopbell::intent {

inline constexpr std::size_t kWidth = 128;

/// A text's meaning as a direction: unit length, or all zero for a text without a known piece.
using Vector = std::array<float, kWidth>;

/// Brings sums to unit length; all zero stays so. Exact arithmetic: equal on every machine.
[[nodiscard]] Vector Unit(const std::array<double, kWidth>& sums);

/// A vector in integers: value = scale * rounded. The same on every machine.
struct Rounded {
  std::array<std::int8_t, kWidth> values{};
  float scale = 0;
};
[[nodiscard]] Rounded Round(const Vector& vector);

/// A vector as the scan wants it: 16-bit, so that products with 8-bit rows add up exactly in 32 bits.
struct Probe {
  std::array<std::int16_t, kWidth> values{};
  float scale = 0;
};
[[nodiscard]] Probe MakeProbe(const Vector& vector);

/// sum of row[d] * probe[d], row of kWidth values. Exact.
#ifdef __wasm_simd128__
[[nodiscard]] inline std::int32_t Dot(const Probe& probe, const std::int8_t* row) {
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
[[nodiscard]] inline std::int32_t Dot(const Probe& probe, const std::int8_t* row) {
  std::int32_t sum = 0;
  for (std::size_t d = 0; d < kWidth; ++d) sum += static_cast<std::int32_t>(row[d]) * probe.values[d];
  return sum;
}
#endif

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_VECTOR_H_

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

/// A vector as Dot wants it: 16-bit, so that products with 8-bit rows add up exactly in 32 bits. In
/// WebAssembly the values of even places stand before those of odd ones, sixteen by sixteen.
struct Probe {
  std::array<std::int16_t, kWidth> values{};
  float scale = 0;
};
[[nodiscard]] Probe MakeProbe(const Vector& vector);

/// sum of row[d] * probe[d], row of kWidth values. Exact.
#ifdef __wasm_simd128__
/// The sum in four parts. A lane of 16 bits holds two values of the row: the odd one is its upper half, the
/// even one is shifted there and back.
[[nodiscard]] inline v128_t DotParts(const Probe& probe, const std::int8_t* row) {
  v128_t sum = wasm_i32x4_splat(0);
  for (std::size_t d = 0; d < kWidth; d += 16) {
    const v128_t pairs = wasm_v128_load(row + d);
    const v128_t even = wasm_i16x8_shr(wasm_i16x8_shl(pairs, 8), 8), odd = wasm_i16x8_shr(pairs, 8);
    sum =
        wasm_i32x4_add(sum, wasm_i32x4_add(wasm_i32x4_dot_i16x8(even, wasm_v128_load(&probe.values[d])),
                                           wasm_i32x4_dot_i16x8(odd, wasm_v128_load(&probe.values[d + 8]))));
  }
  return sum;
}
[[nodiscard]] inline std::int32_t Dot(const Probe& probe, const std::int8_t* row) {
  const v128_t sum = DotParts(probe, row);
  return wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) +
         wasm_i32x4_extract_lane(sum, 3);
}
/// Dot of four rows that follow one another: their parts are added up together.
inline void DotFour(const Probe& probe, const std::int8_t* rows, std::int32_t* out) {
  const v128_t a = DotParts(probe, rows), b = DotParts(probe, rows + kWidth),
               c = DotParts(probe, rows + 2 * kWidth), d = DotParts(probe, rows + 3 * kWidth);
  const v128_t ab =
      wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  const v128_t cd =
      wasm_i32x4_add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  wasm_v128_store(
      out, wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5), wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7)));
}
#else
[[nodiscard]] inline std::int32_t Dot(const Probe& probe, const std::int8_t* row) {
  std::int32_t sum = 0;
  for (std::size_t d = 0; d < kWidth; ++d) sum += static_cast<std::int32_t>(row[d]) * probe.values[d];
  return sum;
}
inline void DotFour(const Probe& probe, const std::int8_t* rows, std::int32_t* out) {
  for (std::size_t r = 0; r < 4; ++r) out[r] = Dot(probe, rows + r * kWidth);
}
#endif

/// sum of row[d] * vector[d], in a fixed order: equal on every machine. Four sums side by side, so that no
/// step waits for the one before.
[[nodiscard]] inline double Dot(const Vector& vector, const std::int8_t* row) {
  double sums[4] = {0, 0, 0, 0};
  for (std::size_t d = 0; d < kWidth; d += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += static_cast<double>(vector[d + k]) * row[d + k];
  }
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_VECTOR_H_

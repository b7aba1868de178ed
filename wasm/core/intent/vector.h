#ifndef SHOPBELL_INTENT_VECTOR_H_
#define SHOPBELL_INTENT_VECTOR_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

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

/// sum of row[d] * probe[d], row of kWidth values.
[[nodiscard]] std::int32_t Dot(const Probe& probe, const std::int8_t* row);

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_VECTOR_H_

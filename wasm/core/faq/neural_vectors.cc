#include "faq/neural_vectors.h"

#include <algorithm>
#include <cmath>

#include "shopbell/neural.h"

namespace shopbell::faq {
namespace {

constexpr float kMostLevel = 127;

/// Appends one row as levels. @return what a level is worth.
float Round(std::span<const float> row, std::vector<std::int8_t>& values) {
  float most = 0;
  for (const float value : row) most = std::max(most, std::abs(value));
  const float scale = most > 0 ? most / kMostLevel : 1;
  for (const float value : row) values.push_back(static_cast<std::int8_t>(std::lround(value / scale)));
  return scale;
}

}  // namespace

bool NeuralVectors::Load(std::span<const float> rows, std::size_t entries) {
  scales_.clear();
  values_.clear();
  if (rows.size() != entries * 2 * kNeuralWidth) return false;
  // Written so that no number at all is refused as well.
  if (!std::all_of(rows.begin(), rows.end(), [](float value) { return value >= -1 && value <= 1; }))
    return false;
  values_.reserve(rows.size());
  for (std::size_t at = 0; at < rows.size(); at += kNeuralWidth)
    scales_.push_back(Round(rows.subspan(at, kNeuralWidth), values_));
  return true;
}

NeuralVectors::Cosines NeuralVectors::To(std::span<const float> vector) const {
  std::vector<std::int8_t> probe;
  const float scale = Round(vector, probe);
  Cosines out;
  for (std::size_t row = 0; row < scales_.size(); ++row) {
    const std::int8_t* const values = &values_[row * kNeuralWidth];
    std::int32_t dot = 0;
    for (std::size_t d = 0; d < kNeuralWidth; ++d)
      dot += static_cast<std::int32_t>(values[d]) * static_cast<std::int32_t>(probe[d]);
    (row % 2 == 0 ? out.question : out.whole).push_back(static_cast<float>(dot) * scale * scales_[row]);
  }
  return out;
}

}  // namespace shopbell::faq

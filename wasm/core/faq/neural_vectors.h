#ifndef SHOPBELL_FAQ_NEURAL_VECTORS_H_
#define SHOPBELL_FAQ_NEURAL_VECTORS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace shopbell::faq {

/// The second tier's vectors of a FAQ: of each entry's question, and of its question and answer together.
/// Rounded to 8 bits. Immutable once loaded.
class NeuralVectors {
 public:
  /// @param rows unit vectors of kNeuralWidth values, two an entry in the pack's order: question, whole.
  /// @return false, and nothing is loaded, where the count differs or a value lies outside [-1, 1].
  [[nodiscard]] bool Load(std::span<const float> rows, std::size_t entries);

  [[nodiscard]] bool empty() const { return scales_.empty(); }

  struct Cosines {
    std::vector<float> question, whole;  // one an entry
  };
  /// @param vector of a visitor's text, kNeuralWidth values of unit length. Cost: O(entries * kNeuralWidth).
  [[nodiscard]] Cosines To(std::span<const float> vector) const;

 private:
  std::vector<float> scales_;
  std::vector<std::int8_t> values_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_NEURAL_VECTORS_H_

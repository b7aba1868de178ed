#ifndef SHOPBELL_NEURAL_H_
#define SHOPBELL_NEURAL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shopbell/result.h"

/// What the second tier needs of the core: the numbers that its graph (neural.onnx) reads. The graph itself
/// is run outside: ids in, a unit vector of kNeuralWidth out.
namespace shopbell {

inline constexpr std::size_t kNeuralWidth = 384;

/// What a neural.bell holds. Immutable; thread-safe.
class NeuralTokens {
 public:
  /// @param bytes a whole neural.bell; copied.
  /// @return the tokens, or kNotBell, kWrongVersion, kTruncated, kCorrupt.
  [[nodiscard]] static Result<std::shared_ptr<const NeuralTokens>> Load(std::span<const std::byte> bytes);

  /// The graph's input. @param text any bytes; what is beyond kMostNeuralTokens is left out.
  [[nodiscard]] std::vector<std::uint16_t> Ids(std::string_view text) const;

  /// SHA-256 of the neural.onnx that these tokens are for, 64 hexadecimal digits.
  [[nodiscard]] const std::string& graph_digest() const;

  ~NeuralTokens();
  struct Impl;
  explicit NeuralTokens(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

inline constexpr std::size_t kMostNeuralTokens = 128;

}  // namespace shopbell

#endif  // SHOPBELL_NEURAL_H_

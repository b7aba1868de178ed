#ifndef SHOPBELL_INTENT_LINEAR_HEAD_H_
#define SHOPBELL_INTENT_LINEAR_HEAD_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "intent/ngram.h"

namespace shopbell::intent {

/// Linear classes over hashed n-grams: a sparse matrix of int8 weights, a scale and a bias a class.
/// Immutable.
class LinearHead {
 public:
  /// @param section u32 classes; a {f32 bias, f32 scale, u32 weights} each; per class the buckets as
  /// ascending deltas
  ///   (LEB128); per class the int8 weights. Copied.
  /// @return false where counts, buckets or sizes do not fit.
  [[nodiscard]] bool Load(std::string_view section);

  /// The same head, written bucket by bucket with two weights a byte: smaller for many classes.
  /// @param section u32 classes, buckets, weights; f32 bias[classes]; f32 scale[classes]; LEB128: the buckets
  /// as ascending differences, how many classes each has, their numbers as differences within the bucket;
  /// u8 [(weights + 1) / 2]: the low half first, each weight + 8. Copied.
  /// @return false where counts, buckets or sizes do not fit.
  [[nodiscard]] bool LoadGrouped(std::string_view section);

  [[nodiscard]] std::size_t class_count() const { return biases_.size(); }

  /// One logit a class. Cost: O(features * classes that know them).
  [[nodiscard]] std::vector<double> Logits(const std::vector<Feature>& features) const;

 private:
  static constexpr std::size_t kBlock = 64;
  /// kBlock buckets that follow one another. Most heads weigh a part of the buckets only.
  struct Block {
    std::uint64_t used = 0;   // a bit for each bucket that has weights
    std::uint32_t rank = 0;   // used buckets before this block
    std::uint32_t begin = 0;  // weights before this block
  };
  struct Range {
    std::uint32_t begin, end;
  };
  /// Makes room for the weights. @param counts of the weights, one a bucket.
  void Arrange(const std::vector<std::uint16_t>& counts, int value_bits);
  [[nodiscard]] Range WeightsOf(std::uint32_t bucket) const;
  void SetWeight(std::uint32_t at, std::uint32_t cls, int value) {
    weights_[at] = static_cast<std::uint16_t>(cls << value_bits_ | static_cast<std::uint32_t>(value + zero_));
  }

  std::vector<double> biases_;
  std::vector<double> scales_;
  std::vector<Block> blocks_;
  std::vector<std::uint16_t> ends_;  // one a used bucket: where its weights end, from its block's begin on
  /// Bucket by bucket: the class in the upper bits, value + zero_ in the lower value_bits_.
  std::vector<std::uint16_t> weights_;
  int value_bits_ = 0, zero_ = 0;
};

/// Chances from logits; together 1. In place.
void Softmax(std::vector<double>& logits);
/// Chances as they would be had the logits been multiplied by `heat`: above 1 the likely ones gain.
[[nodiscard]] std::vector<double> Heated(const std::vector<double>& chances, double heat);
[[nodiscard]] double Sigmoid(double logit);

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_LINEAR_HEAD_H_

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
  struct Weight {
    std::uint16_t cls;
    std::int8_t value;
  };
  std::vector<double> biases_;
  std::vector<double> scales_;
  std::vector<std::uint32_t> starts_;  // kBucketCount + 1 places in weights_
  std::vector<Weight> weights_;
};

/// Chances from logits; together 1. In place.
void Softmax(std::vector<double>& logits);
/// Chances as they would be had the logits been multiplied by `heat`: above 1 the likely ones gain.
[[nodiscard]] std::vector<double> Heated(const std::vector<double>& chances, double heat);
[[nodiscard]] double Sigmoid(double logit);

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_LINEAR_HEAD_H_

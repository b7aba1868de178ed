#ifndef SHOPBELL_INTENT_ENCODER_H_
#define SHOPBELL_INTENT_ENCODER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "intent/vector.h"
#include "text/token.h"
#include "text/wordpiece.h"

namespace shopbell::intent {

/// The static encoder: a text's vector is the sum of its word pieces' rows, brought to unit length; how much
/// a piece says is in the length of its row. Distilled from a sentence transformer (models/en/CARD.md).
/// Immutable.
class Encoder {
 public:
  /// @param pieces borrowed. @param table u32 pieces; u32 width; f32 scale[pieces]; two values a byte, the
  /// even dimension in the low half, each stored as value + 8. Copied.
  /// @return false where sizes do not fit.
  [[nodiscard]] bool Load(const text::WordPiece& pieces, std::string_view table);

  /// Cost: O(pieces * kWidth). Thread-safe.
  [[nodiscard]] Vector Encode(const std::vector<text::Token>& tokens) const;

 private:
  const text::WordPiece* pieces_ = nullptr;
  std::vector<float> scales_;
  std::vector<std::uint8_t> rows_;
};

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_ENCODER_H_

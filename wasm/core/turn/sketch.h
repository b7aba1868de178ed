#ifndef SHOPBELL_TURN_SKETCH_H_
#define SHOPBELL_TURN_SKETCH_H_

#include <array>
#include <cstdint>
#include <vector>

#include "faq/rarity.h"
#include "text/token.h"

namespace shopbell::turn {

/// A question as 128 small numbers, for telling whether it was asked before.
using Sketch = std::array<std::int8_t, 128>;

/// Random projection of the question's telling stems and trigrams: each hashed term adds a fixed pattern of
/// signs. Source: Charikar 2002, signs of hashed features.
[[nodiscard]] Sketch MakeSketch(const std::vector<text::Token>& tokens, const faq::Rarity& rarity);

/// Cosine, in [-1, 1]; 0 where one of them is empty.
[[nodiscard]] double Likeness(const Sketch& a, const Sketch& b);

}  // namespace shopbell::turn

#endif  // SHOPBELL_TURN_SKETCH_H_

#ifndef SHOPBELL_TURN_SKETCH_H_
#define SHOPBELL_TURN_SKETCH_H_

#include <array>
#include <cstdint>
#include <vector>

#include "intent/vector.h"

namespace shopbell::turn {

/// What a message means, as 128 small numbers: its vector, rounded. For telling whether the same was said
/// before, in other words too.
using Sketch = std::array<std::int8_t, intent::kWidth>;

[[nodiscard]] Sketch MakeSketch(const intent::Vector& vector);

/// Cosine, in [-1, 1]; 0 where one of them is empty.
[[nodiscard]] double Likeness(const Sketch& a, const Sketch& b);

/// How like a message is to earlier ones.
struct Recurrence {
  double most = 0;  ///< The greatest likeness, in [0, 1].
  double sum = 0;   ///< Of those that are more than chance.
};
[[nodiscard]] Recurrence Recurs(const Sketch& sketch, const std::vector<Sketch>& earlier);

}  // namespace shopbell::turn

#endif  // SHOPBELL_TURN_SKETCH_H_

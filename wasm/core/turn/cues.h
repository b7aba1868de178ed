#ifndef SHOPBELL_TURN_CUES_H_
#define SHOPBELL_TURN_CUES_H_

#include <string_view>
#include <vector>

#include "intent/ngram.h"
#include "intent/vector.h"
#include "mood/head.h"
#include "policy/policy.h"

namespace shopbell::turn {

/// Reads off one message what it tells of the course of the talk. Immutable.
class CueReader {
 public:
  /// @param ngrams, vectors as mood::Head has them, classes in the order of policy::Cues, each on its own;
  /// both empty for a model without cues. Copied.
  /// @return false where counts or sizes do not fit.
  [[nodiscard]] bool Load(std::string_view ngrams, std::string_view vectors);

  /// Cost: O(features + classes * width). A text without features, or a model without cues, tells nothing.
  [[nodiscard]] policy::Cues Read(const std::vector<intent::Feature>& features,
                                  const intent::Vector& vector) const;

 private:
  mood::Head head_;
};

}  // namespace shopbell::turn

#endif  // SHOPBELL_TURN_CUES_H_

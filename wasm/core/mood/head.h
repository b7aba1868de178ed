#ifndef SHOPBELL_MOOD_HEAD_H_
#define SHOPBELL_MOOD_HEAD_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "intent/linear_head.h"
#include "intent/vector_rows.h"

namespace shopbell::mood {

/// Linear classes over a text's n-grams and its vector together. Immutable.
class Head {
 public:
  /// @param ngrams a LinearHead. @param vectors a row a class, as VectorRows::Load has them; empty for a head
  /// of n-grams alone. Copied.
  /// @return false where counts or sizes do not fit.
  [[nodiscard]] bool Load(std::string_view ngrams, std::string_view vectors);

  [[nodiscard]] std::size_t class_count() const { return ngrams_.class_count(); }
  [[nodiscard]] std::vector<double> Logits(const std::vector<intent::Feature>& features,
                                           const intent::Vector& vector) const;

 private:
  intent::LinearHead ngrams_;
  intent::VectorRows vectors_;
};

}  // namespace shopbell::mood

#endif  // SHOPBELL_MOOD_HEAD_H_

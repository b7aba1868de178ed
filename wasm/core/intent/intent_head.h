#ifndef SHOPBELL_INTENT_INTENT_HEAD_H_
#define SHOPBELL_INTENT_INTENT_HEAD_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "intent/linear_head.h"
#include "intent/ngram.h"
#include "intent/vector_rows.h"

namespace shopbell::intent {

/// What visitors of shops ask for, read off a text's n-grams (weighted by how rare they are) and off its
/// vector together: multinomial logistic regression on both. The last class is "none of them". Immutable.
class IntentHead {
 public:
  struct Sections {
    std::string_view ngrams;   ///< A LinearHead, grouped.
    std::string_view rarity;   ///< f32 step; u8 idf[kBucketCount] in steps.
    std::string_view vectors;  ///< A row a class, as VectorRows::Load has them.
    std::string_view means;    ///< A row an intent, unit length * 127, as VectorRows::LoadUnscaled has them.
  };
  /// Copies. @return false where counts or sizes do not fit.
  [[nodiscard]] bool Load(const Sections& sections);

  /// Classes, none included.
  [[nodiscard]] std::size_t class_count() const { return ngrams_.class_count(); }
  [[nodiscard]] std::size_t intent_count() const { return class_count() - 1; }

  /// Chances of the classes; empty for a text without features. @param heat multiplies the logits.
  [[nodiscard]] std::vector<double> Chances(const std::vector<Feature>& features, const Vector& vector,
                                            double heat = 1) const;

  /// Cosine of a vector to the mean of an intent's phrasings. @pre intent < intent_count()
  [[nodiscard]] double Likeness(const Probe& probe, std::size_t intent) const;

 private:
  LinearHead ngrams_;
  float idf_step_ = 0;
  std::vector<std::uint8_t> idf_;  // in steps
  VectorRows vectors_, means_;
};

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_INTENT_HEAD_H_

#ifndef SHOPBELL_FAQ_CONFIDENCE_H_
#define SHOPBELL_FAQ_CONFIDENCE_H_

#include "faq/search.h"
#include "shopbell/params.h"

namespace shopbell::faq {

/// Chances read off a search's evidence by two logistic regressions whose weights are the model's (fitted by
/// models/ on questions that the model it was fitted with had not seen: models/pipeline/calibrate.py).
class Confidence {
 public:
  explicit Confidence(const Params& params) : params_(params) {}
  /// Chance that the FAQ covers the question.
  [[nodiscard]] double InScope(const Evidence& evidence) const { return Chance("in_scope", evidence); }
  /// Chance that the first hit is right.
  [[nodiscard]] double Right(const Evidence& evidence) const { return Chance("right", evidence); }

 private:
  [[nodiscard]] double Chance(const char* name, const Evidence& evidence) const;
  const Params& params_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_CONFIDENCE_H_

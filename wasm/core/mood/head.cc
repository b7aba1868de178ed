#include "mood/head.h"

namespace shopbell::mood {

bool Head::Load(std::string_view ngrams, std::string_view vectors) {
  return ngrams_.Load(ngrams) && (vectors.empty() || vectors_.Load(vectors, class_count()));
}

std::vector<double> Head::Logits(const std::vector<intent::Feature>& features,
                                 const intent::Vector& vector) const {
  std::vector<double> logits = ngrams_.Logits(features);
  for (std::size_t c = 0; c < vectors_.size(); ++c) logits[c] += vectors_.Logit(c, vector);
  return logits;
}

}  // namespace shopbell::mood

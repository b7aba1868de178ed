#include "mood/head.h"

#include <cmath>
#include <cstring>

namespace shopbell::mood {

bool Head::Load(std::string_view ngrams, std::string_view vectors) {
  if (!ngrams_.Load(ngrams)) return false;
  if (vectors.empty()) return true;
  std::uint32_t head[2];
  if (vectors.size() < sizeof head) return false;
  std::memcpy(head, vectors.data(), sizeof head);
  vectors.remove_prefix(sizeof head);
  const std::size_t classes = class_count();
  const std::size_t size = classes * (sizeof(float) + intent::kWidth);
  if (head[0] != classes || head[1] != intent::kWidth || vectors.size() < size || vectors.size() - size >= 8)
    return false;
  scales_.resize(classes);
  rows_.resize(classes * intent::kWidth);
  std::memcpy(scales_.data(), vectors.data(), classes * sizeof(float));
  std::memcpy(rows_.data(), vectors.data() + classes * sizeof(float), rows_.size());
  for (const float scale : scales_) {
    if (!std::isfinite(scale)) return false;
  }
  return true;
}

std::vector<double> Head::Logits(const std::vector<intent::Feature>& features,
                                 const intent::Vector& vector) const {
  std::vector<double> logits = ngrams_.Logits(features);
  for (std::size_t c = 0; c < scales_.size(); ++c)
    logits[c] += scales_[c] * intent::Dot(vector, &rows_[c * intent::kWidth]);
  return logits;
}

}  // namespace shopbell::mood

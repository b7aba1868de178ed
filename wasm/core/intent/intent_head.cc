#include "intent/intent_head.h"

#include <cmath>
#include <cstdint>

#include "bell/reader.h"

namespace shopbell::intent {
namespace {

constexpr double kMeanScale = 1.0 / 127;

}  // namespace

bool IntentHead::Load(const Sections& sections) {
  if (!ngrams_.LoadGrouped(sections.ngrams)) return false;
  bell::Reader rarity(sections.rarity);
  idf_step_ = rarity.Plain<float>();
  idf_ = rarity.Array<std::uint8_t>(kBucketCount);
  if (!rarity.AtEnd() || !std::isfinite(idf_step_)) return false;
  return vectors_.Load(sections.vectors, class_count()) &&
         means_.LoadUnscaled(sections.means, intent_count());
}

std::vector<double> IntentHead::Chances(const std::vector<Feature>& features, const Vector& vector,
                                        double heat) const {
  if (features.empty()) return {};
  std::vector<Feature> weighted = features;
  double square = 0;
  for (Feature& feature : weighted) {
    feature.value *= idf_step_ * idf_[feature.bucket];
    square += static_cast<double>(feature.value) * feature.value;
  }
  const double length = square > 0 ? std::sqrt(square) : 1;
  for (Feature& feature : weighted) feature.value = static_cast<float>(feature.value / length);
  std::vector<double> logits = ngrams_.Logits(weighted);
  for (std::size_t c = 0; c < logits.size(); ++c) logits[c] = heat * (logits[c] + vectors_.Logit(c, vector));
  Softmax(logits);
  return logits;
}

double IntentHead::Likeness(const Probe& probe, std::size_t intent) const {
  return kMeanScale * probe.scale * Dot(probe, means_[intent]);
}

}  // namespace shopbell::intent

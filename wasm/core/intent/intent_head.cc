#include "intent/intent_head.h"

#include <cmath>
#include <cstring>

namespace shopbell::intent {
namespace {

constexpr double kMeanScale = 1.0 / 127;

/// Reads u32 rows, u32 width, f32 scales (where `scales` is given), i8 values.
bool ReadMatrix(std::string_view section, std::size_t rows, std::vector<float>* scales,
                std::vector<std::int8_t>& values) {
  std::uint32_t head[2];
  if (section.size() < sizeof head) return false;
  std::memcpy(head, section.data(), sizeof head);
  section.remove_prefix(sizeof head);
  const std::size_t scale_bytes = scales == nullptr ? 0 : rows * sizeof(float);
  const std::size_t size = scale_bytes + rows * kWidth;
  if (head[0] != rows || head[1] != kWidth || section.size() < size || section.size() - size >= 8)
    return false;
  if (scales != nullptr) {
    scales->resize(rows);
    std::memcpy(scales->data(), section.data(), scale_bytes);
    for (const float scale : *scales) {
      if (!std::isfinite(scale)) return false;
    }
  }
  values.resize(rows * kWidth);
  if (!values.empty()) std::memcpy(values.data(), section.data() + scale_bytes, values.size());
  return true;
}

}  // namespace

bool IntentHead::Load(const Sections& sections) {
  if (!ngrams_.LoadGrouped(sections.ngrams)) return false;
  const std::string_view rarity = sections.rarity;
  if (rarity.size() < sizeof idf_step_ + kBucketCount || rarity.size() - sizeof idf_step_ - kBucketCount >= 8)
    return false;
  std::memcpy(&idf_step_, rarity.data(), sizeof idf_step_);
  if (!std::isfinite(idf_step_)) return false;
  const auto levels = rarity.substr(sizeof idf_step_, kBucketCount);
  idf_.assign(levels.begin(), levels.end());
  return ReadMatrix(sections.vectors, class_count(), &scales_, rows_) &&
         ReadMatrix(sections.means, intent_count(), nullptr, means_);
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
  for (std::size_t c = 0; c < logits.size(); ++c) {
    logits[c] = heat * (logits[c] + scales_[c] * Dot(vector, &rows_[c * kWidth]));
  }
  Softmax(logits);
  return logits;
}

double IntentHead::Likeness(const Probe& probe, std::size_t intent) const {
  return kMeanScale * probe.scale * Dot(probe, &means_[intent * kWidth]);
}

}  // namespace shopbell::intent

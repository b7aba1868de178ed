#include "faq/pack_head.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "bell/container.h"
#include "text/exact_math.h"

namespace shopbell::faq {
namespace {

constexpr int kSteps = 20;
constexpr float kHeat = 10, kRate = 10, kMomentum = 0.9F, kDecay = 0.001F;
constexpr double kLeastPhrasings = 1.5;        // an entry, on average
constexpr std::size_t kMostWeights = 200'000;  // phrasings * entries
constexpr float kMostWeight = 32767;

/// One number for each phrasing and entry.
class Matrix {
 public:
  Matrix(std::size_t rows, std::size_t columns) : columns_(columns), values_(rows * columns, 0.0F) {}
  [[nodiscard]] float* row(std::size_t r) { return &values_[r * columns_]; }
  [[nodiscard]] const float* row(std::size_t r) const { return &values_[r * columns_]; }
  [[nodiscard]] const std::vector<float>& values() const { return values_; }

 private:
  std::size_t columns_;
  std::vector<float> values_;
};

double TrigramCosine(const TermCounts& a, const TermCounts& b) {
  double dot = 0, aa = 0, bb = 0;
  for (const auto& [term, count] : a) aa += static_cast<double>(count) * count;
  for (const auto& [term, count] : b) bb += static_cast<double>(count) * count;
  auto other = b.begin();
  for (const auto& [term, count] : a) {
    while (other != b.end() && other->first < term) ++other;
    if (other == b.end()) break;
    if (other->first == term) dot += static_cast<double>(count) * other->second;
  }
  return dot > 0 ? dot / std::sqrt(aa * bb) : 0;
}

/// exp(x) / sum of exp(x), in place.
void Softmax(float* x, std::size_t count) {
  const float most = *std::max_element(x, x + count);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double e = text::ExactExp(static_cast<double>(x[i]) - static_cast<double>(most));
    sum += e;
    x[i] = static_cast<float>(e);
  }
  for (std::size_t i = 0; i < count; ++i) x[i] = static_cast<float>(x[i] / sum);
}

/// Weights [phrasing][entry] after kSteps of gradient descent with momentum on all phrasings together.
Matrix Fit(const Matrix& likeness, const std::vector<std::uint32_t>& owners, std::size_t entries) {
  const std::size_t phrasings = owners.size();
  std::vector<float> own(entries, 0.0F);
  for (const std::uint32_t owner : owners) own[owner] += 1;
  Matrix weights(phrasings, entries), speed(phrasings, entries), chances(phrasings, entries);
  for (int step = 0; step < kSteps; ++step) {
    for (std::size_t p = 0; p < phrasings; ++p) {
      float* const logits = chances.row(p);
      std::fill_n(logits, entries, 0.0F);
      for (std::size_t r = 0; r < phrasings; ++r) {
        const float like = kHeat * likeness.row(p)[r];
        const float* const weight = weights.row(r);
        for (std::size_t e = 0; e < entries; ++e) logits[e] += like * weight[e];
      }
      Softmax(logits, entries);
      logits[owners[p]] -= 1;
    }
    for (std::size_t p = 0; p < phrasings; ++p) {
      const float share = kRate / own[owners[p]] / static_cast<float>(entries);
      for (std::size_t e = 0; e < entries; ++e) {
        const float gradient = share * chances.row(p)[e] + kDecay * weights.row(p)[e];
        speed.row(p)[e] = kMomentum * speed.row(p)[e] - gradient;
      }
    }
    for (std::size_t p = 0; p < phrasings; ++p) {
      for (std::size_t e = 0; e < entries; ++e) weights.row(p)[e] += speed.row(p)[e];
    }
  }
  return weights;
}

}  // namespace

void PackHead::Builder::Add(std::uint32_t entry, const intent::Vector& vector, TermCounts trigrams) {
  if (too_many_) return;
  owners_.push_back(entry);
  too_many_ = owners_.size() * (entry + std::size_t{1}) > kMostWeights;
  if (too_many_) {  // and more follow: nothing is kept of a large FAQ
    owners_ = {};
    vectors_ = {};
    trigrams_ = {};
    return;
  }
  vectors_.push_back(vector);
  trigrams_.push_back(std::move(trigrams));
}

std::string PackHead::Builder::Finish() const {
  const std::size_t phrasings = owners_.size();
  if (phrasings == 0) return {};
  const std::size_t entries = owners_.back() + std::size_t{1};
  if (static_cast<double>(phrasings) < kLeastPhrasings * static_cast<double>(entries)) return {};
  Matrix likeness(phrasings, phrasings);
  for (std::size_t p = 0; p < phrasings; ++p) {
    for (std::size_t r = 0; r < phrasings; ++r) {
      double cosine = 0;
      for (std::size_t d = 0; d < intent::kWidth; ++d)
        cosine += static_cast<double>(vectors_[p][d]) * static_cast<double>(vectors_[r][d]);
      likeness.row(p)[r] = static_cast<float>(cosine + static_cast<double>(kTrigramShare) *
                                                           TrigramCosine(trigrams_[p], trigrams_[r]));
    }
  }
  const Matrix weights = Fit(likeness, owners_, entries);
  float most = 0;
  for (const float weight : weights.values()) most = std::max(most, std::abs(weight));
  const float scale = most / kMostWeight;
  std::vector<std::int16_t> rounded;
  rounded.reserve(weights.values().size());
  for (const float weight : weights.values())
    rounded.push_back(static_cast<std::int16_t>(scale > 0 ? std::floor(weight / scale + 0.5F) : 0));
  return bell::WriteArray(std::vector<float>{scale}) + bell::WriteArray(rounded);
}

bool PackHead::Load(std::string_view section, std::size_t phrasings, std::size_t entries) {
  if (section.empty()) return true;
  std::span<const float> scale;
  if (!bell::TakeView(section, 1, scale) || !std::isfinite(scale[0])) return false;
  scale_ = scale[0];
  entries_ = entries;
  return bell::TakeView(section, phrasings * entries, weights_) && section.empty();
}

std::vector<float> PackHead::LogChances(std::span<const float> cosines,
                                        std::span<const float> trigrams) const {
  if (!IsThere()) return {};
  std::vector<float> logits(entries_, 0.0F);
  for (std::size_t p = 0; p < cosines.size(); ++p) {
    const float like = kHeat * scale_ * (cosines[p] + kTrigramShare * trigrams[p]);
    const std::int16_t* const weight = &weights_[p * entries_];
    for (std::size_t e = 0; e < entries_; ++e) logits[e] += like * static_cast<float>(weight[e]);
  }
  const float most = *std::max_element(logits.begin(), logits.end());
  float sum = 0;
  for (const float logit : logits) sum += std::exp(logit - most);
  const float rest = most + std::log(sum);
  for (float& logit : logits) logit = std::max(logit - rest, kLeast);
  return logits;
}

}  // namespace shopbell::faq

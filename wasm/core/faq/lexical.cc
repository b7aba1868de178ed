#include "faq/lexical.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace shopbell::faq {
namespace {

double InverseFrequency(std::size_t documents, std::size_t holding) {
  return std::log1p((static_cast<double>(documents) - static_cast<double>(holding) + 0.5) /
                    (static_cast<double>(holding) + 0.5));
}

}  // namespace

WordShares ShareWords(const InvertedIndex& index, const TermCounts& terms, const Rarity& rarity,
                      const Bm25Params& params) {
  WordShares out{std::vector<float>(index.doc_count(), 0.0F), 0.0};
  const double gain = params.k1 + 1, greatest = InverseFrequency(index.doc_count(), 0);
  const auto fixed = static_cast<float>(params.k1 * (1 - params.b));
  const auto by_length =
      static_cast<float>(index.mean_length() > 0 ? params.k1 * params.b / index.mean_length() : 0);
  double most = 0, known = 0;
  for (const auto& [term, count] : terms) {
    const auto range = index.Find(term);
    const double general = rarity.Of(term);
    if (!range) {
      most += general * greatest * params.unknown_share * gain;
      continue;
    }
    const double weight = general * InverseFrequency(index.doc_count(), range->size()) * gain;
    most += weight;
    known += weight;
    float* const values = out.values.data();
    for (std::size_t at = range->begin; at < range->end; ++at) {
      const Posting posting = index.posting(at);
      const auto times = static_cast<float>(posting.count);
      const float fill = fixed + by_length * static_cast<float>(index.length(posting.doc));
      values[posting.doc] += static_cast<float>(weight) * times / (times + fill);
    }
  }
  if (most <= 0) return out;
  const auto scale = static_cast<float>(1 / most);
  for (float& value : out.values) value = std::min(1.0F, value * scale);
  out.known = known / most;
  return out;
}

std::vector<float> TrigramCosines(const InvertedIndex& index, const TermCounts& terms) {
  std::vector<float> dots(index.doc_count(), 0.0F);
  double square = 0;
  for (const auto& [term, count] : terms) {
    square += static_cast<double>(count) * count;
    if (const auto range = index.Find(term)) {
      float* const values = dots.data();
      for (std::size_t at = range->begin; at < range->end; ++at) {
        const Posting posting = index.posting(at);
        values[posting.doc] += static_cast<float>(count * posting.count);
      }
    }
  }
  const auto scale = static_cast<float>(square);
  // A text without trigrams has no length, and no dot either: 0 / 1. Without a branch several go in one step.
  for (std::size_t doc = 0; doc < dots.size(); ++doc)
    dots[doc] /= std::max(1.0F, std::sqrt(scale * static_cast<float>(index.square(doc))));
  return dots;
}

}  // namespace shopbell::faq

#include "faq/search.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "faq/terms.h"

namespace shopbell::faq {
namespace {

double InverseFrequency(std::size_t documents, std::size_t holding) {
  return std::log1p((static_cast<double>(documents) - static_cast<double>(holding) + 0.5) /
                    (static_cast<double>(holding) + 0.5));
}

/// Places of the best `limit` scores, best first, ties in order.
std::vector<std::uint32_t> Best(const std::vector<double>& scores, std::size_t limit) {
  std::vector<std::uint32_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0u);
  limit = std::min(limit, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(limit), order.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
                    });
  order.resize(limit);
  return order;
}

std::size_t IndexOfMost(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

SearchParams SearchParams::From(const Params& params) {
  const SearchParams d;
  return {.k1 = params.Get("search.k1", d.k1),
          .b = params.Get("search.b", d.b),
          .words_weight = params.Get("search.words", d.words_weight),
          .trigrams_weight = params.Get("search.trigrams", d.trigrams_weight),
          .document_weight = params.Get("search.document", d.document_weight),
          .unknown_share = params.Get("search.unknown", d.unknown_share),
          .temperature = params.Get("search.temperature", d.temperature)};
}

Search::Shares Search::WordShares(const InvertedIndex& index, const TermCounts& terms) const {
  Shares out{std::vector<double>(index.doc_count(), 0.0), 0.0};
  const double greatest = InverseFrequency(index.doc_count(), 0);
  double most = 0, known = 0;
  for (const auto& [term, count] : terms) {
    const auto range = index.Find(term);
    const double general = rarity_.Of(term);
    if (!range) {
      most += general * greatest * params_.unknown_share * (params_.k1 + 1);
      continue;
    }
    const double weight = general * InverseFrequency(index.doc_count(), range->size());
    most += weight * (params_.k1 + 1);
    known += weight * (params_.k1 + 1);
    for (std::size_t at = range->begin; at < range->end; ++at) {
      const Posting posting = index.posting(at);
      const double fill = 1 - params_.b + params_.b * index.length(posting.doc) / index.mean_length();
      out.values[posting.doc] +=
          weight * (posting.count * (params_.k1 + 1)) / (posting.count + params_.k1 * fill);
    }
  }
  if (most <= 0) return out;
  for (double& value : out.values) value = std::min(1.0, value / most);
  out.known = known / most;
  return out;
}

std::vector<double> Search::TrigramCosines(const TermCounts& terms) const {
  const InvertedIndex& index = pack_.phrasing_trigrams();
  std::vector<double> dots(index.doc_count(), 0.0);
  double square = 0;
  for (const auto& [term, count] : terms) {
    square += static_cast<double>(count) * count;
    if (const auto range = index.Find(term)) {
      for (std::size_t at = range->begin; at < range->end; ++at) {
        const Posting posting = index.posting(at);
        dots[posting.doc] += static_cast<double>(count) * posting.count;
      }
    }
  }
  for (std::size_t doc = 0; doc < dots.size(); ++doc) {
    if (dots[doc] > 0) dots[doc] /= std::sqrt(square * index.square(doc));
  }
  return dots;
}

Ranking Search::Rank(const std::vector<text::Token>& question, std::size_t limit) const {
  const TermCounts terms = WordTerms(question);
  const Shares words = WordShares(pack_.phrasing_words(), terms);
  const std::vector<double> trigrams = TrigramCosines(TrigramTerms(question));
  const Shares documents = WordShares(pack_.entry_words(), terms);

  const std::size_t entries = pack_.entry_count();
  std::vector<double> sums(entries, 0.0), best_words(entries, 0.0), best_trigrams(entries, 0.0);
  const double phrasing_scale = params_.words_weight + params_.trigrams_weight;
  for (std::size_t p = 0; p < words.values.size(); ++p) {
    const std::uint32_t entry = pack_.phrasing_entries()[p];
    const double score =
        (params_.words_weight * words.values[p] + params_.trigrams_weight * trigrams[p]) / phrasing_scale;
    if (score > 0) sums[entry] += std::exp(score / params_.temperature) - 1;
    best_words[entry] = std::max(best_words[entry], words.values[p]);
    best_trigrams[entry] = std::max(best_trigrams[entry], trigrams[p]);
  }
  std::vector<double> scores(entries, 0.0);
  for (std::size_t e = 0; e < entries; ++e) {
    const double phrasings = params_.temperature * std::log1p(sums[e] / pack_.phrasing_count(e));
    scores[e] = std::clamp((phrasing_scale * phrasings + params_.document_weight * documents.values[e]) /
                               (phrasing_scale + params_.document_weight),
                           0.0, 1.0);
  }

  Ranking out;
  for (const std::uint32_t entry : Best(scores, std::max<std::size_t>(limit, 2))) {
    out.hits.push_back({entry, scores[entry]});
    out.parts.push_back({entry, best_words[entry], best_trigrams[entry], documents.values[entry]});
  }
  Evidence& evidence = out.evidence;
  evidence.known = words.known;
  evidence.length = static_cast<double>(question.size());
  if (!out.hits.empty()) {
    evidence.top = out.hits[0].score;
    evidence.margin = out.hits.size() > 1 ? out.hits[0].score - out.hits[1].score : out.hits[0].score;
    evidence.words = out.parts[0].words;
    evidence.trigrams = out.parts[0].trigrams;
    evidence.document = out.parts[0].document;
    evidence.agree = IndexOfMost(best_words) == IndexOfMost(best_trigrams) ? 1 : 0;
  }
  if (out.hits.size() > limit) {
    out.hits.resize(limit);
    out.parts.resize(limit);
  }
  return out;
}

}  // namespace shopbell::faq

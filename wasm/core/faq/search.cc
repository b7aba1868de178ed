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
          .bridge_weight = params.Get("search.bridge", d.bridge_weight),
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

Search::Sums Search::PhrasingSums(const std::vector<double>& words,
                                  const std::vector<double>& trigrams) const {
  const std::size_t entries = pack_.entry_count();
  Sums out{std::vector<double>(entries, 0.0), std::vector<double>(entries, 0.0),
           std::vector<double>(entries, 0.0)};
  const double scale = params_.words_weight + params_.trigrams_weight;
  std::vector<double> exps(entries, 0.0);
  for (std::size_t p = 0; p < words.size(); ++p) {
    const std::uint32_t entry = pack_.phrasing_entries()[p];
    const double score = (params_.words_weight * words[p] + params_.trigrams_weight * trigrams[p]) / scale;
    if (score > 0) exps[entry] += std::exp(score / params_.temperature) - 1;
    out.best_words[entry] = std::max(out.best_words[entry], words[p]);
    out.best_trigrams[entry] = std::max(out.best_trigrams[entry], trigrams[p]);
  }
  for (std::size_t e = 0; e < entries; ++e) {
    out.phrasings[e] = scale * params_.temperature * std::log1p(exps[e] / pack_.phrasing_count(e));
  }
  return out;
}

Ranking Search::Rank(const std::vector<text::Token>& question, const std::vector<double>& intents,
                     std::size_t limit) const {
  const TermCounts terms = WordTerms(question);
  const Shares words = WordShares(pack_.phrasing_words(), terms);
  const Shares documents = WordShares(pack_.entry_words(), terms);
  const Sums sums = PhrasingSums(words.values, TrigramCosines(TrigramTerms(question)));
  const std::vector<double> bridge = pack_.bridge().Scores(intents);

  const std::size_t entries = pack_.entry_count();
  const double most =
      params_.words_weight + params_.trigrams_weight + params_.document_weight + params_.bridge_weight;
  std::vector<double> scores(entries, 0.0);
  for (std::size_t e = 0; e < entries; ++e) {
    const double score =
        sums.phrasings[e] + params_.document_weight * documents.values[e] + params_.bridge_weight * bridge[e];
    scores[e] = std::clamp(score / most, 0.0, 1.0);
  }

  Ranking out;
  for (const std::uint32_t entry : Best(scores, std::max<std::size_t>(limit, 2))) {
    out.hits.push_back({entry, scores[entry]});
    out.parts.push_back(
        {entry, sums.best_words[entry], sums.best_trigrams[entry], documents.values[entry], bridge[entry]});
  }
  out.evidence = Observe(out, words.known, static_cast<double>(question.size()), intents);
  if (!out.hits.empty()) {
    const std::size_t first = out.hits[0].entry;
    out.evidence.agree = IndexOfMost(sums.phrasings) == first && IndexOfMost(bridge) == first ? 1 : 0;
  }
  if (out.hits.size() > limit) {
    out.hits.resize(limit);
    out.parts.resize(limit);
  }
  return out;
}

Evidence Search::Observe(const Ranking& ranking, double known, double length,
                         const std::vector<double>& intents) {
  Evidence out;
  out.known = known;
  out.length = length;
  out.none = intents.empty() ? 1 : intents.back();
  if (ranking.hits.empty()) return out;
  const HitParts& first = ranking.parts[0];
  out.top = ranking.hits[0].score;
  out.words = first.words;
  out.trigrams = first.trigrams;
  out.document = first.document;
  out.bridge = first.bridge;
  const bool has_second = ranking.hits.size() > 1;
  out.margin = out.top - (has_second ? ranking.hits[1].score : 0);
  out.bridge_margin = first.bridge - (has_second ? ranking.parts[1].bridge : 0);
  return out;
}

}  // namespace shopbell::faq

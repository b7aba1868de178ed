#include "faq/search.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>

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
          .document_share = params.Get("search.document", d.document_share),
          .bridge_weight = params.Get("search.bridge", d.bridge_weight),
          .heat = params.Get("search.heat", d.heat),
          .foreign = params.Get("search.foreign", d.foreign),
          .fluent = params.Get("search.fluent", d.fluent),
          .plain_words = params.Get("search.plain_words", d.plain_words),
          .plain_trigrams = params.Get("search.plain_trigrams", d.plain_trigrams),
          .unknown_share = params.Get("search.unknown", d.unknown_share),
          .temperature = params.Get("search.temperature", d.temperature)};
}

std::span<const NamedEvidence> EvidenceNames() {
  static constexpr NamedEvidence kNames[] = {
      {"top", &Evidence::top},           {"margin", &Evidence::margin},
      {"spread", &Evidence::spread},     {"similarity", &Evidence::similarity},
      {"whole", &Evidence::whole},       {"words", &Evidence::words},
      {"trigrams", &Evidence::trigrams}, {"document", &Evidence::document},
      {"bridge", &Evidence::bridge},     {"bridge_margin", &Evidence::bridge_margin},
      {"known", &Evidence::known},       {"agree", &Evidence::agree},
      {"none", &Evidence::none},         {"intent", &Evidence::intent},
      {"familiar", &Evidence::familiar}, {"length", &Evidence::length}};
  return kNames;
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

Search::Weights Search::WeightsFor(const Reading& question) const {
  const double trust =
      std::clamp((question.familiar - params_.foreign) / (params_.fluent - params_.foreign), 0.0, 1.0);
  return {.vectors = trust,
          .words = std::lerp(params_.plain_words, params_.words_weight, trust),
          .trigrams = std::lerp(params_.plain_trigrams, params_.trigrams_weight, trust),
          .bridge = trust * params_.bridge_weight};
}

Search::Scores Search::PhrasingScores(const Reading& question, const TermCounts& terms,
                                      const Weights& weights) const {
  const std::vector<double> similar = pack_.phrasing_vectors().Cosines(question.vector);
  const Shares words = WordShares(pack_.phrasing_words(), terms);
  const std::vector<double> trigrams = TrigramCosines(TrigramTerms(question.tokens));
  const std::size_t entries = pack_.entry_count();
  Scores out{std::vector<double>(entries, 0.0), std::vector<HitParts>(entries), words.known};
  std::size_t p = 0;
  for (std::uint32_t e = 0; e < entries; ++e) {
    const std::uint32_t count = pack_.phrasing_count(e);
    HitParts& best = out.parts[e];
    best.entry = e;
    double most = -2, sum = 0;
    for (const std::size_t end = p + count; p < end; ++p) {
      const double score =
          weights.vectors * similar[p] + weights.words * words.values[p] + weights.trigrams * trigrams[p];
      sum += count == 1 ? 1.0 : std::exp(score / params_.temperature);
      if (score <= most) continue;
      most = score;
      best.similarity = similar[p];
      best.words = words.values[p];
      best.trigrams = trigrams[p];
    }
    out.phrasings[e] = count == 1 ? most : params_.temperature * std::log(sum / count);
  }
  return out;
}

void Search::AddWhole(const Reading& question, const TermCounts& terms, Scores& scores) const {
  const std::vector<double> similar = pack_.entry_vectors().Cosines(question.vector);
  const Shares words = WordShares(pack_.entry_words(), terms);
  const std::vector<double> bridge = pack_.bridge().Scores(reader_.Chances(question, params_.heat));
  for (std::size_t e = 0; e < scores.parts.size(); ++e) {
    scores.parts[e].whole = similar[e];
    scores.parts[e].document = words.values[e];
    scores.parts[e].bridge = bridge[e];
  }
}

std::vector<double> Search::Total(const Scores& scores, const Weights& weights) const {
  const double share = params_.document_share;
  const double most = weights.vectors + weights.words + (1 - share) * weights.trigrams + weights.bridge;
  std::vector<double> total(scores.parts.size());
  for (std::size_t e = 0; e < total.size(); ++e) {
    const HitParts& parts = scores.parts[e];
    const double whole = weights.vectors * parts.whole + weights.words * parts.document;
    const double score = (1 - share) * scores.phrasings[e] + share * whole + weights.bridge * parts.bridge;
    total[e] = std::clamp(score / most, 0.0, 1.0);
  }
  return total;
}

namespace {

/// How many standard deviations the greatest lies above the mean.
double Spread(const std::vector<double>& scores) {
  if (scores.size() < 3) return 0;
  const auto count = static_cast<double>(scores.size());
  const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / count;
  double square = 0, most = 0;
  for (const double score : scores) {
    square += (score - mean) * (score - mean);
    most = std::max(most, score);
  }
  return square > 0 ? (most - mean) / std::sqrt(square / count) : 0;
}

std::size_t MostBridged(const std::vector<HitParts>& parts) {
  return static_cast<std::size_t>(
      std::max_element(parts.begin(), parts.end(),
                       [](const HitParts& a, const HitParts& b) { return a.bridge < b.bridge; }) -
      parts.begin());
}

/// What the two best of a ranking tell. @pre best is not empty
Evidence Compare(const std::vector<std::uint32_t>& best, const std::vector<double>& scores,
                 const std::vector<HitParts>& parts) {
  Evidence out;
  const HitParts& first = parts[best[0]];
  const bool has_second = best.size() > 1;
  out.top = scores[best[0]];
  out.margin = out.top - (has_second ? scores[best[1]] : 0);
  out.spread = Spread(scores);
  out.similarity = first.similarity;
  out.whole = first.whole;
  out.words = first.words;
  out.trigrams = first.trigrams;
  out.document = first.document;
  out.bridge = first.bridge;
  out.bridge_margin = first.bridge - (has_second ? parts[best[1]].bridge : 0);
  return out;
}

}  // namespace

Ranking Search::Rank(const Reading& question, std::size_t limit) const {
  const TermCounts terms = WordTerms(question.tokens);
  const Weights weights = WeightsFor(question);
  Scores scores = PhrasingScores(question, terms, weights);
  AddWhole(question, terms, scores);
  const std::vector<double> total = Total(scores, weights);

  Ranking out;
  const std::vector<std::uint32_t> best = Best(total, std::max<std::size_t>(limit, 2));
  if (best.empty()) return out;
  out.evidence = Compare(best, total, scores.parts);
  out.evidence.known = scores.known;
  out.evidence.familiar = question.familiar;
  out.evidence.length = std::log1p(static_cast<double>(question.tokens.size()));
  out.evidence.agree =
      IndexOfMost(scores.phrasings) == best[0] && MostBridged(scores.parts) == best[0] ? 1 : 0;
  const std::vector<double> chances = reader_.Chances(question);
  out.evidence.none = chances.empty() ? 1 : chances.back();
  out.evidence.intent = chances.empty() ? 0 : *std::max_element(chances.begin(), chances.end() - 1);
  for (std::size_t i = 0; i < std::min(limit, best.size()); ++i) {
    out.hits.push_back({best[i], total[best[i]]});
    out.parts.push_back(scores.parts[best[i]]);
  }
  return out;
}

}  // namespace shopbell::faq

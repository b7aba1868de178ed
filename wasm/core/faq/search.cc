#include "faq/search.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>

#include "faq/terms.h"

namespace shopbell::faq {
namespace {

constexpr float kWithheld = -1;
constexpr double kUsualSpread = 0.7;  // for FAQs too small to tell
constexpr std::size_t kReranked = 8;  // more change nothing on the sets of models/en/CARD.md
constexpr std::size_t kLanes = 4;     // sums side by side, so that no step waits for the one before

/// Places of the best `limit` scores that are not withheld, best first, ties in order. Cost: O(scores) for a
/// small limit.
std::vector<std::uint32_t> Best(const std::vector<float>& scores, std::size_t limit) {
  std::vector<std::uint32_t> best;
  float enough = 0;  // the least of the best, once there are `limit`
  bool full = false;
  for (std::uint32_t e = 0; e < scores.size(); ++e) {
    if (full ? scores[e] <= enough : scores[e] < 0) continue;
    if (full) best.pop_back();
    const auto after = std::find_if(best.begin(), best.end(),
                                    [&](std::uint32_t other) { return scores[other] < scores[e]; });
    best.insert(after, e);
    full = best.size() == limit;
    enough = scores[best.back()];
  }
  return best;
}

/// True if the value at `place` is the greatest, and the first of those that are as great.
bool IsMost(const std::vector<float>& values, std::size_t place) {
  const float value = values[place];
  const auto here = values.begin() + static_cast<std::ptrdiff_t>(place);
  return std::none_of(values.begin(), here, [value](float other) { return other >= value; }) &&
         std::none_of(here, values.end(), [value](float other) { return other > value; });
}

/// How many standard deviations the greatest score lies above the mean, as a share of what it could at most
/// among so many scores (Samuelson 1968: sqrt(n - 1)), so that FAQs of all sizes compare.
double Spread(const std::vector<float>& scores, double most) {
  if (scores.size() < 3) return kUsualSpread;
  const auto count = static_cast<double>(scores.size());
  double sums[kLanes] = {}, squares[kLanes] = {};
  const std::size_t whole = scores.size() - scores.size() % kLanes;
  for (std::size_t e = 0; e < whole; e += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const auto score = static_cast<double>(scores[e + lane]);
      sums[lane] += score;
      squares[lane] += score * score;
    }
  }
  for (std::size_t e = whole; e < scores.size(); ++e) {
    const auto score = static_cast<double>(scores[e]);
    sums[0] += score;
    squares[0] += score * score;
  }
  const double sum = std::accumulate(sums, sums + kLanes, 0.0);
  const double square = std::accumulate(squares, squares + kLanes, 0.0);
  const double mean = sum / count, variance = square / count - mean * mean;
  return variance > 1e-12 ? (most - mean) / std::sqrt(variance * (count - 1)) : 0;
}

float ToFloat(double x) { return static_cast<float>(x); }

}  // namespace

SearchParams SearchParams::From(const Params& params) {
  const SearchParams d;
  return {.bm25 = {.k1 = params.Get("search.k1", d.bm25.k1),
                   .b = params.Get("search.b", d.bm25.b),
                   .unknown_share = params.Get("search.unknown", d.bm25.unknown_share)},
          .words_weight = params.Get("search.words", d.words_weight),
          .trigrams_weight = params.Get("search.trigrams", d.trigrams_weight),
          .document_share = params.Get("search.document", d.document_share),
          .bridge_weight = params.Get("search.bridge", d.bridge_weight),
          .head_weight = params.Get("search.head", d.head_weight),
          .hubness_weight = params.Get("search.hubness", d.hubness_weight),
          .alignment_weight = params.Get("search.alignment", d.alignment_weight),
          .vague_alignment_weight = params.Get("search.vague_alignment", d.vague_alignment_weight),
          .heat = params.Get("search.heat", d.heat),
          .foreign = params.Get("search.foreign", d.foreign),
          .fluent = params.Get("search.fluent", d.fluent),
          .plain_words = params.Get("search.plain_words", d.plain_words),
          .plain_trigrams = params.Get("search.plain_trigrams", d.plain_trigrams),
          .temperature = params.Get("search.temperature", d.temperature),
          .neural_share = params.Get("neural.share", d.neural_share),
          .neural_document_share = params.Get("neural.document", d.neural_document_share)};
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
      {"own", &Evidence::own},           {"familiar", &Evidence::familiar},
      {"length", &Evidence::length}};
  return kNames;
}

std::vector<float> Search::PlainTotal(const Reading& question, Parts& parts) const {
  WordShares grams = ShareWords(*pack_.entry_grams(), GramTerms(question.tokens), Rarity(), params_.bm25);
  parts.document = grams;
  return std::move(grams.values);
}

bool Search::IsNeural(const Reading& question) const {
  return pack_.entry_grams() == nullptr && !question.neural.empty() && !neural_.empty();
}

Search::Weights Search::WeightsFor(const Reading& question) const {
  const double trust =
      std::clamp((question.familiar - params_.foreign) / (params_.fluent - params_.foreign), 0.0, 1.0);
  const bool single = 2 * pack_.phrasing_begin(pack_.entry_count()) < 3 * pack_.entry_count();
  const double alignment =
      std::lerp(params_.vague_alignment_weight, params_.alignment_weight, pack_.bridge().gate());
  return {.vectors = ToFloat(trust),
          .words = ToFloat(std::lerp(params_.plain_words, params_.words_weight, trust)),
          .trigrams = ToFloat(std::lerp(params_.plain_trigrams, params_.trigrams_weight, trust)),
          .bridge = ToFloat(trust * params_.bridge_weight),
          .document = ToFloat(IsNeural(question) ? params_.neural_document_share : params_.document_share),
          .hubness = ToFloat(trust * params_.hubness_weight),
          .alignment = ToFloat(single && !IsNeural(question) ? trust * alignment : 0)};
}

Search::Parts Search::PartsFor(const Reading& question, const std::vector<double>& intents) const {
  const TermCounts terms = WordTerms(question.tokens);
  Parts parts;
  parts.similarity = pack_.phrasing_vectors().Cosines(question.vector);
  parts.trigrams = TrigramCosines(pack_.phrasing_trigrams(), TrigramTerms(question.tokens));
  parts.words = ShareWords(pack_.phrasing_words(), terms, rarity_, params_.bm25);
  parts.whole =
      pack_.vectors_are_shared() ? parts.similarity : pack_.entry_vectors().Cosines(question.vector);
  parts.document = ShareWords(pack_.entry_words(), terms, rarity_, params_.bm25);
  parts.bridge = pack_.bridge().Scores(intents);
  parts.head = pack_.head().LogChances(parts.similarity, parts.trigrams);
  return parts;
}

void Search::AddNeural(std::span<const float> question, Parts& parts) const {
  const auto share = ToFloat(params_.neural_share);
  const NeuralVectors::Cosines neural = neural_.To(question);
  for (std::size_t e = 0; e < neural.whole.size(); ++e) {
    parts.whole[e] = std::lerp(parts.whole[e], neural.whole[e], share);
    for (std::size_t p = pack_.phrasing_begin(e); p < pack_.phrasing_begin(e + 1); ++p)
      parts.similarity[p] = std::lerp(parts.similarity[p], neural.question[e], share);
  }
}

void Search::AddPhrasings(const Weights& weights, Parts& parts) const {
  const auto temperature = ToFloat(params_.temperature);
  parts.phrasings.resize(pack_.entry_count());
  if (parts.phrasings.size() == parts.similarity.size()) {  // one each
    for (std::size_t e = 0; e < parts.phrasings.size(); ++e)
      parts.phrasings[e] = PhrasingScore(e, parts, weights);
    return;
  }
  for (std::size_t e = 0; e < parts.phrasings.size(); ++e) {
    const std::size_t begin = pack_.phrasing_begin(e), end = pack_.phrasing_begin(e + 1);
    if (end - begin == 1) {
      parts.phrasings[e] = PhrasingScore(begin, parts, weights);
      continue;
    }
    float sum = 0;
    for (std::size_t p = begin; p < end; ++p) sum += std::exp(PhrasingScore(p, parts, weights) / temperature);
    parts.phrasings[e] = temperature * std::log(sum / static_cast<float>(end - begin));
  }
}

std::vector<float> Search::Total(const Parts& parts, const Weights& weights) const {
  const float whole = weights.document, single = 1 - whole, scale = weights.Scale();
  const std::vector<float>& hubness = pack_.bridge().hubness();
  std::vector<float> total(parts.phrasings.size());
  for (std::size_t e = 0; e < total.size(); ++e) {
    total[e] = single * parts.phrasings[e] +
               whole * (weights.vectors * parts.whole[e] + weights.words * parts.document.values[e]) +
               weights.bridge * parts.bridge[e] - weights.hubness * hubness[e];
  }
  const auto by_head = ToFloat(params_.head_weight);
  for (std::size_t e = 0; e < parts.head.size(); ++e) total[e] += by_head * parts.head[e];
  for (float& score : total) score = std::clamp(score * scale, 0.0F, 1.0F);
  return total;
}

void Search::Rerank(const Reading& question, const Weights& weights, Parts& parts,
                    std::vector<float>& total) const {
  const intent::Encoder& encoder = reader_.encoder();
  const std::vector<intent::Encoder::Piece> pieces = encoder.PiecesOf(question.tokens);
  parts.alignment.resize(total.size());
  for (const std::uint32_t entry : Best(total, kReranked)) {
    const auto other = encoder.PiecesOf(text::TokenizeUtf8(pack_.question(entry)));
    parts.alignment[entry] = ToFloat(intent::Alignment(pieces, other));
    total[entry] =
        std::min(1.0F, total[entry] + weights.Scale() * weights.alignment * parts.alignment[entry]);
  }
}

HitParts Search::PartsOf(std::uint32_t entry, const Parts& parts, const Weights& weights) const {
  std::size_t best = pack_.phrasing_begin(entry);
  for (std::size_t p = best + 1; p < pack_.phrasing_begin(entry + std::size_t{1}); ++p) {
    if (PhrasingScore(p, parts, weights) > PhrasingScore(best, parts, weights)) best = p;
  }
  const bool counts = weights.hubness > 0 && pack_.entry_grams() == nullptr;
  return {.entry = entry,
          .similarity = parts.similarity[best],
          .whole = parts.whole[entry],
          .words = parts.words.values[best],
          .trigrams = parts.trigrams[best],
          .document = parts.document.values[entry],
          .bridge = parts.bridge[entry],
          .hubness = counts ? pack_.bridge().hubness()[entry] : 0,
          .alignment = parts.alignment.empty() ? 0 : parts.alignment[entry]};
}

void Search::Withhold(const Moment& now, std::vector<float>& total) const {
  if (!pack_.validity().IsBounded()) return;
  for (std::size_t e = 0; e < total.size(); ++e) {
    if (!pack_.validity().IsValid(e, now)) total[e] = kWithheld;
  }
}

Ranking Search::Rank(const Reading& question, std::size_t limit, const Moment& now) const {
  const bool plain = pack_.entry_grams() != nullptr;
  const Weights weights = WeightsFor(question);
  const std::vector<double> intents = reader_.Chances(question);
  Parts parts = PartsFor(question, intent::Heated(intents, params_.heat));
  const bool neural = IsNeural(question);
  if (neural) AddNeural(question.neural, parts);
  AddPhrasings(weights, parts);
  std::vector<float> total = plain ? PlainTotal(question, parts) : Total(parts, weights);
  Withhold(now, total);
  if (!plain && weights.alignment > 0) Rerank(question, weights, parts, total);

  Ranking out;
  const std::vector<std::uint32_t> best = Best(total, std::max<std::size_t>(limit, 2));
  if (best.empty()) return out;
  for (const std::uint32_t entry : best) {
    out.hits.push_back({entry, total[entry]});
    out.parts.push_back(PartsOf(entry, parts, weights));
  }
  Evidence& evidence = out.evidence;
  evidence.Observe(out.hits, out.parts);
  evidence.spread = Spread(total, evidence.top);
  evidence.known = parts.words.known;
  evidence.agree = IsMost(parts.phrasings, best[0]) && IsMost(parts.bridge, best[0]) ? 1 : 0;
  evidence.none = intents.empty() ? 1 : intents.back();
  evidence.intent = intents.empty() ? 0 : *std::max_element(intents.begin(), intents.end() - 1);
  evidence.own = parts.head.empty() ? 0 : std::exp(static_cast<double>(parts.head[best[0]]));
  evidence.familiar = plain ? 0 : question.familiar;
  evidence.neural = neural;
  evidence.plain = plain;
  evidence.length = std::log1p(static_cast<double>(question.tokens.size()));
  out.hits.resize(std::min(limit, out.hits.size()));
  out.parts.resize(out.hits.size());
  return out;
}

void Evidence::Observe(const std::vector<Hit>& hits, const std::vector<HitParts>& parts) {
  const bool has_second = hits.size() > 1;
  top = hits[0].score;
  margin = top - (has_second ? hits[1].score : 0);
  similarity = parts[0].similarity;
  whole = parts[0].whole;
  words = parts[0].words;
  trigrams = parts[0].trigrams;
  document = parts[0].document;
  bridge = parts[0].bridge;
  bridge_margin = bridge - (has_second ? parts[1].bridge : 0);
}

}  // namespace shopbell::faq

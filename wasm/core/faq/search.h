#ifndef SHOPBELL_FAQ_SEARCH_H_
#define SHOPBELL_FAQ_SEARCH_H_

#include <cstddef>
#include <span>
#include <vector>

#include "faq/lexical.h"
#include "faq/neural_vectors.h"
#include "faq/pack.h"
#include "faq/rarity.h"
#include "faq/reader.h"
#include "shopbell/params.h"
#include "shopbell/types.h"

namespace shopbell::faq {

/// Numbers of the scores; defaults are those of an untrained model.
struct SearchParams {
  Bm25Params bm25;
  double words_weight = 0.15;    ///< Of a BM25 share beside a cosine, which weighs 1.
  double trigrams_weight = 0.1;  ///< Of the trigram cosine of a phrasing.
  double document_share = 0.5;   ///< Of question, phrasings and answer together, against the phrasings.
  double bridge_weight = 1.2;    ///< Of the score through intents.
  double head_weight = 0.08;     ///< Of the logarithm of a chance by the pack's own head.
  double hubness_weight = 0.3;   ///< Of an entry's hubness, which is taken off.
  /// Of the alignment with an entry's question, where the bridge tells all entries apart, and where none.
  double alignment_weight = 0.2, vague_alignment_weight = 0.9;
  double heat = 1.4;  ///< Multiplies the logits of the question's intents.
  /// A question whose share of familiar words is at most `foreign` is searched by words alone, one at
  /// `fluent` or more with all that the model knows of its language.
  double foreign = 0.25, fluent = 0.55;
  double plain_words = 0.6, plain_trigrams = 0.4;  ///< Weights of a search by words alone.
  double temperature = 0.15;                       ///< Of log-mean-exp over an entry's phrasings.
  double neural_share = 0.8;  ///< Of the second tier's cosines where they are known, against the static ones.
  double neural_document_share = 0.6;  ///< document_share where they are known.
  [[nodiscard]] static SearchParams From(const Params& params);
};

/// What a search tells of its own certainty.
struct Evidence {
  double top = 0, margin = 0;  ///< The first score, and how much less the second has.
  double spread = 0;           ///< How far the first stands out from all scores, in [0, 1].
  double similarity = 0;       ///< Parts of the first hit, as in HitParts.
  double whole = 0;
  double words = 0, trigrams = 0, document = 0;
  double bridge = 0;
  double bridge_margin = 0;  ///< And how much less of it the second has.
  double known = 0;          ///< Share of the question's weight in words that the FAQ knows.
  double agree = 0;          ///< 1 if vectors and intents name the same first entry.
  double none = 0;           ///< Chance that the question is none of the intents that shops know.
  double intent = 0;         ///< Chance of the likeliest intent.
  double own = 0;            ///< Chance of the first hit by the pack's own head; 0 where there is none.
  double familiar = 0;       ///< Share of the question's words that the model's language knows.
  double length = 0;         ///< log(1 + words in the question).
  bool neural = false;  ///< The scores hold the second tier's cosines: `similarity` and `whole` are mixed.
  bool plain = false;   ///< The FAQ was searched by letters alone: its language is not the model's.

  /// Takes what the two best hits tell. @pre hits is not empty, parts as many
  void Observe(const std::vector<Hit>& hits, const std::vector<HitParts>& parts);
};

/// Evidence by name, in a fixed order.
struct NamedEvidence {
  const char* name;
  double Evidence::*value;
};
[[nodiscard]] std::span<const NamedEvidence> EvidenceNames();

struct Ranking {
  std::vector<Hit> hits;        ///< Best first; ties keep pack order.
  std::vector<HitParts> parts;  ///< One a hit.
  Evidence evidence;
};

/// Ranks a pack's entries for a question. A phrasing's score is the cosine of the static vectors, with BM25
/// as a share of the most that the question could score (Robertson and Zaragoza 2009) and a character trigram
/// cosine added; an entry's is the log-mean-exp of its phrasings', mixed with that of its whole text, and
/// what the bridge through intents gives, less a share of its hubness. The best eight are then reranked with
/// how their questions align with the visitor's, piece by piece; not where entries have several phrasings,
/// nor where the second tier has read the question. Thread-safe; borrows all it is given.
class Search {
 public:
  /// @param neural the pack's vectors of the second tier; empty while they are not known.
  Search(const Pack& pack, const Reader& reader, const Rarity& rarity, const NeuralVectors& neural,
         SearchParams params)
      : pack_(pack), reader_(reader), rarity_(rarity), neural_(neural), params_(params) {}

  /// @param limit at most so many hits, of the entries that are valid at `now`. Cost: O(phrasings * kWidth +
  /// postings of the question's terms), and intent::Alignment of eight questions.
  [[nodiscard]] Ranking Rank(const Reading& question, std::size_t limit, const Moment& now = {}) const;

 private:
  /// What each part of a score weighs for one question.
  struct Weights {
    float vectors, words, trigrams, bridge, document, hubness, alignment;
    /// Brings scores to at most 1.
    [[nodiscard]] float Scale() const {
      return 1 / (vectors + words + (1 - document) * trigrams + bridge + alignment);
    }
  };
  /// Parts of the scores: the first three one a phrasing, the others one an entry.
  struct Parts {
    std::vector<float> similarity, trigrams;
    WordShares words;
    std::vector<float> whole, bridge;
    WordShares document;
    std::vector<float> head;       // logarithms of the entries' chances by the pack's own head, or none
    std::vector<float> phrasings;  // log-mean-exp of an entry's phrasings
    std::vector<float> alignment;  // of the reranked entries with the question, 0 of all others; or none
  };
  /// A FAQ in a language that the model does not know is searched by sequences of letters alone.
  [[nodiscard]] std::vector<float> PlainTotal(const Reading& question, Parts& parts) const;
  /// True where the second tier has read both the question and the FAQ.
  [[nodiscard]] bool IsNeural(const Reading& question) const;
  [[nodiscard]] Weights WeightsFor(const Reading& question) const;
  /// Adds to the scores of the best eight how their questions align with the visitor's.
  void Rerank(const Reading& question, const Weights& weights, Parts& parts, std::vector<float>& total) const;
  [[nodiscard]] Parts PartsFor(const Reading& question, const std::vector<double>& intents) const;
  /// Takes entries that are not valid now out of a ranking.
  void Withhold(const Moment& now, std::vector<float>& total) const;
  /// Mixes the second tier's cosines in. Its phrasings are the entries' questions alone.
  void AddNeural(std::span<const float> question, Parts& parts) const;
  void AddPhrasings(const Weights& weights, Parts& parts) const;
  [[nodiscard]] std::vector<float> Total(const Parts& parts, const Weights& weights) const;
  [[nodiscard]] HitParts PartsOf(std::uint32_t entry, const Parts& parts, const Weights& weights) const;
  [[nodiscard]] float PhrasingScore(std::size_t phrasing, const Parts& parts, const Weights& weights) const {
    return weights.vectors * parts.similarity[phrasing] + weights.words * parts.words.values[phrasing] +
           weights.trigrams * parts.trigrams[phrasing];
  }

  const Pack& pack_;
  const Reader& reader_;
  const Rarity& rarity_;
  const NeuralVectors& neural_;
  SearchParams params_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_SEARCH_H_

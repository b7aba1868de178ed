#ifndef SHOPBELL_FAQ_SEARCH_H_
#define SHOPBELL_FAQ_SEARCH_H_

#include <cstddef>
#include <span>
#include <vector>

#include "faq/pack.h"
#include "faq/rarity.h"
#include "faq/reader.h"
#include "shopbell/params.h"
#include "shopbell/types.h"

namespace shopbell::faq {

/// Numbers of the scores; defaults are those of an untrained model.
struct SearchParams {
  double k1 = 1.2, b = 0.75;
  double words_weight = 0.15;    ///< Of a BM25 share beside a cosine, which weighs 1.
  double trigrams_weight = 0.1;  ///< Of the trigram cosine of a phrasing.
  double document_share = 0.5;   ///< Of question, phrasings and answer together, against the phrasings.
  double bridge_weight = 1.2;    ///< Of the score through intents.
  double heat = 1.4;             ///< Multiplies the logits of the question's intents.
  /// A question whose share of familiar words is at most `foreign` is searched by words alone, one at
  /// `fluent` or more with all that the model knows of its language.
  double foreign = 0.25, fluent = 0.55;
  double plain_words = 0.6, plain_trigrams = 0.4;  ///< Weights of a search by words alone.
  double unknown_share = 0.5;  ///< An unknown word counts as so much of the greatest weight.
  double temperature = 0.15;   ///< Of log-mean-exp over an entry's phrasings.
  [[nodiscard]] static SearchParams From(const Params& params);
};

/// What a search tells of its own certainty.
struct Evidence {
  double top = 0, margin = 0;  ///< The first score, and how much less the second has.
  double spread = 0;           ///< How many standard deviations the first lies above the mean score.
  double similarity = 0;       ///< Parts of the first hit, as in HitParts.
  double whole = 0;
  double words = 0, trigrams = 0, document = 0;
  double bridge = 0;
  double bridge_margin = 0;  ///< And how much less of it the second has.
  double known = 0;          ///< Share of the question's weight in words that the FAQ knows.
  double agree = 0;          ///< 1 if vectors and intents name the same first entry.
  double none = 0;           ///< Chance that the question is none of the intents that shops know.
  double intent = 0;         ///< Chance of the likeliest intent.
  double familiar = 0;       ///< Share of the question's words that the model's language knows.
  double length = 0;         ///< log(1 + words in the question).
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
/// what the bridge through intents gives. Thread-safe; borrows all it is given.
class Search {
 public:
  Search(const Pack& pack, const Reader& reader, const Rarity& rarity, SearchParams params)
      : pack_(pack), reader_(reader), rarity_(rarity), params_(params) {}

  /// @param limit at most so many hits. Cost: O(phrasings * kWidth + postings of the question's terms).
  [[nodiscard]] Ranking Rank(const Reading& question, std::size_t limit) const;

 private:
  struct Shares {
    std::vector<double> values;  // one a document, in [0, 1]
    double known = 0;
  };
  /// What each part of a score weighs for one question.
  struct Weights {
    double vectors, words, trigrams, bridge;
  };
  [[nodiscard]] Weights WeightsFor(const Reading& question) const;
  /// One an entry.
  struct Scores {
    std::vector<double> phrasings;  // log-mean-exp over them
    std::vector<HitParts> parts;
    double known = 0;
  };
  [[nodiscard]] Shares WordShares(const InvertedIndex& index, const TermCounts& terms) const;
  [[nodiscard]] std::vector<double> TrigramCosines(const TermCounts& terms) const;
  [[nodiscard]] Scores PhrasingScores(const Reading& question, const TermCounts& terms,
                                      const Weights& weights) const;
  void AddWhole(const Reading& question, const TermCounts& terms, Scores& scores) const;
  [[nodiscard]] std::vector<double> Total(const Scores& scores, const Weights& weights) const;

  const Pack& pack_;
  const Reader& reader_;
  const Rarity& rarity_;
  SearchParams params_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_SEARCH_H_

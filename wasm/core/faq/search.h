#ifndef SHOPBELL_FAQ_SEARCH_H_
#define SHOPBELL_FAQ_SEARCH_H_

#include <cstddef>
#include <vector>

#include "faq/pack.h"
#include "faq/rarity.h"
#include "shopbell/params.h"
#include "shopbell/types.h"
#include "text/token.h"

namespace shopbell::faq {

/// Numbers of the scores; defaults are those of an untrained model.
struct SearchParams {
  double k1 = 1.2, b = 0.5;
  double words_weight = 0.5;
  double trigrams_weight = 0.3;
  double document_weight = 0.2;
  double bridge_weight = 0.5;
  double unknown_share = 0.5;  ///< An unknown word counts as so much of the greatest weight.
  double temperature = 0.15;   ///< Of log-mean-exp over an entry's phrasings.
  [[nodiscard]] static SearchParams From(const Params& params);
};

/// What the confidence reader sees of a search beside the hits.
struct Evidence {
  double top = 0, margin = 0;
  double words = 0, trigrams = 0, document = 0;  ///< Parts of the first hit.
  double known = 0;          ///< Share of the question's weight in words that the FAQ knows.
  double length = 0;         ///< Words in the question.
  double agree = 0;          ///< 1 if words and intents name the same first entry.
  double bridge = 0;         ///< Part of the first hit through intents.
  double bridge_margin = 0;  ///< And how much less the next entry has.
  double none = 0;           ///< Chance that the question is none of the intents that shops know.
};

struct Ranking {
  std::vector<Hit> hits;        ///< Best first; ties keep pack order.
  std::vector<HitParts> parts;  ///< One a hit.
  Evidence evidence;
};

/// Ranks a pack's entries for a question: BM25 as a share of the most that the question could score
/// (Robertson and Zaragoza 2009), character trigram cosine, log-mean-exp over an entry's phrasings, and BM25
/// over the whole entry. Thread-safe; borrows pack and rarity.
class Search {
 public:
  Search(const Pack& pack, const Rarity& rarity, SearchParams params)
      : pack_(pack), rarity_(rarity), params_(params) {}

  /// @param intents chances of the question, as IntentChances gives them. @param limit at most so many hits.
  /// Cost: O(postings of the question's terms + phrasings).
  [[nodiscard]] Ranking Rank(const std::vector<text::Token>& question, const std::vector<double>& intents,
                             std::size_t limit) const;

 private:
  struct Shares {
    std::vector<double> values;  // one a document, in [0, 1]
    double known = 0;
  };
  [[nodiscard]] Shares WordShares(const InvertedIndex& index, const TermCounts& terms) const;
  [[nodiscard]] std::vector<double> TrigramCosines(const TermCounts& terms) const;

  /// One an entry.
  struct Sums {
    std::vector<double> phrasings;  // log-mean-exp of its phrasings, weighted
    std::vector<double> best_words, best_trigrams;
  };
  [[nodiscard]] Sums PhrasingSums(const std::vector<double>& words,
                                  const std::vector<double>& trigrams) const;
  /// What a ranking of at least two hits (where there are two) tells.
  [[nodiscard]] static Evidence Observe(const Ranking& ranking, double known, double length,
                                        const std::vector<double>& intents);

  const Pack& pack_;
  const Rarity& rarity_;
  SearchParams params_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_SEARCH_H_

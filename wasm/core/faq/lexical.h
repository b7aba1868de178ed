#ifndef SHOPBELL_FAQ_LEXICAL_H_
#define SHOPBELL_FAQ_LEXICAL_H_

#include <vector>

#include "faq/inverted_index.h"
#include "faq/rarity.h"

namespace shopbell::faq {

/// Numbers of BM25.
struct Bm25Params {
  double k1 = 1.2, b = 0.75;
  double unknown_share = 0.5;  ///< A word that no document holds counts as so much of the greatest weight.
};

/// BM25 of each document (Robertson and Zaragoza 2009), as a share of the most that the question could score.
struct WordShares {
  std::vector<float> values;  ///< One a document, in [0, 1].
  double known = 0;           ///< Share of the question's weight in words that some document holds.
};
/// Cost: O(documents + postings of the terms).
[[nodiscard]] WordShares ShareWords(const InvertedIndex& index, const TermCounts& terms, const Rarity& rarity,
                                    const Bm25Params& params);

/// Cosine of trigram counts to each document. Cost: as above.
[[nodiscard]] std::vector<float> TrigramCosines(const InvertedIndex& index, const TermCounts& terms);

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_LEXICAL_H_

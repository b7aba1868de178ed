#ifndef SHOPBELL_INTENT_NGRAM_H_
#define SHOPBELL_INTENT_NGRAM_H_

#include <cstdint>
#include <vector>

#include "text/token.h"

namespace shopbell::intent {

inline constexpr std::uint32_t kBucketCount = 1u << 16;

struct Feature {
  std::uint32_t bucket;  ///< Below kBucketCount; ascending, each once.
  float value;
};

/// What the linear heads see of a message: word 1-2-grams (with a mark on words that a negation reaches),
/// character 2-5-grams within words, emoji, and signs of loudness, hashed by MurmurHash3 into kBucketCount
/// buckets. The word part and the character part each have unit length before hashing. Cost: O(text). Source:
/// hashing trick, Weinberger et al. 2009.
[[nodiscard]] std::vector<Feature> NgramFeatures(const std::vector<text::Token>& tokens);

/// True for words that turn what follows round: `not`, `never`, `dont` …
[[nodiscard]] bool IsNegation(std::u32string_view word);

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_NGRAM_H_

#ifndef SHOPBELL_TESTS_MOOD_WORD_LISTS_H_
#define SHOPBELL_TESTS_MOOD_WORD_LISTS_H_

#include <algorithm>
#include <string>
#include <vector>

#include "mood/word_set.h"

namespace shopbell::mood {

/// A word set's section, as the training writes it.
inline std::string SectionOf(const std::vector<std::string>& words) {
  std::vector<std::uint32_t> hashes;
  for (const std::string& word : words) hashes.push_back(WordSet::HashOf(word));
  std::sort(hashes.begin(), hashes.end());
  const auto count = static_cast<std::uint32_t>(hashes.size());
  std::string out(reinterpret_cast<const char*>(&count), sizeof count);
  std::uint32_t last = 0;
  for (const std::uint32_t hash : hashes) {
    std::uint32_t step = hash - last;
    last = hash;
    for (; step >= 0x80; step >>= 7) out.push_back(static_cast<char>((step & 0x7F) | 0x80));
    out.push_back(static_cast<char>(step));
  }
  return out;
}

}  // namespace shopbell::mood

#endif  // SHOPBELL_TESTS_MOOD_WORD_LISTS_H_

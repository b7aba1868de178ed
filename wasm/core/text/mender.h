#ifndef SHOPBELL_TEXT_MENDER_H_
#define SHOPBELL_TEXT_MENDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/token.h"
#include "text/wordpiece.h"

namespace shopbell::text {

/// Hash by which a pack lists the words it holds.
[[nodiscard]] std::uint32_t WordHash(std::string_view word);

/// Puts slips of the pen right: a word of kLeastLetters or more that neither the language nor the shop knows
/// becomes the likeliest word that is one edit away (a letter too many, one missing, one wrong, two swapped),
/// if there is one. Noisy-channel spelling, as in Kernighan, Church and Gale 1990, with the word's frequency
/// alone. Borrows all it is given. Immutable, thread-safe.
class Mender {
 public:
  static constexpr std::size_t kLeastLetters = 4, kMostLetters = 24;

  /// @param shop hashes of the shop's own words (WordHash), ascending; may be empty.
  Mender(const WordPiece& language, const std::vector<std::uint32_t>& shop)
      : language_(language), shop_(shop) {}

  /// The tokens with slips put right. Cost: about 50 letters-in-the-word lookups an unknown word.
  [[nodiscard]] std::vector<Token> Mend(std::vector<Token> tokens) const;

 private:
  /// 0 for a word that neither the language nor the shop knows.
  [[nodiscard]] double Likelihood(std::string_view word) const;
  [[nodiscard]] std::string Mended(const std::string& word) const;

  const WordPiece& language_;
  const std::vector<std::uint32_t>& shop_;
};

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_MENDER_H_

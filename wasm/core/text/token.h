#ifndef SHOPBELL_TEXT_TOKEN_H_
#define SHOPBELL_TEXT_TOKEN_H_

#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace shopbell::text {

struct Token {
  std::u32string word;  ///< Folded.
  Kind kind;            ///< kLetter, kNumber, kIdeograph or kSymbol.
  std::u32string mark;  ///< `!`, `?` or `...` runs that follow, for mood.
  bool shouted;         ///< Two letters or more, all upper case as written.
};

/// True for letters in any script: no digits, no symbol.
[[nodiscard]] inline bool IsWord(const Token& token) {
  return token.kind == Kind::kLetter || token.kind == Kind::kIdeograph;
}

/// Words of a text: runs of letters and digits (an apostrophe inside joins: `don't` is `dont`), single
/// characters of unspaced scripts, single emoji. At most kMaxTokens, of at most kMaxWord code points each
/// (longer ones are cut).
[[nodiscard]] std::vector<Token> Tokenize(std::u32string_view text);

inline constexpr std::size_t kMaxTokens = 400;
inline constexpr std::size_t kMaxWord = 40;
/// Only so much of a text is read.
inline constexpr std::size_t kMaxTextBytes = 2000;

/// At most kMaxTextBytes of a text, cut at a code point's start.
[[nodiscard]] std::string_view CutText(std::string_view bytes);

/// Decodes at most kMaxTextBytes (cut at a code point's start) and tokenises.
[[nodiscard]] std::vector<Token> TokenizeUtf8(std::string_view bytes);

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_TOKEN_H_

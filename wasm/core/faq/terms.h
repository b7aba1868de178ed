#ifndef SHOPBELL_FAQ_TERMS_H_
#define SHOPBELL_FAQ_TERMS_H_

#include <string>
#include <vector>

#include "faq/inverted_index.h"
#include "text/token.h"

namespace shopbell::faq {

/// Stems of a text's words and digits, hashed.
[[nodiscard]] TermCounts WordTerms(const std::vector<text::Token>& tokens);

/// Letter sequences of 3 and 4 within words, ends marked: finds inflected and joined words of any language.
[[nodiscard]] TermCounts GramTerms(const std::vector<text::Token>& tokens);

/// Character trigrams of the words, each word with a boundary sign on both sides, hashed.
[[nodiscard]] TermCounts TrigramTerms(const std::vector<text::Token>& tokens);

/// The stem of a token, UTF-8; empty for a symbol.
[[nodiscard]] std::string TokenStem(const text::Token& token);

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_TERMS_H_

#include "faq/terms.h"

#include <cstddef>
#include <string_view>

#include "text/hash.h"
#include "text/stem.h"
#include "text/utf8.h"

namespace shopbell::faq {
namespace {

constexpr std::uint32_t kStemSeed = 11, kTrigramSeed = 12, kFourgramSeed = 13;

/// The hash under which a stem is found: also in the model's table of general rarity.
Term StemTerm(const std::string& stem) { return text::Murmur3(stem, kStemSeed); }

}  // namespace

std::string TokenStem(const text::Token& token) {
  if (token.kind == text::Kind::kSymbol) return {};
  return text::Stem(text::EncodeUtf8(token.word));
}

TermCounts WordTerms(const std::vector<text::Token>& tokens) {
  TermCounts counts;
  for (const text::Token& token : tokens) {
    const std::string stem = TokenStem(token);
    if (!stem.empty()) ++counts[StemTerm(stem)];
  }
  return counts;
}

namespace {

void AddGrams(const std::vector<text::Token>& tokens, std::size_t size, std::uint32_t seed,
              TermCounts& counts) {
  for (const text::Token& token : tokens) {
    if (token.kind == text::Kind::kSymbol) continue;
    const std::u32string padded = U'_' + token.word + U'_';
    for (std::size_t at = 0; at + size <= padded.size(); ++at)
      ++counts[text::Murmur3(text::EncodeUtf8(std::u32string_view(padded).substr(at, size)), seed)];
  }
}

}  // namespace

TermCounts TrigramTerms(const std::vector<text::Token>& tokens) {
  TermCounts counts;
  AddGrams(tokens, 3, kTrigramSeed, counts);
  return counts;
}

TermCounts GramTerms(const std::vector<text::Token>& tokens) {
  TermCounts counts = TrigramTerms(tokens);
  AddGrams(tokens, 4, kFourgramSeed, counts);
  return counts;
}

}  // namespace shopbell::faq

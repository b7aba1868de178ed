#include "faq/reader.h"

#include <cstddef>
#include <utility>

#include "text/utf8.h"

namespace shopbell::faq {
namespace {

double ShareKnown(const text::WordPiece& language, const std::vector<text::Token>& tokens) {
  std::size_t words = 0, known = 0;
  for (const text::Token& token : tokens) {
    if (!text::IsWord(token)) continue;
    ++words;
    known += language.Rank(text::EncodeUtf8(token.word)) != text::WordPiece::kNone;
  }
  return words == 0 ? 0 : static_cast<double>(known) / static_cast<double>(words);
}

}  // namespace

Reading Reader::Read(std::vector<text::Token> tokens, const text::Mender* mender) const {
  Reading out;
  out.tokens = mender == nullptr ? std::move(tokens) : mender->Mend(std::move(tokens));
  out.features = intent::NgramFeatures(out.tokens);
  out.vector = encoder_.Encode(out.tokens);
  out.familiar = ShareKnown(language_, out.tokens);
  return out;
}

}  // namespace shopbell::faq

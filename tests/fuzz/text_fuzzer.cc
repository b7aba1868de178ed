// Any bytes as a visitor's text: decoding, folding, tokens, stems and features hold their promises.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "intent/ngram.h"
#include "text/stem.h"
#include "text/token.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shopbell;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string clean = text::EncodeUtf8(text::DecodeUtf8(bytes));
  if (text::FindInvalidUtf8(clean) != std::string_view::npos) std::abort();
  if (text::FindInvalidUtf8(bytes) == std::string_view::npos && clean != bytes) std::abort();
  const auto tokens = text::TokenizeUtf8(bytes);
  if (tokens.size() > text::kMaxTokens) std::abort();
  for (const auto& token : tokens) (void)text::Stem(text::EncodeUtf8(token.word));
  for (const auto& feature : intent::NgramFeatures(tokens)) {
    if (feature.bucket >= intent::kBucketCount || !(feature.value > 0)) std::abort();
  }
  return 0;
}

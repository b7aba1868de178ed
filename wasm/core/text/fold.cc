#include "text/fold.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace shopbell::text {
namespace {
#include "fold_tables.inc"
}  // namespace

std::u32string Fold(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text) {
    if (c < 0x80) {
      out.push_back(c >= U'A' && c <= U'Z' ? c + 32 : c);
      continue;
    }
    const auto* const key = std::lower_bound(std::begin(kFoldKeys), std::end(kFoldKeys), c);
    if (key == std::end(kFoldKeys) || *key != c) {
      out.push_back(c);
      continue;
    }
    const auto index = static_cast<std::size_t>(key - std::begin(kFoldKeys));
    for (std::size_t i = kFoldStarts[index]; i < kFoldStarts[index + 1]; ++i) out.push_back(kFoldPool[i]);
  }
  return out;
}

Kind KindOf(char32_t c) {
  const auto* const next = std::upper_bound(std::begin(kKindStarts), std::end(kKindStarts), c);
  return static_cast<Kind>(kKindValues[(next - std::begin(kKindStarts)) - 1]);
}

}  // namespace shopbell::text

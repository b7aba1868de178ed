#include "text/fold.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace shopbell::text {
namespace {
#include "fold_tables.inc"

/// Adds up differences: LEB128 numbers whose lowest bit is the sign.
std::vector<char32_t> Sums(std::span<const std::uint8_t> differences) {
  std::vector<char32_t> out;
  std::uint32_t value = 0, bits = 0;
  int shift = 0;
  for (const std::uint8_t byte : differences) {
    bits |= std::uint32_t{byte & 0x7FU} << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    value += bits % 2 == 0 ? bits / 2 : ~(bits / 2);
    out.push_back(value);
    bits = 0;
    shift = 0;
  }
  return out;
}

struct Tables {
  std::vector<char32_t> fold_keys = Sums(kFoldKeys), fold_starts = Sums(kFoldStarts),
                        fold_pool = Sums(kFoldPool);
  std::vector<char32_t> kind_starts = Sums(kKindStarts), kind_values = Sums(kKindValues);
};

const Tables& AllTables() {
  static const Tables tables;
  return tables;
}

}  // namespace

std::u32string Fold(std::u32string_view text) {
  const Tables& tables = AllTables();
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text) {
    if (c < 0x80) {
      out.push_back(c >= U'A' && c <= U'Z' ? c + 32 : c);
      continue;
    }
    const auto key = std::lower_bound(tables.fold_keys.begin(), tables.fold_keys.end(), c);
    if (key == tables.fold_keys.end() || *key != c) {
      out.push_back(c);
      continue;
    }
    const auto start = tables.fold_starts.begin() + (key - tables.fold_keys.begin());
    out.append(tables.fold_pool.begin() + start[0], tables.fold_pool.begin() + start[1]);
  }
  return out;
}

Kind KindOf(char32_t c) {
  const Tables& tables = AllTables();
  const auto next = std::upper_bound(tables.kind_starts.begin(), tables.kind_starts.end(), c);
  return static_cast<Kind>(
      tables.kind_values[static_cast<std::size_t>(next - tables.kind_starts.begin()) - 1]);
}

}  // namespace shopbell::text

#ifndef SHOPBELL_IMPORT_SYNTAX_H_
#define SHOPBELL_IMPORT_SYNTAX_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// Mistakes of people who write JSON by hand, in their words.
namespace shopbell::import {

/// "line 3, byte 57": bytes are counted from 1 within the line.
[[nodiscard]] std::string Place(std::string_view json, std::size_t at);

/// What went wrong where a parser stopped, with its place and what to do; nothing for a mistake that is none
/// of the usual ones. @param at the last byte that the parser read. @param colon it expected a colon
[[nodiscard]] std::optional<std::string> UsualMistake(std::string_view json, std::size_t at, bool colon);

/// Letters to insert, delete or replace to make one of the other (Levenshtein 1966).
[[nodiscard]] std::size_t EditDistance(std::string_view a, std::string_view b);

/// The one of `known` that a name is a slip of, at most two letters away; empty for none.
template <typename Names>
[[nodiscard]] std::string_view NearestName(std::string_view name, const Names& known) {
  std::string_view nearest;
  std::size_t least = 3;
  for (const std::string_view other : known) {
    const std::size_t distance = EditDistance(name, other);
    if (distance < least && distance < other.size() / 2 + 1) least = distance, nearest = other;
  }
  return nearest;
}

}  // namespace shopbell::import

#endif  // SHOPBELL_IMPORT_SYNTAX_H_

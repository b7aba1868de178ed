#include "import/syntax.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace shopbell::import {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::string_view kCurlyQuotes[] = {"\u201C", "\u201D", "\u201E", "\u2018",
                                             "\u2019", "\u00AB", "\u00BB"};
constexpr auto kNone = std::string_view::npos;

/// The last byte before `at` that is no space.
std::size_t Before(std::string_view json, std::size_t at) {
  return at == 0 ? kNone : json.find_last_not_of(kSpaces, at - 1);
}

/// Of the string that ends at `at`; `at` where there is none.
std::size_t OpeningQuote(std::string_view json, std::size_t at) {
  for (std::size_t quote = at; quote > 0;) {
    quote = json.rfind('"', quote - 1);
    if (quote == kNone) break;
    const std::size_t last = quote == 0 ? kNone : json.find_last_not_of('\\', quote - 1);
    const std::size_t backslashes = quote - 1 - (last == kNone ? kNone : last);
    if (backslashes % 2 == 0) return quote;
  }
  return at;
}

bool EndsValue(char c) { return c == '"' || c == '}' || c == ']' || (c >= '0' && c <= '9'); }

}  // namespace

std::string Place(std::string_view json, std::size_t at) {
  at = std::min(at, json.size());
  const std::string_view before = json.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n');
  const std::size_t column = start == kNone ? at + 1 : at - start;
  return "line " + std::to_string(line) + ", byte " + std::to_string(column);
}

std::optional<std::string> UsualMistake(std::string_view json, std::size_t at, bool colon) {
  const auto told = [&](std::size_t where, const char* what) { return Place(json, where) + ": " + what; };
  if (json.find_first_not_of(kSpaces) == kNone)
    return told(0, "expected a list of entries, found an empty file");
  if (at < json.size() && json[at] == '"') at = OpeningQuote(json, at);
  const std::size_t before = Before(json, at);
  if (json.find_first_not_of(kSpaces, at) == kNone)
    return told(at, "expected the end of the list, found the end of the file: is a \", } or ] missing?");
  const std::string_view rest = json.substr(at);
  const auto stands_here = [&](std::string_view quote) { return rest.substr(0, quote.size()) == quote; };
  if (std::any_of(std::begin(kCurlyQuotes), std::end(kCurlyQuotes), stands_here))
    return told(at,
                "expected a straight quote \", found a curly one, as word processors write them: replace it");
  if (rest[0] == '\'')
    return told(at, "expected a double quote \", found a single one: JSON knows double quotes only");
  if (before == kNone) return std::nullopt;
  if (json[before] == ',' && (rest[0] == ']' || rest[0] == '}'))
    return told(before, "expected no comma behind the last of a list or an object: take it out");
  if (json[before] == ',' && rest[0] == '{')
    return told(before, "expected a } before the comma, to end the entry: put it in");
  if (colon)
    return told(at, "expected a colon : between a field's name and its value, found none: put it in");
  if (EndsValue(json[before]) && (rest[0] == '"' || rest[0] == '{'))
    return told(at, "expected a comma between two entries or two fields, found none: put it in");
  if (rest[0] == '\n' || rest[0] == '\r')
    return told(
        at,
        "expected the quote \" that ends the text, found the end of the line: is it missing, or is a line "
        "break in the text, which is written \\n?");
  return std::nullopt;
}

std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t k = 0; k < b.size(); ++k) {
      const std::size_t replaced = diagonal + (a[i] == b[k] ? 0 : 1);
      diagonal = std::exchange(row[k + 1], std::min({replaced, row[k] + 1, row[k + 1] + 1}));
    }
  }
  return row[b.size()];
}

}  // namespace shopbell::import

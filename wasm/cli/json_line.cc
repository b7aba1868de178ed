#include "cli/json_line.h"

#include <charconv>
#include <cstddef>
#include <optional>

namespace shopbell::cli {
namespace {

constexpr std::size_t kEscapeBytes = 6;  // backslash, u, four hexadecimal digits

/// The code unit of the escape at `at`, if there is one.
std::optional<unsigned> UnitAt(std::string_view json, std::size_t at) {
  if (at + kEscapeBytes > json.size() || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  const char* const first = json.data() + at + 2;
  const char* const last = json.data() + at + kEscapeBytes;
  unsigned unit = 0;
  const auto [end, error] = std::from_chars(first, last, unit, 16);
  return error == std::errc{} && end == last ? std::optional(unit) : std::nullopt;
}

bool IsHigh(std::optional<unsigned> unit) { return unit && *unit >= 0xD800 && *unit <= 0xDBFF; }
bool IsLow(std::optional<unsigned> unit) { return unit && *unit >= 0xDC00 && *unit <= 0xDFFF; }

}  // namespace

std::string MendSurrogates(std::string_view json) {
  std::string out(json);
  for (std::size_t at = 0; at < json.size();) {
    if (json[at] != '\\') {
      ++at;
      continue;
    }
    const auto unit = UnitAt(json, at);
    if (!unit) {
      at += 2;  // another escape; its second byte starts nothing
    } else if (IsHigh(unit) && IsLow(UnitAt(json, at + kEscapeBytes))) {
      at += 2 * kEscapeBytes;
    } else {
      if (IsHigh(unit) || IsLow(unit)) out.replace(at, kEscapeBytes, "\\ufffd");
      at += kEscapeBytes;
    }
  }
  return out;
}

}  // namespace shopbell::cli

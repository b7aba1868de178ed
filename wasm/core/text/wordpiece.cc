#include "text/wordpiece.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "text/hash.h"

namespace shopbell::text {
namespace {

constexpr std::string_view kInside = "##";
constexpr std::uint32_t kWholeSeed = 21, kInsideSeed = 22;

struct Parts {
  std::string_view letters;
  bool inside;
};

Parts PartsOf(std::string_view piece) {
  if (piece.size() > kInside.size() && piece.starts_with(kInside)) {
    return {piece.substr(kInside.size()), true};
  }
  return {piece, false};
}

std::size_t SlotOf(Parts parts, std::size_t slots) {
  return Murmur3(parts.letters, parts.inside ? kInsideSeed : kWholeSeed) & (slots - 1);
}

/// Bytes of the code point that begins here.
std::size_t StepOf(std::string_view word, std::size_t at) {
  std::size_t end = at + 1;
  while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) ++end;
  return end - at;
}

}  // namespace

bool WordPiece::Load(std::vector<std::string_view> pieces) {
  if (pieces.size() > kMaxPieces) return false;
  pieces_ = std::move(pieces);
  slots_.assign(std::bit_ceil(pieces_.size() * 2 + 2), kNone);
  for (std::size_t place = 0; place < pieces_.size(); ++place) {
    const Parts parts = PartsOf(pieces_[place]);
    if (parts.letters.empty() || Find(parts.letters, parts.inside) != kNone) return false;
    std::size_t slot = SlotOf(parts, slots_.size());
    while (slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint16_t>(place);
    longest_ = std::max(longest_, parts.letters.size());
  }
  return true;
}

std::uint16_t WordPiece::Find(std::string_view letters, bool inside) const {
  if (slots_.empty()) return kNone;
  for (std::size_t slot = SlotOf({letters, inside}, slots_.size()); slots_[slot] != kNone;
       slot = (slot + 1) & (slots_.size() - 1)) {
    const Parts here = PartsOf(pieces_[slots_[slot]]);
    if (here.inside == inside && here.letters == letters) return slots_[slot];
  }
  return kNone;
}

std::uint16_t WordPiece::Rank(std::string_view word) const { return Find(word, false); }

std::size_t WordPiece::Take(std::string_view word, std::size_t at, std::vector<std::uint16_t>& out) const {
  for (std::size_t length = std::min(longest_, word.size() - at); length > 0; --length) {
    const std::uint16_t place = Find(word.substr(at, length), at > 0);
    if (place == kNone) continue;
    out.push_back(place);
    return length;
  }
  return 0;
}

void WordPiece::Split(std::string_view word, std::vector<std::uint16_t>& out) const {
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t taken = Take(word, at, out);
    at += taken > 0 ? taken : StepOf(word, at);
  }
}

bool WordPiece::SplitWhole(std::string_view word, std::vector<std::uint16_t>& out) const {
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t taken = Take(word, at, out);
    if (taken == 0) return false;
    at += taken;
  }
  return true;
}

}  // namespace shopbell::text

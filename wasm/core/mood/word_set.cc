#include "mood/word_set.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "text/hash.h"

namespace shopbell::mood {
namespace {

constexpr std::uint32_t kSeed = 11;  // as the stems of search have it
constexpr int kUnusedBits = 8;

}  // namespace

std::uint32_t WordSet::HashOf(std::string_view words) { return text::Murmur3(words, kSeed) >> kUnusedBits; }

bool WordSet::Load(std::string_view section) {
  std::uint32_t count = 0;
  if (section.size() < sizeof count) return false;
  std::memcpy(&count, section.data(), sizeof count);
  section.remove_prefix(sizeof count);
  if (count > section.size()) return false;
  hashes_.reserve(count);
  std::uint32_t hash = 0;
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t step = 0;
    bool more = true;
    for (int shift = 0; more; shift += 7) {
      if (at == section.size() || shift > 21) return false;
      const auto byte = static_cast<std::uint8_t>(section[at++]);
      step |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
      more = byte >= 0x80;
    }
    if (step == 0 && i > 0) return false;
    hash += step;
    hashes_.push_back(hash);
  }
  return section.size() - at < 8;  // sections are padded to 8
}

bool WordSet::Has(std::string_view words) const {
  return std::binary_search(hashes_.begin(), hashes_.end(), HashOf(words));
}

}  // namespace shopbell::mood

#include "mood/word_set.h"

#include <algorithm>

#include "bell/reader.h"
#include "text/hash.h"

namespace shopbell::mood {
namespace {

constexpr std::uint32_t kSeed = 11;  // as the stems of search have it
constexpr int kUnusedBits = 8;

}  // namespace

std::uint32_t WordSet::HashOf(std::string_view words) { return text::Murmur3(words, kSeed) >> kUnusedBits; }

bool WordSet::Load(std::string_view section) {
  bell::Reader reader(section);
  const auto count = reader.Plain<std::uint32_t>();
  if (!reader.ok() || count > reader.left()) return false;
  hashes_.reserve(count);
  std::uint32_t hash = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t step = reader.Leb128();
    if (!reader.ok() || (step == 0 && i > 0)) return false;
    hash += step;
    hashes_.push_back(hash);
  }
  return reader.AtEnd();
}

bool WordSet::Has(std::string_view words) const {
  return std::binary_search(hashes_.begin(), hashes_.end(), HashOf(words));
}

}  // namespace shopbell::mood

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
  const bool ascend = reader.EachLeb128(count, [&](std::uint32_t step) {
    if (step == 0 && !hashes_.empty()) return false;
    hashes_.push_back(hash += step);
    return true;
  });
  return ascend && reader.AtEnd();
}

bool WordSet::Has(std::string_view words) const {
  return std::binary_search(hashes_.begin(), hashes_.end(), HashOf(words));
}

}  // namespace shopbell::mood

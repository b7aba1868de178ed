#include "faq/rarity.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace shopbell::faq {

bool Rarity::Load(std::string_view section) {
  if (section.empty()) return true;
  if (section.size() < 4) return false;
  std::uint32_t count;
  std::memcpy(&count, section.data(), 4);
  if (section.size() - 4 < std::size_t{count} * 5) return false;
  terms_.resize(count);
  weights_.resize(count);
  if (count == 0) return true;
  std::memcpy(terms_.data(), section.data() + 4, std::size_t{count} * 4);
  std::memcpy(weights_.data(), section.data() + 4 + std::size_t{count} * 4, count);
  return std::is_sorted(terms_.begin(), terms_.end());
}

double Rarity::Of(Term term) const {
  const auto at = std::lower_bound(terms_.begin(), terms_.end(), term);
  if (at == terms_.end() || *at != term) return 1.0;
  return weights_[static_cast<std::size_t>(at - terms_.begin())] / 255.0;
}

}  // namespace shopbell::faq

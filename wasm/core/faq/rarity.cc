#include "faq/rarity.h"

#include <algorithm>
#include <cstdint>

#include "bell/reader.h"

namespace shopbell::faq {

bool Rarity::Load(std::string_view section) {
  if (section.empty()) return true;
  bell::Reader reader(section);
  const auto count = reader.Plain<std::uint32_t>();
  terms_ = reader.Array<Term>(count);
  weights_ = reader.Array<std::uint8_t>(count);
  return reader.AtEnd() && std::is_sorted(terms_.begin(), terms_.end());
}

double Rarity::Of(Term term) const {
  const auto at = std::lower_bound(terms_.begin(), terms_.end(), term);
  if (at == terms_.end() || *at != term) return 1.0;
  return weights_[static_cast<std::size_t>(at - terms_.begin())] / 255.0;
}

}  // namespace shopbell::faq

#ifndef SHOPBELL_FAQ_RARITY_H_
#define SHOPBELL_FAQ_RARITY_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "faq/inverted_index.h"

namespace shopbell::faq {

/// How telling a word is in general, from what customers write everywhere: a small FAQ alone cannot know that
/// `how` says less than `refund`.
class Rarity {
 public:
  /// @param section u32 words; u32 term[] ascending; u8 weight[] (255 is 1). Empty: every word weighs 1.
  /// Copied.
  [[nodiscard]] bool Load(std::string_view section);
  /// In [0, 1]; 1 for a word that the table does not know.
  [[nodiscard]] double Of(Term term) const;

 private:
  std::vector<Term> terms_;
  std::vector<std::uint8_t> weights_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_RARITY_H_

#ifndef SHOPBELL_FAQ_VALIDITY_H_
#define SHOPBELL_FAQ_VALIDITY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shopbell/types.h"

namespace shopbell::faq {

/// Between which times each entry may be answered (a daily special, a sale). Immutable but while built.
class Validity {
 public:
  void Add(const FaqEntry& entry);
  /// As Load reads it; empty where no entry has a bound.
  [[nodiscard]] std::string Finish() const;

  /// @param section i64 from, i64 until for each entry, as seconds * 2 + 1 on the visitor's clock, seconds *
  /// 2 in UTC; the least and the greatest number for none. Empty: every entry always. @return false where the
  /// size differs.
  [[nodiscard]] bool Load(std::string_view section, std::size_t entries);

  [[nodiscard]] bool IsBounded() const { return !bounds_.empty(); }
  /// @pre entry is one of those loaded.
  [[nodiscard]] bool IsValid(std::size_t entry, const Moment& now) const;

 private:
  std::vector<std::int64_t> bounds_;  // from and until, one entry after another
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_VALIDITY_H_

#ifndef SHOPBELL_IMPORT_DATES_H_
#define SHOPBELL_IMPORT_DATES_H_

#include <optional>
#include <string_view>

#include "shopbell/types.h"

namespace shopbell::import {

/// Reads `2026-12-24`, `2026-12-24T18:00`, `2026-12-24T18:00:00`, the times also with `Z` or `+01:00`:
/// without one of these they are meant on the visitor's own clock. (A profile of ISO 8601.)
struct ReadDate {
  Bound bound;
  bool whole_day = false;  ///< No time was given: the bound is the day's beginning.
};
/// @return nothing for any other text, and for a day that no calendar has.
[[nodiscard]] std::optional<ReadDate> ParseDate(std::string_view text);

}  // namespace shopbell::import

#endif  // SHOPBELL_IMPORT_DATES_H_

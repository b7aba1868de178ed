// A shop's opening hours.
#ifndef SHOPBELL_RELAY_HUB_HOURS_H_
#define SHOPBELL_RELAY_HUB_HOURS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shopbell::relay {

/// Opening times of a week: [start, end) in minutes from Monday 00:00 of the shop's clock; an end past the
/// week's wraps.
struct WeekHours {
  struct Span {
    int start_min = 0;
    int end_min = 0;
    bool operator==(const Span&) const = default;
  };
  std::vector<Span> spans;
};

/// Reads `mon-fri 09:00-12:00 13:00-18:00; sat 10:00-14:00`; `,` parts as `;` does; an end before its start
/// is on the next day. @return the hours, or words that say what was expected and where.
[[nodiscard]] std::variant<WeekHours, std::string> ParseHours(std::string_view text);

/// Reads `+01:00`, `-05:30` or `Z`. @return minutes, or nothing.
[[nodiscard]] std::optional<int> ParseUtcOffset(std::string_view text);

struct HoursNow {
  bool open = false;
  /// When it next opens (while closed) or closes (while open), milliseconds since 1970; nothing if never.
  std::optional<std::int64_t> changes_at;
};

[[nodiscard]] HoursNow ComputeHours(const WeekHours& hours, int utc_offset_min, std::int64_t now_ms);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_HOURS_H_

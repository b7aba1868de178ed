#include "import/dates.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace shopbell::import {
namespace {

/// Takes fixed-width pieces off the front of a text, and remembers whether each was there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int Number(std::size_t digits) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') return Fail();
      value = value * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }
  bool Take(char wanted) {
    if (rest_.empty() || rest_[0] != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void Expect(char wanted) {
    if (!Take(wanted)) Fail();
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  int Fail() {
    ok_ = false;
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<std::int64_t> DaySeconds(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86'400;
}

}  // namespace

std::optional<ReadDate> ParseDate(std::string_view text) {
  Scanner scan(text);
  const int year = scan.Number(4);
  scan.Expect('-');
  const int month = scan.Number(2);
  scan.Expect('-');
  const int day = scan.Number(2);
  const auto date = DaySeconds(year, month, day);
  if (!scan.ok() || !date) return std::nullopt;
  ReadDate out{{*date, true}, scan.at_end()};
  if (out.whole_day) return out;
  scan.Expect('T');
  const int hour = scan.Number(2);
  scan.Expect(':');
  const int minute = scan.Number(2);
  const int second = scan.Take(':') ? scan.Number(2) : 0;
  if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second > 0)) return std::nullopt;
  out.bound.seconds += hour * 3600 + minute * 60 + second;
  if (scan.Take('Z')) {
    out.bound.local = false;
  } else if (!scan.at_end()) {
    const bool east = scan.Take('+');
    if (!east) scan.Expect('-');
    const int hours = scan.Number(2);
    scan.Expect(':');
    const int minutes = scan.Number(2);
    if (hours > 18 || minutes > 59) return std::nullopt;
    out.bound.local = false;
    out.bound.seconds -= (east ? 1 : -1) * (hours * 3600 + minutes * 60);
  }
  if (!scan.ok() || !scan.at_end()) return std::nullopt;
  return out;
}

}  // namespace shopbell::import

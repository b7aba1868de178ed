#include "hub/hours.h"

#include <algorithm>
#include <array>

namespace shopbell::relay {
namespace {

constexpr int kDayMin = 24 * 60;
constexpr int kWeekMin = 7 * kDayMin;
constexpr std::int64_t kMinuteMs = 60'000;

std::optional<int> ParseDay(std::string_view text) {
  constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const auto* const found = std::find(kDays.begin(), kDays.end(), text);
  if (found == kDays.end()) return std::nullopt;
  return static_cast<int>(found - kDays.begin());
}

// HH:MM up to 24:00.
std::optional<int> ParseTime(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > kDayMin) return std::nullopt;
  return hours * 60 + minutes;
}

std::vector<std::string_view> Split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

struct DayRange {
  int first = 0;
  int count = 0;
};

std::optional<DayRange> ParseDays(std::string_view text) {
  const auto parts = Split(text, "-");
  if (parts.empty() || parts.size() > 2) return std::nullopt;
  const auto first = ParseDay(parts.front());
  const auto last = ParseDay(parts.back());
  if (!first || !last) return std::nullopt;
  return DayRange{*first, (*last - *first + 7) % 7 + 1};
}

std::string Expected(std::string_view what, std::string_view got) {
  return "hours: expected " + std::string(what) + ", got '" + std::string(got) + "'";
}

std::optional<std::string> ParseClause(std::string_view clause, WeekHours& hours) {
  const auto words = Split(clause, " ");
  const auto days = ParseDays(words.front());
  if (!days) return Expected("days such as 'mon-fri' or 'sat'", words.front());
  if (words.size() < 2) return Expected("times such as '09:00-18:00' after the days", clause);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto times = Split(words[i], "-");
    const auto start = times.size() == 2 ? ParseTime(times[0]) : std::nullopt;
    const auto end = times.size() == 2 ? ParseTime(times[1]) : std::nullopt;
    if (!start || !end || *start == *end) return Expected("times such as '09:00-18:00'", words[i]);
    const int length = (*end - *start + kDayMin) % kDayMin;
    for (int d = 0; d < days->count; ++d) {
      const int begin = (days->first + d) % 7 * kDayMin + *start;
      hours.spans.push_back({begin, begin + (length == 0 ? kDayMin : length)});
    }
  }
  return std::nullopt;
}

}  // namespace

std::variant<WeekHours, std::string> ParseHours(std::string_view text) {
  WeekHours hours;
  for (const std::string_view clause : Split(text, ";,")) {
    if (clause.find_first_not_of(' ') == std::string_view::npos) continue;
    if (auto fault = ParseClause(clause, hours)) return *fault;
  }
  if (hours.spans.empty()) return Expected("at least one clause such as 'mon-fri 09:00-18:00'", text);
  return hours;
}

std::optional<int> ParseUtcOffset(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto minutes = ParseTime(text.substr(1));
  constexpr int kMostMin = 14 * 60;
  if (!minutes || *minutes > kMostMin) return std::nullopt;
  return text[0] == '-' ? -*minutes : *minutes;
}

HoursNow ComputeHours(const WeekHours& hours, int utc_offset_min, std::int64_t now_ms) {
  const std::int64_t now_min = now_ms >= 0 ? now_ms / kMinuteMs : (now_ms - kMinuteMs + 1) / kMinuteMs;
  // 1970 began on a Thursday, three days after a Monday.
  const std::int64_t local = now_min + utc_offset_min + 3 * kDayMin;
  const int minute = static_cast<int>((local % kWeekMin + kWeekMin) % kWeekMin);

  // Follows spans that touch, so that 09:00-24:00 and 00:00-02:00 are one; stops after a week: always open.
  int open_until = minute;
  for (bool grew = true; grew && open_until < minute + kWeekMin;) {
    grew = false;
    for (const auto& span : hours.spans) {
      for (int start = span.start_min - kWeekMin; start <= minute + kWeekMin; start += kWeekMin) {
        const int end = start + span.end_min - span.start_min;
        if (start <= open_until && open_until < end) {
          open_until = end;
          grew = true;
        }
      }
    }
  }
  if (open_until >= minute + kWeekMin) return {true, std::nullopt};
  if (open_until > minute) return {true, (now_min + open_until - minute) * kMinuteMs};

  int wait = kWeekMin;
  for (const auto& span : hours.spans) {
    wait = std::min(wait, (span.start_min - minute + kWeekMin) % kWeekMin);
  }
  return {false, (now_min + wait) * kMinuteMs};
}

}  // namespace shopbell::relay

#include "hub/hours.h"

#include <gtest/gtest.h>

namespace shopbell::relay {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;
// Monday 5 January 1970, 00:00 UTC.
constexpr std::int64_t kMonday = 4 * kDay;

WeekHours Parsed(std::string_view text) { return std::get<WeekHours>(ParseHours(text)); }
std::string Fault(std::string_view text) { return std::get<std::string>(ParseHours(text)); }

TEST(Hours, OpenWithinClosedOutside) {
  const WeekHours hours = Parsed("mon-fri 09:00-18:00");
  EXPECT_FALSE(ComputeHours(hours, 0, kMonday + 9 * kHour - 1).open);
  EXPECT_TRUE(ComputeHours(hours, 0, kMonday + 9 * kHour).open);
  EXPECT_TRUE(ComputeHours(hours, 0, kMonday + 18 * kHour - 1).open);
  EXPECT_FALSE(ComputeHours(hours, 0, kMonday + 18 * kHour).open);
  EXPECT_FALSE(ComputeHours(hours, 0, kMonday + 5 * kDay + 12 * kHour).open) << "Saturday";
}

TEST(Hours, SayWhenTheShopOpensNext) {
  const WeekHours hours = Parsed("mon-fri 09:00-18:00; sat 10:00-14:00");
  EXPECT_EQ(ComputeHours(hours, 0, kMonday + 20 * kHour).changes_at, kMonday + kDay + 9 * kHour);
  EXPECT_EQ(ComputeHours(hours, 0, kMonday + 5 * kDay + 15 * kHour).changes_at,
            kMonday + 7 * kDay + 9 * kHour)
      << "from Saturday over the week's end";
  EXPECT_EQ(ComputeHours(hours, 0, kMonday + 10 * kHour).changes_at, kMonday + 18 * kHour)
      << "open: until when";
}

TEST(Hours, FollowTheShopsClock) {
  const WeekHours hours = Parsed("mon 09:00-18:00");
  EXPECT_TRUE(ComputeHours(hours, 60, kMonday + 8 * kHour).open);
  EXPECT_FALSE(ComputeHours(hours, -300, kMonday + 9 * kHour).open);
  EXPECT_EQ(ComputeHours(hours, -300, kMonday + 9 * kHour).changes_at, kMonday + 14 * kHour);
}

TEST(Hours, RunOverMidnightAndTheWeeksEnd) {
  const WeekHours hours = Parsed("sun 20:00-02:00");
  EXPECT_TRUE(ComputeHours(hours, 0, kMonday + kHour).open);
  EXPECT_EQ(ComputeHours(hours, 0, kMonday + kHour).changes_at, kMonday + 2 * kHour);
  EXPECT_TRUE(ComputeHours(hours, 0, kMonday - kHour).open);
}

TEST(Hours, JoinSpansThatTouch) {
  const WeekHours hours = Parsed("mon 09:00-12:00 12:00-15:00");
  EXPECT_EQ(ComputeHours(hours, 0, kMonday + 10 * kHour).changes_at, kMonday + 15 * kHour);
}

TEST(Hours, NeverCloseWhereAlwaysOpen) {
  const HoursNow now = ComputeHours(Parsed("mon-sun 00:00-24:00"), 0, kMonday + 10 * kHour);
  EXPECT_TRUE(now.open);
  EXPECT_EQ(now.changes_at, std::nullopt);
}

TEST(Hours, SayWhatWasExpected) {
  EXPECT_EQ(Fault("weekdays 09:00-18:00"), "hours: expected days such as 'mon-fri' or 'sat', got 'weekdays'");
  EXPECT_EQ(Fault("mon 9-18"), "hours: expected times such as '09:00-18:00', got '9-18'");
  EXPECT_EQ(Fault("mon 09:00-25:00"), "hours: expected times such as '09:00-18:00', got '09:00-25:00'");
  EXPECT_EQ(Fault("mon"), "hours: expected times such as '09:00-18:00' after the days, got 'mon'");
  EXPECT_NE(Fault("").find("at least one clause"), std::string::npos);
}

TEST(UtcOffset, IsReadOrRefused) {
  EXPECT_EQ(ParseUtcOffset("+01:00"), 60);
  EXPECT_EQ(ParseUtcOffset("-05:30"), -330);
  EXPECT_EQ(ParseUtcOffset("Z"), 0);
  for (const char* text : {"", "1", "+1:00", "+15:00", "01:00", "+01-00"})
    EXPECT_EQ(ParseUtcOffset(text), std::nullopt) << text;
}

}  // namespace
}  // namespace shopbell::relay

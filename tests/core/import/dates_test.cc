#include "import/dates.h"

#include <gtest/gtest.h>

namespace shopbell::import {
namespace {

constexpr std::int64_t kDay = 1'795'305'600;  // 2026-11-22 00:00 UTC

TEST(ParseDate, ReadsADayOnTheVisitorsClock) {
  const auto date = ParseDate("2026-11-22");
  ASSERT_TRUE(date.has_value());
  EXPECT_EQ(date->bound.seconds, kDay);
  EXPECT_TRUE(date->bound.local);
  EXPECT_TRUE(date->whole_day);
}

TEST(ParseDate, ReadsTimesWithAndWithoutAnOffset) {
  EXPECT_EQ(ParseDate("2026-11-22T18:30")->bound.seconds, kDay + 66'600);
  EXPECT_TRUE(ParseDate("2026-11-22T18:30")->bound.local);
  EXPECT_EQ(ParseDate("2026-11-22T18:30:05Z")->bound.seconds, kDay + 66'605);
  EXPECT_FALSE(ParseDate("2026-11-22T18:30:05Z")->bound.local);
  EXPECT_EQ(ParseDate("2026-11-22T01:00+01:00")->bound.seconds, kDay);
  EXPECT_EQ(ParseDate("2026-11-21T19:00-05:00")->bound.seconds, kDay);
  EXPECT_EQ(ParseDate("2026-11-21T24:00Z")->bound.seconds, kDay);
}

TEST(ParseDate, RefusesWhatNoCalendarHas) {
  for (const char* text : {"", "2026", "2026-2-3", "2026-02-30", "2026-13-01", "22.11.2026",
                           "2026-11-22 18:00", "2026-11-22T25:00", "2026-11-22T18:60", "2026-11-22T18:00+1",
                           "2026-11-22T18:00Zx", "2026-11-22T18:00+19:00", "2026-11-22Z", "-026-11-22"}) {
    EXPECT_FALSE(ParseDate(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace shopbell::import

#include "hub/limits.h"

#include <gtest/gtest.h>

namespace shopbell::relay {
namespace {

TEST(AddressGroup, IsTheAddressOrItsIpv6Network) {
  EXPECT_EQ(AddressGroup("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(AddressGroup("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(AddressGroup("2001:DB8:1:2::9"), "2001:db8:1:2::/64");
  EXPECT_EQ(AddressGroup("::ffff:192.0.2.7"), "192.0.2.7") << "an IPv4 client of a socket for both";
  EXPECT_EQ(AddressGroup("fe80::1%eth0"), "fe80::/64");
  EXPECT_EQ(AddressGroup("unknown"), "unknown");
  EXPECT_EQ(AddressGroup(""), "");
}

TEST(RateLimiter, AllowsABurstThenItsRate) {
  RateLimiter limiter({30, 3});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.Take("v", 0), std::nullopt);
  EXPECT_EQ(limiter.Take("v", 0), 2000);
  EXPECT_EQ(limiter.Take("v", 1999), 1);
  EXPECT_EQ(limiter.Take("v", 2000), std::nullopt);
}

TEST(RateLimiter, CountsEachByItself) {
  RateLimiter limiter({30, 1});
  EXPECT_EQ(limiter.Take("a", 0), std::nullopt);
  EXPECT_EQ(limiter.Take("b", 0), std::nullopt);
  EXPECT_NE(limiter.Take("a", 0), std::nullopt);
}

TEST(RateLimiter, ForgetsThoseWhoAreQuiet) {
  RateLimiter limiter({60, 2});
  (void)limiter.Take("a", 0);
  limiter.Forget(500);
  EXPECT_EQ(limiter.Size(), 1U);
  limiter.Forget(1000);
  EXPECT_EQ(limiter.Size(), 0U);
}

TEST(FailureLimiter, BlocksUntilTheOldestFailureIsOverTheWindow) {
  FailureLimiter limiter(2, 1000);
  limiter.Fail("a", 0);
  EXPECT_EQ(limiter.Blocked("a", 10), std::nullopt);
  limiter.Fail("a", 300);
  EXPECT_EQ(limiter.Blocked("a", 400), 600);
  EXPECT_EQ(limiter.Blocked("b", 400), std::nullopt);
  EXPECT_EQ(limiter.Blocked("a", 1000), std::nullopt);
}

TEST(FailureLimiter, StartsAfreshAfterASuccess) {
  FailureLimiter limiter(1, 1000);
  limiter.Fail("a", 0);
  limiter.Succeed("a");
  EXPECT_EQ(limiter.Blocked("a", 1), std::nullopt);
}

}  // namespace
}  // namespace shopbell::relay

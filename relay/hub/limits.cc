#include "hub/limits.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shopbell::relay {
namespace {
constexpr double kMinuteMs = 60'000;
}

std::string AddressGroup(const std::string& address) {
  in6_addr parsed{};
  // Less the interface that a link's own address names, as fe80::1%eth0.
  const std::string bare = address.substr(0, address.find('%'));
  if (inet_pton(AF_INET6, bare.c_str(), &parsed) != 1) return address;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (IN6_IS_ADDR_V4MAPPED(&parsed)) {
    constexpr std::size_t kV4At = 12;
    inet_ntop(AF_INET, &parsed.s6_addr[kV4At], text.data(), text.size());
    return text.data();
  }
  constexpr std::size_t kNetworkBytes = 8;
  std::fill(std::begin(parsed.s6_addr) + kNetworkBytes, std::end(parsed.s6_addr), std::uint8_t{0});
  inet_ntop(AF_INET6, &parsed, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

double RateLimiter::Filled(const Bucket& bucket, std::int64_t now_ms) const {
  const double passed = static_cast<double>(std::max<std::int64_t>(0, now_ms - bucket.at_ms));
  return std::min(rate_.burst, bucket.tokens + passed * rate_.per_minute / kMinuteMs);
}

std::optional<std::int64_t> RateLimiter::Take(const std::string& who, std::int64_t now_ms) {
  Bucket& bucket = buckets_.try_emplace(who, Bucket{rate_.burst, now_ms}).first->second;
  bucket = {Filled(bucket, now_ms), now_ms};
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  return static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) * kMinuteMs / rate_.per_minute));
}

void RateLimiter::Forget(std::int64_t now_ms) {
  std::erase_if(buckets_, [&](const auto& entry) { return Filled(entry.second, now_ms) >= rate_.burst; });
}

void FailureLimiter::DropOld(std::deque<std::int64_t>& times, std::int64_t now_ms) const {
  while (!times.empty() && times.front() + window_ms_ <= now_ms) times.pop_front();
}

std::optional<std::int64_t> FailureLimiter::Blocked(const std::string& who, std::int64_t now_ms) {
  const auto found = failures_.find(who);
  if (found == failures_.end()) return std::nullopt;
  DropOld(found->second, now_ms);
  if (found->second.size() < limit_) return std::nullopt;
  return found->second.front() + window_ms_ - now_ms;
}

void FailureLimiter::Fail(const std::string& who, std::int64_t now_ms) {
  auto& times = failures_[who];
  DropOld(times, now_ms);
  times.push_back(now_ms);
  if (times.size() > limit_) times.pop_front();
}

void FailureLimiter::Forget(std::int64_t now_ms) {
  for (auto& [who, times] : failures_) DropOld(times, now_ms);
  std::erase_if(failures_, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace shopbell::relay

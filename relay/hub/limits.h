// How much anyone may ask for.
#ifndef SHOPBELL_RELAY_HUB_LIMITS_H_
#define SHOPBELL_RELAY_HUB_LIMITS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

namespace shopbell::relay {

/// Whom limits count as one: an IPv4 address, or an IPv6 network of 64 bits, which one customer has whole.
/// @param address as text; what is no address stays as it is.
[[nodiscard]] std::string AddressGroup(const std::string& address);

/// `burst` at once, then `per_minute`.
struct Rate {
  double per_minute = 30;
  double burst = 20;
};

/// Token buckets by name. Full buckets are forgotten, so memory follows those who are busy. One thread.
class RateLimiter {
 public:
  explicit RateLimiter(Rate rate) : rate_(rate) {}

  /// Takes one token. @param now_ms a steady clock. @return nothing, or the milliseconds until there is one.
  [[nodiscard]] std::optional<std::int64_t> Take(const std::string& who, std::int64_t now_ms);
  /// Drops buckets that have filled up again.
  void Forget(std::int64_t now_ms);
  [[nodiscard]] std::size_t Size() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens = 0;
    std::int64_t at_ms = 0;
  };
  [[nodiscard]] double Filled(const Bucket& bucket, std::int64_t now_ms) const;

  Rate rate_;
  std::unordered_map<std::string, Bucket> buckets_;
};

/// Counts failures by name within a window. One thread.
class FailureLimiter {
 public:
  FailureLimiter(std::size_t limit, std::int64_t window_ms) : limit_(limit), window_ms_(window_ms) {}

  /// @return nothing where another try is allowed, else the milliseconds until it is.
  [[nodiscard]] std::optional<std::int64_t> Blocked(const std::string& who, std::int64_t now_ms);
  void Fail(const std::string& who, std::int64_t now_ms);
  void Succeed(const std::string& who) { failures_.erase(who); }
  void Forget(std::int64_t now_ms);
  [[nodiscard]] std::size_t Size() const { return failures_.size(); }

 private:
  void DropOld(std::deque<std::int64_t>& times, std::int64_t now_ms) const;

  std::size_t limit_;
  std::int64_t window_ms_;
  std::unordered_map<std::string, std::deque<std::int64_t>> failures_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_LIMITS_H_

// Where code runs later.
#ifndef SHOPBELL_RELAY_HUB_EXECUTOR_H_
#define SHOPBELL_RELAY_HUB_EXECUTOR_H_

#include <cstdint>
#include <functional>

namespace shopbell::relay {

/// Runs what it is given, in order, later. Thread-safe.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual void Post(std::function<void()> work) = 0;
};

/// Two clocks, so that a test holds them and a jump of the wall clock changes no limit.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds since 1970, UTC.
  [[nodiscard]] virtual std::int64_t NowMs() const = 0;
  /// Milliseconds that never go back.
  [[nodiscard]] virtual std::int64_t SteadyMs() const = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_EXECUTOR_H_

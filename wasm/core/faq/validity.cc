#include "faq/validity.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "bell/container.h"

namespace shopbell::faq {
namespace {

constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::min(),
                       kForever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMostSeconds = 8'640'000'000'000;  // what a JavaScript Date can hold

std::int64_t Coded(const std::optional<Bound>& bound, std::int64_t otherwise) {
  if (!bound) return otherwise;
  return std::clamp(bound->seconds, -kMostSeconds, kMostSeconds) * 2 + (bound->local ? 1 : 0);
}

/// The moment on the clock that a bound is read on, in seconds rounded down.
std::int64_t SecondsOn(std::int64_t bound, const Moment& now) {
  const std::int64_t seconds = now.at_ms / 1000 - (now.at_ms % 1000 < 0 ? 1 : 0);
  return (bound & 1) != 0 ? seconds + std::int64_t{now.utc_offset_minutes} * 60 : seconds;
}

}  // namespace

void Validity::Add(const FaqEntry& entry) {
  bounds_.push_back(Coded(entry.valid_from, kAlways));
  bounds_.push_back(Coded(entry.valid_until, kForever));
}

std::string Validity::Finish() const {
  const bool bounded = std::any_of(bounds_.begin(), bounds_.end(),
                                   [](std::int64_t bound) { return bound != kAlways && bound != kForever; });
  return bounded ? bell::WriteArray(bounds_) : std::string();
}

bool Validity::Load(std::string_view section, std::size_t entries) {
  return bell::ReadArray(section, bounds_) && (bounds_.empty() || bounds_.size() == entries * 2);
}

bool Validity::IsValid(std::size_t entry, const Moment& now) const {
  if (bounds_.empty()) return true;
  const std::int64_t from = bounds_[entry * 2], until = bounds_[entry * 2 + 1];
  if (from == kAlways && until == kForever) return true;
  if (now.at_ms == 0) return false;
  return (from == kAlways || SecondsOn(from, now) >= from >> 1) &&
         (until == kForever || SecondsOn(until, now) < until >> 1);
}

}  // namespace shopbell::faq

#ifndef SHOPBELL_POLICY_NEED_H_
#define SHOPBELL_POLICY_NEED_H_

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "policy/policy.h"
#include "shopbell/params.h"
#include "shopbell/types.h"

/// How much a conversation has come to need a person: evidence of this turn and of those before, weighed.
namespace shopbell::policy {

/// The evidence, in a fixed order; names in SignNames().
enum class Sign : std::uint8_t {
  kDue,         ///< This message after those before: a person is due.
  kTrouble,     ///< This message tells of trouble.
  kTroubleSum,  ///< Those before did.
  kEased,       ///< It tells that things are well.
  kAlarm,       ///< It alone may be reason enough.
  kDanger,
  kLegal,
  kCross,        ///< It is angry or scornful, after the first.
  kUnhelped,     ///< It says that the answers do not help.
  kUnhelpedSum,  ///< Those before did.
  kWaitingSum,   ///< Promises broken, so far.
  kRunning,      ///< Running chance of upset + distressed.
  kLike,         ///< The greatest likeness to an earlier message.
  kLikeSum,      ///< All that is like an earlier one.
  kMissed,       ///< No answer is known to it.
  kMisses,       ///< Misses in a row before.
  kPerson,       ///< Chance that it asks for a person.
  kLength,       ///< Its words: who is not helped explains.
};
inline constexpr std::size_t kSignCount = static_cast<std::size_t>(Sign::kLength) + 1;
using Signs = std::array<double, kSignCount>;

[[nodiscard]] const std::array<const char*, kSignCount>& SignNames();

[[nodiscard]] constexpr bool IsNegative(Mood mood) {
  return mood == Mood::kUpset || mood == Mood::kDistressed;
}

/// What each sign weighs, and safe defaults for a model that does not say: `need.<name>` times its value, and
/// the points `need.<name>@<from>` where it is at least `from`. A sum of steps (a generalised additive model:
/// Hastie and Tibshirani 1986), so that each sign's share can be told.
struct NeedWeights {
  std::array<std::vector<Params::Step>, kSignCount> steps;
  Signs weights{};
  double bias = 0;
  [[nodiscard]] static NeedWeights From(const Params& params);
  /// What a sign adds to the sum.
  [[nodiscard]] double Share(const Signs& signs, Sign sign) const;
};

/// False for a message that asks what the assistant is, or says that no person is wanted: such words sound
/// alike.
[[nodiscard]] bool MayAskForAPerson(const Situation& now);

/// Reads the signs of a message. @param missed no answer is known to it. @param memory as it was before.
[[nodiscard]] Signs ReadSigns(const Situation& now, const Memory& memory, bool missed);

/// The sum of all shares: a person is needed from Thresholds::need on.
[[nodiscard]] double Weigh(const Signs& signs, const NeedWeights& weights);

/// Adds the message to what is remembered of the course.
void AddUp(const Situation& now, Memory& memory);

/// The weightiest sign in words; kDue has none of its own, and speaks where no other does. Codes that tell
/// how the visitor feels begin with `mood_`. @param first nothing was said before, so that there is no trend.
[[nodiscard]] Reason WhyNeeded(const Situation& now, const Signs& signs, const NeedWeights& weights,
                               bool first);

/// Why one message alone is reason enough.
[[nodiscard]] Reason WhyAlarmed(const Situation& now);

}  // namespace shopbell::policy

#endif  // SHOPBELL_POLICY_NEED_H_

#include "policy/need.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace shopbell::policy {
namespace {

constexpr double kFade = 0.85;      // what is left of a sum after a turn
constexpr double kTroubleFrom = 3;  // log odds above minus this begin to count
constexpr double kEaseFrom = 1;
constexpr double kSpan = 3;      // log odds that count as one
constexpr double kMostSum = 10;  // of a remembered sum
constexpr double kMostDue = 6;   // log odds to either side, counted from the least

double At(const Signs& signs, Sign sign) { return signs[static_cast<std::size_t>(sign)]; }
double& At(Signs& signs, Sign sign) { return signs[static_cast<std::size_t>(sign)]; }

double Trouble(const Cues& cues) { return std::max(0.0, cues.trouble + kTroubleFrom) / kSpan; }
double Ease(const Cues& cues) { return std::max(0.0, cues.eased + kTroubleFrom) / kSpan; }

const Reason kWaiting = {"waiting",
                         "the visitor has waited longer than was promised, or speaks of a broken promise"};

float Kept(double sum) { return static_cast<float>(std::clamp(sum, 0.0, kMostSum)); }

}  // namespace

const std::array<const char*, kSignCount>& SignNames() {
  static constexpr std::array<const char*, kSignCount> kNames = {
      "due",   "trouble",  "trouble_sum", "eased",        "alarm",       "danger",
      "legal", "cross",    "unhelped",    "unhelped_sum", "waiting_sum", "running",
      "like",  "like_sum", "missed",      "misses",       "person",      "length"};
  return kNames;
}

NeedWeights NeedWeights::From(const Params& params) {
  NeedWeights out;
  // Without a trained model's bias the running mood alone decides, sooner where no answer is known.
  if (!params.Has("need.bias")) {
    At(out.weights, Sign::kRunning) = 2;
    At(out.weights, Sign::kMissed) = 0.5;
  }
  for (std::size_t i = 0; i < kSignCount; ++i) {
    const std::string name = std::string("need.") + SignNames()[i];
    out.weights[i] = params.Get(name, out.weights[i]);
    out.steps[i] = params.Steps(name);
  }
  out.bias = params.Get("need.bias", 0);
  return out;
}

bool MayAskForAPerson(const Situation& now) {
  const bool asks_what_we_are = now.talk == "are_you_human" && now.talk_chance >= now.mood.human_wanted;
  const bool refuses = now.talk == "no_human" && now.talk_chance >= now.mood.human_wanted;
  return !refuses && !asks_what_we_are;
}

Signs ReadSigns(const Situation& now, const Memory& memory, bool missed) {
  const bool first = memory.turns <= 1;
  Signs signs{};
  At(signs, Sign::kDue) = std::clamp(now.due, -kMostDue, kMostDue) + kMostDue;
  At(signs, Sign::kTrouble) = Trouble(now.cues);
  At(signs, Sign::kTroubleSum) = memory.trouble;
  At(signs, Sign::kEased) = Ease(now.cues);
  At(signs, Sign::kAlarm) = now.cues.alarm;
  At(signs, Sign::kDanger) = now.cues.danger;
  At(signs, Sign::kLegal) = now.cues.legal;
  At(signs, Sign::kCross) = first ? 0 : now.cues.cross;
  At(signs, Sign::kUnhelped) = first ? 0 : now.cues.unhelped;
  At(signs, Sign::kUnhelpedSum) = memory.unhelped;
  At(signs, Sign::kWaitingSum) = memory.waiting;
  At(signs, Sign::kRunning) = memory.running;
  At(signs, Sign::kLike) = std::max(0.0, now.repeat);
  At(signs, Sign::kLikeSum) = now.repeats;
  At(signs, Sign::kMissed) = missed ? 1 : 0;
  At(signs, Sign::kMisses) = std::min<double>(memory.misses, 3);
  At(signs, Sign::kPerson) = MayAskForAPerson(now) ? now.mood.human_wanted : 0;
  At(signs, Sign::kLength) = static_cast<double>(now.words);
  return signs;
}

double NeedWeights::Share(const Signs& signs, Sign sign) const {
  const double value = At(signs, sign);
  double share = At(weights, sign) * value;
  for (const Params::Step& step : steps[static_cast<std::size_t>(sign)])
    share += value >= step.from ? step.points : 0;
  return share;
}

double Weigh(const Signs& signs, const NeedWeights& weights) {
  double sum = weights.bias;
  for (std::size_t i = 0; i < kSignCount; ++i) sum += weights.Share(signs, static_cast<Sign>(i));
  return sum;
}

void AddUp(const Situation& now, Memory& memory) {
  const double ease = std::max(0.0, now.cues.eased + kEaseFrom) / kSpan;
  const bool first = memory.turns <= 1;
  memory.trouble = Kept(memory.trouble * kFade + Trouble(now.cues) - ease);
  memory.unhelped = Kept(memory.unhelped * kFade + (first ? 0 : now.cues.unhelped) - ease);
  memory.waiting = Kept(memory.waiting * kFade + now.cues.waiting - ease);
  memory.course = now.course;
}

Reason WhyAlarmed(const Situation& now) {
  const Cues& cues = now.cues;
  const double most = std::max({cues.danger, cues.legal, cues.distress});
  if (most >= 0.5 && most == cues.danger)
    return {"safety", "the visitor tells of a danger to health, safety or money"};
  if (most >= 0.5 && most == cues.legal)
    return {"legal", "the visitor speaks of legal steps or an authority"};
  if (now.mood.label == Mood::kDistressed || (most >= 0.5 && most == cues.distress))
    return {"mood_distress", "the visitor is in distress"};
  if (cues.waiting >= 0.5) return kWaiting;
  if (cues.cross >= 0.5 || (IsNegative(now.mood.label) && now.mood.intensity >= 0.5))
    return {"mood_fury", "the visitor is furious"};
  return {"serious", "what the visitor tells calls for a person by itself"};
}

Reason WhyNeeded(const Situation& now, const Signs& signs, const NeedWeights& weights, bool first) {
  const auto weight = [&](Sign sign) { return weights.Share(signs, sign); };
  const double alarm = weight(Sign::kAlarm) + weight(Sign::kDanger) + weight(Sign::kLegal);
  const double unhelped = weight(Sign::kUnhelped) + weight(Sign::kUnhelpedSum);
  const double again = weight(Sign::kLike) + weight(Sign::kLikeSum);
  const double mood = weight(Sign::kRunning);
  const double missed = weight(Sign::kMissed) + weight(Sign::kMisses);
  const double trouble = weight(Sign::kTrouble) + weight(Sign::kTroubleSum) + weight(Sign::kLength);
  const double person = weight(Sign::kPerson);
  const double most = std::max({alarm, unhelped, again, mood, missed, trouble, person});
  if (most == alarm && now.cues.alarm >= 0.5) return WhyAlarmed(now);
  if (person > 0 && most == person) return {"person", "the visitor seems to want a person"};
  if (now.cues.unhelped >= 0.5 && At(signs, Sign::kUnhelped) > 0)
    return {"unhelped", "the visitor says that the answers do not help"};
  if (now.cues.cross >= 0.5) return {"mood_cross", "the visitor is cross with the shop or the assistant"};
  if (now.cues.waiting >= 0.5) return kWaiting;
  if (!first && IsNegative(now.mood.label) && mood >= again)
    return {"mood_trend", "the visitor is more and more upset"};
  if (now.mood.label == Mood::kDistressed) return {"mood_distress", "the visitor is in distress"};
  if (first && now.mood.label == Mood::kUpset) return {"mood_upset", "the visitor is upset"};
  if ((again > 0 && most == again) || now.repeat >= 0.5)
    return {"repeated", "the visitor asks for the same thing again in other words"};
  if (missed > 0 && most == missed) return {"misses", "no answer is known to what the visitor asks"};
  return {"stuck", "the visitor has a problem that answers alone are not likely to solve"};
}

}  // namespace shopbell::policy

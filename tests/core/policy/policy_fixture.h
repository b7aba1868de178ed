#ifndef SHOPBELL_TESTS_CORE_POLICY_POLICY_FIXTURE_H_
#define SHOPBELL_TESTS_CORE_POLICY_POLICY_FIXTURE_H_

#include <gtest/gtest.h>

#include <algorithm>

#include "policy/need.h"
#include "policy/policy.h"

namespace shopbell::policy {

class PolicyTest : public testing::Test {
 protected:
  /// A calm question that the FAQ answers with this confidence.
  static Situation Question(double confidence, double in_scope = 0.9) {
    Situation now;
    now.words = 6;
    now.mood.moods[3] = 1;
    now.agents = Presence::kOnline;
    now.hours = Hours::kOpen;
    now.finding = {{{4, 0.8}, {2, 0.5}, {7, 0.45}, {1, 0.1}}, in_scope, confidence};
    return now;
  }
  static Situation Feeling(Situation now, Mood mood, double chance, double intensity) {
    now.mood.label = mood;
    now.mood.moods = {};
    now.mood.moods[static_cast<std::size_t>(mood)] = chance;
    now.mood.moods[3] = 1 - chance;
    now.mood.intensity = intensity;
    return now;
  }
  static Situation Event(EventKind kind) {
    Situation now;
    now.event = kind;
    return now;
  }
  static Situation Talk(const char* name) {
    Situation now = Question(0.1, 0.1);
    now.talk = name;
    now.talk_chance = 0.95;
    return now;
  }
  /// The model's own weights, small: trouble adds up, ease takes away, an alarm is enough.
  static NeedWeights Trained() {
    Params params;
    params.Set("need.bias", -2);
    params.Set("need.trouble", 1);
    params.Set("need.trouble_sum", 1);
    params.Set("need.eased", -1);
    params.Set("need.like_sum", 1);
    params.Set("need.running", 1);
    params.Set("need.missed", 0.2);
    return NeedWeights::From(params);
  }
  static Situation Troubled(double odds) {
    Situation now = Question(0.9);
    now.cues.trouble = odds;
    return now;
  }
  static bool Has(const Decision& decision, const char* code) {
    return std::any_of(decision.reasons.begin(), decision.reasons.end(),
                       [&](const Reason& reason) { return reason.code == code; });
  }
  Decision Do(const Situation& now) { return Decide(now, thresholds_, weights_, memory_); }
  Thresholds thresholds_;
  NeedWeights weights_ = NeedWeights::From({});
  Memory memory_;
};

}  // namespace shopbell::policy

#endif  // SHOPBELL_TESTS_CORE_POLICY_POLICY_FIXTURE_H_

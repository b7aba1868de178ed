#include "policy/policy.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "policy/need.h"

namespace shopbell::policy {
namespace {

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

TEST_F(PolicyTest, AnswersWhenSureSuggestsWhenCloseAdmitsWhenNot) {
  const Decision sure = Do(Question(0.9));
  EXPECT_EQ(sure.action, Action::kAnswer);
  EXPECT_EQ(sure.hit, 4u);
  memory_ = {};
  const Decision close = Do(Question(0.4));
  EXPECT_EQ(close.action, Action::kSuggest);
  EXPECT_FALSE(close.hit.has_value());
  EXPECT_EQ(close.hits.size(), 3u);
  EXPECT_TRUE(close.refine);
  memory_ = {};
  EXPECT_EQ(Do(Question(0.1)).action, Action::kClarify);
  memory_ = {};
  const Decision stranger = Do(Question(0.05, 0.1));
  EXPECT_EQ(stranger.action, Action::kDontKnow);
  EXPECT_FALSE(stranger.human_offered);
}

TEST_F(PolicyTest, OffersAPersonAfterTwoMissesInARow) {
  EXPECT_FALSE(Do(Question(0.05, 0.1)).human_offered);
  const Decision second = Do(Question(0.05, 0.1));
  EXPECT_TRUE(second.human_offered);
  EXPECT_EQ(second.reasons.back().text, "no answer is known, 2 times in a row");
}

TEST_F(PolicyTest, GivesAVisitorAtEaseFourMisses) {
  thresholds_.misses_need = 5;
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(Do(Question(0.05, 0.1)).human_offered);
  EXPECT_TRUE(Do(Question(0.05, 0.1)).human_offered);
}

TEST_F(PolicyTest, LetsAJoyfulMessageStandWhateverWasBefore) {
  weights_ = Trained();
  for (int i = 0; i < 2; ++i) Do(Troubled(0));
  Situation joy = Feeling(Troubled(4), Mood::kHappy, 0.9, 0);
  EXPECT_FALSE(Do(joy).human_offered);
  joy.cues.cross = 0.9;  // "great, a robot that knows nothing"
  EXPECT_TRUE(Do(joy).human_offered);
}

TEST_F(PolicyTest, AddsThePointsOfEveryStepThatASignReaches) {
  Params params;
  params.Set("need.bias", -1);
  params.AddStep("need.trouble", 0.5, 0.75);
  params.AddStep("need.trouble", 1.5, 1.5);
  params.AddStep("need.trouble_sum", 0.1, 9);
  weights_ = NeedWeights::From(params);
  const auto need = [&](double trouble) {
    Signs signs{};
    signs[static_cast<std::size_t>(Sign::kTrouble)] = trouble;
    return Weigh(signs, weights_);
  };
  EXPECT_DOUBLE_EQ(need(0.4), -1);
  EXPECT_DOUBLE_EQ(need(0.5), -0.25);
  EXPECT_DOUBLE_EQ(need(1.6), 1.25);
}

TEST_F(PolicyTest, TakesAHelloAfterAMissForACall) {
  Situation hello = Talk("greeting");
  hello.words = 1;
  EXPECT_EQ(Do(hello).action, Action::kSmallTalk);
  Do(Question(0.05, 0.1));
  const Decision called = Do(hello);
  EXPECT_EQ(called.action, Action::kOfferHuman);
  EXPECT_EQ(called.reasons.back().code, "calls");
}

TEST_F(PolicyTest, OffersAgainSoonerInFury) {
  const Situation furious = Feeling(Question(0.9), Mood::kUpset, 0.99, 0.95);
  EXPECT_TRUE(Do(furious).human_offered);
  const Decision next = Do(furious);
  EXPECT_FALSE(next.human_offered);
  EXPECT_EQ(std::count_if(next.reasons.begin(), next.reasons.end(),
                          [](const Reason& reason) { return reason.code == "offer_withheld"; }),
            1);
  EXPECT_TRUE(Do(furious).human_offered);
}

TEST_F(PolicyTest, OffersAPersonWhenAsked) {
  Situation asked = Question(0.9);
  asked.mood.human_wanted = 0.9;
  EXPECT_EQ(Do(asked).action, Action::kOfferHuman);
}

TEST_F(PolicyTest, OffersAtOnceInFuryButNotForOneUpsetTurn) {
  EXPECT_FALSE(Do(Feeling(Question(0.9), Mood::kUpset, 0.8, 0.5)).human_offered);
  EXPECT_TRUE(Do(Feeling(Question(0.9), Mood::kUpset, 0.8, 0.5)).human_offered);
  memory_ = {};
  EXPECT_TRUE(Do(Feeling(Question(0.9), Mood::kUpset, 0.99, 0.95)).human_offered);
}

TEST_F(PolicyTest, NamesEveryReasonThatTellsTheMoodAsSuch) {
  const auto code = [](const Decision& decision) { return decision.reasons.back().code; };
  EXPECT_EQ(code(Do(Feeling(Question(0.9), Mood::kUpset, 0.99, 0.95))), "mood_fury");
  memory_ = {};
  EXPECT_EQ(code(Do(Feeling(Question(0.05, 0.1), Mood::kDistressed, 0.7, 0.5))), "mood_trend");
  memory_ = {};
  Situation afraid = Feeling(Question(0.9), Mood::kDistressed, 0.9, 0.5);
  afraid.cues.alarm = afraid.cues.distress = 0.95;
  EXPECT_EQ(code(Do(afraid)), "mood_distress");
  memory_ = {};
  Do(Feeling(Question(0.9), Mood::kUpset, 0.8, 0.5));
  EXPECT_EQ(code(Do(Feeling(Question(0.9), Mood::kUpset, 0.8, 0.5))), "mood_trend");
}

TEST_F(PolicyTest, KeepsTheAnswerBesideAnOfferForMood) {
  const Decision furious = Do(Feeling(Question(0.9), Mood::kUpset, 0.99, 0.95));
  EXPECT_EQ(furious.hit, 4u);
}

TEST_F(PolicyTest, DoesNotRingForManyCalmTurns) {
  for (int i = 0; i < 30; ++i) EXPECT_FALSE(Do(Question(0.9)).human_offered);
}

TEST_F(PolicyTest, ChangesCourseWhenTheSameNeedComesAgainThenOffers) {
  Do(Question(0.9));
  Situation again = Question(0.9);
  again.repeat = 0.95;
  EXPECT_EQ(Do(again).action, Action::kSuggest);
  EXPECT_TRUE(Do(again).human_offered);
}

TEST_F(PolicyTest, DoesNotNagAfterADeclinedOffer) {
  Do(Question(0.05, 0.1));
  ASSERT_TRUE(Do(Question(0.05, 0.1)).human_offered);
  EXPECT_EQ(Do(Event(EventKind::kDeclined)).message_key, "offer.declined");
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(Do(Question(0.05, 0.1)).human_offered);
  Situation asked = Question(0.1);
  asked.mood.human_wanted = 0.9;
  EXPECT_TRUE(Do(asked).human_offered);
}

TEST_F(PolicyTest, RespectsThatNoPersonIsWanted) {
  Do(Talk("no_human"));
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(Do(Question(0.05, 0.1)).human_offered);
}

TEST_F(PolicyTest, AcceptingMeansThePersonOnlyWhileOneIsOnOffer) {
  Do(Question(0.9));
  EXPECT_EQ(Do(Event(EventKind::kAccepted)).message_key, "answer.accepted");
  Situation asked = Question(0.1);
  asked.mood.human_wanted = 0.9;
  Do(asked);
  EXPECT_EQ(Do(Event(EventKind::kAccepted)).action, Action::kHandOff);
}

TEST_F(PolicyTest, AnOfferPassedOverIsNotAcceptedByALaterClick) {
  Situation asked = Question(0.1);
  asked.mood.human_wanted = 0.9;
  Do(asked);
  Do(Question(0.9));
  EXPECT_EQ(Do(Event(EventKind::kAccepted)).action, Action::kSmallTalk);
}

TEST_F(PolicyTest, StaysSilentWhileAPersonHasTheConversation) {
  Do(Event(EventKind::kHandoffRequested));
  EXPECT_EQ(Do(Question(0.9)).action, Action::kAnswer);  // requested only: still answers
  Do(Event(EventKind::kHandoffAcknowledged));
  EXPECT_EQ(Do(Question(0.9)).action, Action::kForward);
  EXPECT_EQ(Do(Event(EventKind::kHandoffClosed)).message_key, "handoff.closed");
  EXPECT_EQ(Do(Question(0.9)).action, Action::kAnswer);
}

TEST_F(PolicyTest, ADeclinedAnswerAsksForMoreThenOffers) {
  Do(Question(0.9));
  EXPECT_EQ(Do(Event(EventKind::kDeclined)).action, Action::kClarify);
  Do(Question(0.4));
  const Decision second = Do(Event(EventKind::kDeclined));
  EXPECT_TRUE(second.human_offered);
  EXPECT_EQ(second.message_key, "offer.unhelpful");
}

TEST_F(PolicyTest, ApologisesOnce) {
  EXPECT_EQ(Do(Feeling(Question(0.9), Mood::kUpset, 0.8, 0.4)).tone, Tone::kApologetic);
  EXPECT_EQ(Do(Feeling(Question(0.9), Mood::kUpset, 0.8, 0.4)).tone, Tone::kNeutral);
}

TEST_F(PolicyTest, SaysThatNobodyIsInAfterHours) {
  Situation asked = Question(0.1);
  asked.mood.human_wanted = 0.9;
  asked.hours = Hours::kClosed;
  EXPECT_EQ(Do(asked).message_key, "offer_later.asked");
}

TEST_F(PolicyTest, AnswersSmallTalkShortlyAndNeverByAnEntry) {
  const Decision hello = Do(Talk("greeting"));
  EXPECT_EQ(hello.action, Action::kSmallTalk);
  EXPECT_FALSE(hello.hit.has_value());
}

TEST_F(PolicyTest, DoesNotCountAMissedFollowUpOrAJoyfulRemark) {
  Situation follow_up = Question(0.05, 0.1);
  follow_up.follow_up = true;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(Do(follow_up).human_offered);
  for (int i = 0; i < 5; ++i)
    EXPECT_FALSE(Do(Feeling(Question(0.05, 0.1), Mood::kHappy, 0.9, 0)).human_offered);
}

TEST_F(PolicyTest, OffersAPersonAtOnceToAnUpsetVisitorWithoutAnAnswer) {
  EXPECT_TRUE(Do(Feeling(Question(0.05, 0.1), Mood::kUpset, 0.7, 0.5)).human_offered);
  memory_ = {};
  EXPECT_FALSE(Do(Feeling(Question(0.9), Mood::kUpset, 0.7, 0.5)).human_offered);
}

TEST_F(PolicyTest, AnswersAShortGreetingByNoEntryHoweverSureTheSearchIs) {
  Situation hello = Talk("greeting");
  hello.words = 1;
  hello.finding.confidence = 0.99;
  EXPECT_EQ(Do(hello).action, Action::kSmallTalk);
}

TEST_F(PolicyTest, AnswersTheQuestionBehindAGreeting) {
  Situation hello = Talk("greeting");
  hello.words = 9;
  hello.finding.confidence = 0.9;
  EXPECT_EQ(Do(hello).action, Action::kAnswer);
}

TEST_F(PolicyTest, TellsTheTruthAboutItselfHoweverSureTheSearchIs) {
  Situation asked = Talk("are_you_human");
  asked.words = 12;
  asked.finding.confidence = 0.99;
  EXPECT_EQ(Do(asked).message_key, "talk.are_you_human");
}

TEST_F(PolicyTest, NeverRepeatsAnAnswerWordForWordWhenAPersonWasDeclined) {
  Situation again = Question(0.9);
  again.repeat = 0.95;
  Do(Question(0.9));
  Do(again);
  ASSERT_TRUE(Do(again).human_offered);
  Do(Event(EventKind::kDeclined));
  for (int i = 0; i < 6; ++i) EXPECT_EQ(Do(again).action, Action::kSuggest);
}

TEST_F(PolicyTest, FuryBringsADeclinedOfferBackLater) {
  const Situation fury = Feeling(Question(0.9), Mood::kUpset, 0.99, 0.95);
  ASSERT_TRUE(Do(fury).human_offered);
  Do(Event(EventKind::kDeclined));
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(Do(Question(0.9)).human_offered);
  EXPECT_TRUE(Do(fury).human_offered);
}

TEST_F(PolicyTest, DoesNotOfferAPersonWhoIsAskedForAlready) {
  Do(Event(EventKind::kHandoffRequested));
  Situation asked = Question(0.1);
  asked.mood.human_wanted = 0.9;
  EXPECT_EQ(Do(asked).message_key, "handoff.pending");
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(Do(Question(0.05, 0.1)).human_offered);
}

TEST_F(PolicyTest, LeavesAcceptedAndDeclinedToThePersonWhoHasTheConversation) {
  Do(Event(EventKind::kHandoffAcknowledged));
  EXPECT_EQ(Do(Event(EventKind::kDeclined)).action, Action::kForward);
  EXPECT_EQ(Do(Event(EventKind::kAccepted)).action, Action::kForward);
  EXPECT_EQ(memory_.owner, Owner::kHuman);
}

TEST_F(PolicyTest, StillOffersAfterVeryManyTurns) {
  for (int i = 0; i < 1000; ++i) Do(Question(0.9));
  Do(Question(0.05, 0.1));
  EXPECT_TRUE(Do(Question(0.05, 0.1)).human_offered);
  for (int i = 0; i < 1000; ++i) Do(Question(0.9));
  Do(Question(0.05, 0.1));
  EXPECT_TRUE(Do(Question(0.05, 0.1)).human_offered);
}

TEST_F(PolicyTest, AsksForWordsWhenThereAreNone) {
  Situation empty = Question(0);
  empty.words = 0;
  EXPECT_EQ(Do(empty).message_key, "clarify.empty");
}

TEST_F(PolicyTest, OneAlarmIsEnough) {
  Situation gas = Question(0.9);
  gas.cues.alarm = gas.cues.danger = 0.97;
  const Decision decision = Do(gas);
  EXPECT_TRUE(decision.human_offered);
  EXPECT_EQ(decision.reasons.back().code, "safety");
  memory_ = {};
  gas.cues.danger = 0;
  gas.cues.legal = 0.97;
  EXPECT_EQ(Do(gas).reasons.back().code, "legal");
}

TEST_F(PolicyTest, AnAlarmReachesThePersonWhoWasDeclinedBefore) {
  Do(Talk("no_human"));
  for (int i = 0; i < 4; ++i) Do(Question(0.9));
  Situation gas = Question(0.9);
  gas.cues.alarm = gas.cues.danger = 0.97;
  EXPECT_TRUE(Do(gas).human_offered);
}

TEST_F(PolicyTest, TroubleAddsUpOverTheTurns) {
  weights_ = Trained();
  EXPECT_FALSE(Do(Troubled(0)).human_offered);
  EXPECT_FALSE(Do(Troubled(0)).human_offered);
  const Decision third = Do(Troubled(2));
  EXPECT_TRUE(third.human_offered);
  EXPECT_EQ(third.reasons.back().code, "stuck");
}

TEST_F(PolicyTest, AProblemThatResolvesItselfIsNoReason) {
  weights_ = Trained();
  Do(Troubled(0));
  Do(Troubled(0));
  Situation eased = Question(0.9);
  eased.cues.eased = 5;
  EXPECT_FALSE(Do(eased).human_offered);
  EXPECT_FALSE(Do(Troubled(0)).human_offered);
}

TEST_F(PolicyTest, NamesTheReasonByItsWeightiestSign) {
  weights_ = Trained();
  Do(Question(0.9));
  Situation again = Troubled(-2.5);
  again.repeat = 0.8;
  again.repeats = 3;
  EXPECT_EQ(Do(again).reasons.back().code, "repeated");
  memory_ = {};
  Do(Troubled(0));
  Do(Troubled(0));
  Situation unhelped = Troubled(2);
  unhelped.cues.unhelped = 0.9;
  EXPECT_EQ(Do(unhelped).reasons.back().code, "unhelped");
}

TEST_F(PolicyTest, ReadsAMessageAfterTheFirstTogetherWithTheMeanOfThoseBefore) {
  const auto due = [](const Decision& decision) {
    const auto named = [](const auto& sign) { return sign.first == "due"; };
    return std::find_if(decision.signs.begin(), decision.signs.end(), named)->second;
  };
  Situation first = Question(0.9), then = Question(0.9);
  first.cues.due = 5;
  first.cues.before = 2;
  then.cues.due = -1;
  EXPECT_DOUBLE_EQ(due(Do(first)), 0);
  EXPECT_DOUBLE_EQ(due(Do(then)), 6 + 1);
  EXPECT_DOUBLE_EQ(due(Do(then)), 6 + 0);  // of the second message, nothing
  Do(Event(EventKind::kHandoffRequested));
  Do(Event(EventKind::kHandoffClosed));
  EXPECT_DOUBLE_EQ(due(Do(first)), 0) << "a person has dealt with what was before";
  EXPECT_DOUBLE_EQ(due(Do(then)), 6 + 1);
}

TEST_F(PolicyTest, NamesAnotherReasonThanTheWholeCourseWhereThereIsOne) {
  Params params;
  params.Set("need.bias", -1);
  params.AddStep("need.due", 1, 3);
  params.Set("need.like_sum", 0.5);
  weights_ = NeedWeights::From(params);
  Do(Question(0.9));
  Situation again = Question(0.9);
  again.cues.due = 4;
  again.repeat = 0.6;
  again.repeats = 1;
  EXPECT_EQ(Do(again).reasons.back().code, "repeated");
}

TEST_F(PolicyTest, NoDoesAfterAnAnswerMeansThatItDidNotHelp) {
  Do(Question(0.9));
  Situation no = Talk("deny");
  no.words = 1;
  EXPECT_EQ(Do(no).message_key, "answer.declined");
  EXPECT_EQ(Do(no).message_key, "talk.deny");
}

TEST_F(PolicyTest, OffersAPersonForAMarkedTopicOnceAndKeepsTheAnswer) {
  Situation marked = Question(0.9);
  marked.topic = "large order";
  const Decision decision = Do(marked);
  EXPECT_TRUE(decision.human_offered);
  EXPECT_EQ(decision.hit, 4u);
  EXPECT_EQ(decision.reasons.back().code, "topic_large order");
  for (int i = 0; i < 6; ++i) EXPECT_EQ(Do(marked).action, Action::kAnswer);
}

TEST_F(PolicyTest, NeverAnswersOutrightInSuggestMode) {
  Situation sure = Question(0.9);
  sure.mode = Mode::kSuggest;
  const Decision decision = Do(sure);
  EXPECT_EQ(decision.action, Action::kSuggest);
  EXPECT_FALSE(decision.hit.has_value());
}

TEST_F(PolicyTest, AnswersOnlyTopicsThatAreSwitchedOn) {
  Situation sure = Question(0.9);
  sure.mode = Mode::kTopics;
  EXPECT_EQ(Do(sure).action, Action::kAnswer);
  sure.switched_on = false;
  const Decision off = Do(sure);
  EXPECT_EQ(off.action, Action::kDontKnow);
  EXPECT_FALSE(off.hit.has_value());
  EXPECT_EQ(off.reasons.back().code, "topic_off");
}

TEST_F(PolicyTest, DecidesAndSaysNothingInShadowButLeadsToAPerson) {
  Situation sure = Question(0.9);
  sure.mode = Mode::kShadow;
  const Decision decision = Do(sure);
  EXPECT_EQ(decision.action, Action::kAnswer);
  EXPECT_TRUE(decision.silent);
  sure.mood.human_wanted = 0.9;
  EXPECT_FALSE(Do(sure).silent);
  Situation accepted = Event(EventKind::kAccepted);
  accepted.mode = Mode::kShadow;
  EXPECT_FALSE(Do(accepted).silent);
  memory_ = {};
  Situation what = Talk("are_you_human");
  what.mode = Mode::kShadow;
  EXPECT_FALSE(Do(what).silent);
}

TEST_F(PolicyTest, DoesNotLoopBackAfterAPersonHasClosed) {
  Do(Event(EventKind::kHandoffRequested));
  Do(Event(EventKind::kHandoffAcknowledged));
  Do(Event(EventKind::kHandoffClosed));
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(Do(Question(0.05, 0.1)).human_offered);
  Situation asked = Question(0.1);
  asked.mood.human_wanted = 0.9;
  EXPECT_TRUE(Do(asked).human_offered);
}

TEST_F(PolicyTest, OffersUnaskedAtMostThreeTimes) {
  int offers = 0;
  for (int i = 0; i < 60; ++i) offers += Do(Question(0.05, 0.1)).human_offered;
  EXPECT_EQ(offers, 3);
}

TEST_F(PolicyTest, SaysEveryReasonInWordsWithoutANumberBelowOne) {
  for (const double confidence : {0.9, 0.4, 0.1}) {
    memory_ = {};
    for (const Reason& reason : Do(Question(confidence)).reasons)
      EXPECT_EQ(reason.text.find("0."), std::string::npos) << reason.text;
  }
}

}  // namespace
}  // namespace shopbell::policy

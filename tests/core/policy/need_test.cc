// How much a conversation has come to need a person, and the reason that is named.
#include "policy_fixture.h"

namespace shopbell::policy {
namespace {

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

TEST_F(PolicyTest, NamesAnAlarmByWhatItTells) {
  const auto code = [&](double waiting, double cross) {
    memory_ = {};
    Situation alarming = Question(0.9);
    alarming.cues.alarm = 0.97;
    alarming.cues.waiting = waiting;
    alarming.cues.cross = cross;
    return Do(alarming).reasons.back().code;
  };
  EXPECT_EQ(code(0.9, 0), "waiting");
  EXPECT_EQ(code(0, 0.9), "mood_fury");
  EXPECT_EQ(code(0, 0), "serious");
}

TEST_F(PolicyTest, HearsAnAlarmInWhatSoundsLikeSmallTalk) {
  for (const char* talk : {"no_human", "resolved", "compliment"}) {
    memory_ = {};
    Situation alarming = Talk(talk);
    alarming.cues.alarm = alarming.cues.distress = 0.97;
    EXPECT_TRUE(Do(alarming).human_offered) << talk;
    EXPECT_FALSE(memory_.no_human) << talk;
  }
}

TEST_F(PolicyTest, TakesNoRefusalFromWhoIsInDistress) {
  const Situation despair = Feeling(Talk("no_human"), Mood::kDistressed, 0.9, 0);
  EXPECT_TRUE(Do(despair).human_offered);
  EXPECT_FALSE(memory_.no_human);
  for (int i = 0; i < 6; ++i) EXPECT_FALSE(Do(despair).message_key.empty());
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

TEST_F(PolicyTest, RemembersTheCourseUntilAPersonHasDealtWithIt) {
  Situation now = Question(0.9);
  now.due = 2.5;
  now.course[4] = 0.5F;
  const auto signs = Do(now).signs;
  const auto due =
      std::find_if(signs.begin(), signs.end(), [](const auto& sign) { return sign.first == "due"; });
  EXPECT_DOUBLE_EQ(due->second, 6 + 2.5);
  EXPECT_EQ(memory_.course[4], 0.5F);
  Do(Event(EventKind::kHandoffRequested));
  Do(Event(EventKind::kHandoffClosed));
  EXPECT_EQ(memory_.course, Course{});
}

TEST_F(PolicyTest, NamesAnotherReasonThanTheWholeCourseWhereThereIsOne) {
  Params params;
  params.Set("need.bias", -1);
  params.AddStep("need.due", 1, 3);
  params.Set("need.like_sum", 0.5);
  weights_ = NeedWeights::From(params);
  Do(Question(0.9));
  Situation again = Question(0.9);
  again.due = 4;
  again.repeat = 0.6;
  again.repeats = 1;
  EXPECT_EQ(Do(again).reasons.back().code, "repeated");
}

}  // namespace
}  // namespace shopbell::policy

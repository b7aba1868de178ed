#include "policy_fixture.h"

namespace shopbell::policy {
namespace {

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

TEST_F(PolicyTest, GivesAVisitorAtEaseSixMisses) {
  thresholds_.misses_need = 5;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(Do(Question(0.05, 0.1)).human_offered);
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
  EXPECT_EQ(code(Do(Feeling(Question(0.05, 0.1), Mood::kDistressed, 0.7, 0.5))), "mood_distress");
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

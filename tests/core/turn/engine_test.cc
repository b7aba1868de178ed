#include "shopbell/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace shopbell {
namespace {

std::span<const std::byte> Bytes(const std::string& s) { return std::as_bytes(std::span(s)); }

std::string ModelBytes() {
  std::ifstream in(SHOPBELL_MODEL, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class EngineTest : public testing::Test {
 protected:
  void SetUp() override {
    auto model = Model::Load(Bytes(ModelBytes()));
    ASSERT_TRUE(model.ok()) << model.error().message;
    model_ = std::move(model).value();
    const std::string pack = BuildPack(
        *model_,
        {{"returns", "How do I return an item?", "Send it back within 30 days.", {}, "Returns"},
         {"torn", "What if my item arrives torn or damaged?", "We replace it at once.", {}, "Returns"},
         {"hours",
          "When is the store open?",
          "Daily from 10 to 18; write to hello@shop.example.",
          {},
          "Store"},
         {"delivery", "How long does delivery take?", "Two to four days.", {}, "Delivery"}});
    auto engine = Engine::Create(model_, pack);
    ASSERT_TRUE(engine.ok()) << engine.error().message;
    engine_ = std::move(engine).value();
  }

  Decision Say(const std::string& text) {
    TurnEvent event;
    event.text = text;
    event.agents = Presence::kOnline;
    event.hours = Hours::kOpen;
    shopbell::Step step = engine_->Step(event, state_);
    state_ = step.state;
    return step.decision;
  }
  Decision Happen(EventKind kind) {
    TurnEvent event;
    event.kind = kind;
    shopbell::Step step = engine_->Step(event, state_);
    state_ = step.state;
    return step.decision;
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<const Engine> engine_;
  TurnState state_;
};

TEST_F(EngineTest, AnswersAPlainQuestion) {
  const Decision decision = Say("how long does delivery take");
  EXPECT_EQ(decision.action, Action::kAnswer);
  ASSERT_TRUE(decision.hit.has_value());
  EXPECT_EQ(engine_->Entry(*decision.hit).id, "delivery");
}

TEST_F(EngineTest, GreetsBackWhateverTheAddressesInTheAnswersAre) {
  EXPECT_EQ(Say("hello").action, Action::kSmallTalk);
  EXPECT_LT(engine_->Find("hello", 1).hits[0].score, 0.2);
}

TEST_F(EngineTest, DoesNotKnowWhatTheShopDoesNotKnow) {
  EXPECT_EQ(Say("what is the capital of France").action, Action::kDontKnow);
}

TEST_F(EngineTest, OffersAPersonToAVisitorInFury) {
  const Decision decision =
      Say("This is RIDICULOUS!!! I am furious, you ruined my order and nobody answers!!!");
  EXPECT_EQ(decision.mood.label, Mood::kUpset);
  EXPECT_TRUE(decision.human_offered);
}

TEST_F(EngineTest, OffersAPersonWhenAskedAndHandsOffWhenAccepted) {
  EXPECT_TRUE(Say("can I talk to a real person please").human_offered);
  EXPECT_EQ(Happen(EventKind::kAccepted).action, Action::kHandOff);
  Happen(EventKind::kHandoffAcknowledged);
  EXPECT_EQ(Say("hello?").action, Action::kForward);
}

TEST_F(EngineTest, HearsAMessageTogetherWithThoseBefore) {
  const auto due = [](const Decision& decision) {
    const auto named = [](const auto& sign) { return sign.first == "due"; };
    return std::find_if(decision.signs.begin(), decision.signs.end(), named)->second;
  };
  const std::string again = "I want to move my appointment to another day";
  const double alone = due(Say(again));
  state_ = {};
  Say("how do I change my booking");
  Say("where do I change the date");
  EXPECT_GT(due(Say(again)), alone + 3);
}

TEST_F(EngineTest, ReplaysATurnFromItsState) {
  Say("how do I return something");
  const TurnState before = state_;
  const Decision first = Say("how do I return something");
  const TurnState after = state_;
  state_ = before;
  const Decision second = Say("how do I return something");
  EXPECT_EQ(first.action, second.action);
  EXPECT_EQ(after.bytes, state_.bytes);
}

TEST_F(EngineTest, IsTotalOverOddTexts) {
  for (const std::string& text :
       {std::string(), std::string(1, '\0'), std::string(50000, 'a'), std::string("\xFF\xFE\xC3"),
        std::string("\xF0\x9F\x98\xA1\xF0\x9F\x98\xA1")}) {
    const Decision decision = engine_->Ask(text);
    EXPECT_GE(decision.confidence, 0);
    EXPECT_LE(decision.confidence, decision.in_scope);
    EXPECT_LE(decision.in_scope, 1);
  }
}

TEST_F(EngineTest, ExplainsADecisionByTheSearchThatItCameFrom) {
  const Explanation why = engine_->Explain("how long does delivery take");
  const Decision decision = Say("how long does delivery take");
  EXPECT_EQ(why.decision.action, decision.action);
  EXPECT_EQ(why.decision.hit, decision.hit);
  EXPECT_EQ(why.finding.confidence, decision.confidence);
  EXPECT_EQ(why.finding.in_scope, decision.in_scope);
  const Finding found = engine_->Find("how long does delivery take", 5);
  ASSERT_EQ(why.finding.hits.size(), found.hits.size());
  ASSERT_EQ(why.parts.size(), found.hits.size());
  for (std::size_t i = 0; i < found.hits.size(); ++i) {
    EXPECT_EQ(why.finding.hits[i].score, found.hits[i].score);
    EXPECT_EQ(why.parts[i].entry, found.hits[i].entry);
  }
}

TEST_F(EngineTest, ExplainsChancesByNamedEvidenceOfTheFirstHit) {
  const Explanation why = engine_->Explain("how long does delivery take");
  std::map<std::string, double> evidence(why.evidence.begin(), why.evidence.end());
  EXPECT_EQ(evidence.size(), why.evidence.size()) << "a name stands twice";
  EXPECT_EQ(evidence.at("top"), why.finding.hits[0].score);
  EXPECT_EQ(evidence.at("margin"), why.finding.hits[0].score - why.finding.hits[1].score);
  EXPECT_EQ(evidence.at("similarity"), why.parts[0].similarity);
  EXPECT_EQ(evidence.at("bridge"), why.parts[0].bridge);
}

TEST_F(EngineTest, ExplainsATextAloneWhateverCameBefore) {
  const Explanation before = engine_->Explain("and on a Saturday?");
  Say("when is the store open");
  Say("and on a Saturday?");
  const Explanation after = engine_->Explain("and on a Saturday?");
  EXPECT_EQ(before.decision.action, after.decision.action);
  EXPECT_EQ(before.evidence, after.evidence);
}

TEST_F(EngineTest, ReadsAFollowUpWithTheQuestionBefore) {
  Say("when is the store open");
  const Decision follow_up = Say("and on a Saturday?");
  ASSERT_FALSE(follow_up.hits.empty());
  EXPECT_EQ(engine_->Entry(follow_up.hits[0].entry).id, "hours");
}

TEST_F(EngineTest, AnswersOnlyWhatIsSwitchedOnInTheModeOfTopics) {
  TurnEvent event;
  event.text = "how do I return an item";
  event.settings.mode = Mode::kTopics;
  EXPECT_EQ(engine_->Step(event, {}).decision.action, Action::kDontKnow);
  event.settings.topics = {"Returns"};
  EXPECT_EQ(engine_->Step(event, {}).decision.action, Action::kAnswer);
}

TEST_F(EngineTest, ReadsAShortQuestionThatStandsByItselfAlone) {
  Say("When is the store open?");
  const Decision whole = Say("do you rent tandems");
  EXPECT_NE(whole.action, Action::kAnswer);
  Say("When is the store open?");
  EXPECT_EQ(Say("is it open").action, Action::kAnswer);
}

TEST_F(EngineTest, TakesNumbersAndSignsAloneForNoQuestion) {
  for (const char* text : {"1", "5", "4711", "?!", "\xF0\x9F\x98\x80"})
    EXPECT_EQ(engine_->Ask(text).action, Action::kClarify) << text;
}

TEST_F(EngineTest, FindGivesAsManyHitsAsThereAreEntries) {
  EXPECT_EQ(engine_->Find("zzz", 5).hits.size(), 4u);
  EXPECT_EQ(engine_->Find("delivery", 0).hits.size(), 1u);
}

TEST_F(EngineTest, ReadsMoodsThatAreChances) {
  for (const char* text : {"thank you so much", "where is my order", "this is a scam", ""}) {
    const MoodReading mood = ReadMood(*model_, text);
    double sum = 0;
    for (const double p : mood.moods) sum += p;
    EXPECT_NEAR(sum, 1, 1e-9) << text;
  }
  EXPECT_EQ(ReadMood(*model_, "thank you so much").label, Mood::kGrateful);
  EXPECT_EQ(ReadMood(*model_, "How do I return a damaged dress?").label, Mood::kNeutral);
}

TEST(Model, RefusesDamagedBytesWithAWord) {
  std::string bytes = ModelBytes();
  bytes.resize(bytes.size() / 2);
  const auto cut = Model::Load(Bytes(bytes));
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().code, ErrorCode::kTruncated);
  EXPECT_STREQ(ErrorCodeName(cut.error().code), "truncated");
}

}  // namespace
}  // namespace shopbell

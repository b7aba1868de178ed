#include "cli/wording.h"

#include <gtest/gtest.h>

#include "toy_shop.h"

namespace shopbell::cli {
namespace {

TEST(Wording, HasWordsForEveryKeyThatThePolicyCanName) {
  const Wording wording(Warmth::kPlain);
  for (const char* key :
       {"answer", "suggest", "suggest.again", "clarify", "clarify.empty", "dont_know", "handoff",
        "handoff.cancelled", "handoff.pending", "handoff.closed", "offer.declined", "answer.accepted",
        "answer.declined", "checkout", "notice", "context"})
    EXPECT_TRUE(wording.Has(key)) << key;
  for (const char* why : {"asked", "confirm", "misses", "repeated", "unhelpful", "mood", "topic"}) {
    EXPECT_TRUE(wording.Has(std::string("offer.") + why)) << why;
    EXPECT_TRUE(wording.Has(std::string("offer_later.") + why)) << why;
  }
}

TEST(Wording, ListsWhatIsSuggested) {
  Decision decision;
  decision.action = Action::kSuggest;
  decision.message_key = "suggest";
  decision.hits = {{0, 0.5}, {2, 0.4}};
  EXPECT_EQ(Wording(Warmth::kPlain).Render(decision, *ToyShop()),
            "Did you mean one of these?\n- How do I return an item?\n- How long does delivery take?");
}

TEST(Wording, SaysSoWhereAnEntryHasNoAnswer) {
  const auto model = LoadModel(SHOPBELL_MODEL);
  const std::string pack = BuildPack(*model, {{"a", "Do you deliver?", "", {}, ""}});
  const auto engine = Engine::Create(model, pack);
  ASSERT_TRUE(engine.ok());
  Decision decision;
  decision.action = Action::kAnswer;
  decision.message_key = "answer";
  decision.hit = 0;
  EXPECT_NE(Wording(Warmth::kPlain).Render(decision, *engine.value()).find("not written an answer"),
            std::string::npos);
}

TEST(Wording, FallsBackToTheNeutralTone) {
  Decision decision;
  decision.action = Action::kSmallTalk;
  decision.message_key = "talk.greeting";
  decision.tone = Tone::kApologetic;
  EXPECT_EQ(Wording(Warmth::kFriendly).Render(decision, *ToyShop()), "Hello! What would you like to know?");
}

}  // namespace
}  // namespace shopbell::cli

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/commands.h"
#include "toy_shop.h"

namespace shopbell::cli {
namespace {

using Json = nlohmann::json;

Json Converse(const Json& turns, Warmth warmth = Warmth::kPlain) {
  std::istringstream in(Json{{"id", "c1"}, {"turns", turns}}.dump() + "\n");
  std::ostringstream out, log;
  EXPECT_TRUE(Chat(*ToyShop(), warmth, in, out, log)) << log.str();
  const Json reply = Json::parse(out.str());
  EXPECT_EQ(reply.at("id"), "c1");
  EXPECT_EQ(reply.at("decisions").size(), turns.size());
  return reply.at("decisions");
}

TEST(Chat, DecidesOncePerTurnAndSaysWhatTheVisitorReads) {
  const Json decisions = Converse({"how long does delivery take", "thank you"});
  EXPECT_EQ(decisions[0].at("action"), "answer");
  EXPECT_EQ(decisions[0].at("hit"), "delivery");
  EXPECT_EQ(decisions[0].at("text"), "Two to four days.");
  EXPECT_EQ(decisions[1].at("action"), "small_talk");
  EXPECT_TRUE(decisions[1].at("hit").is_null());
}

TEST(Chat, FollowsEvents) {
  const Json decisions = Converse({"let me talk to a person",
                                   {{"event", "accepted"}},
                                   {{"event", "handoff_acknowledged"}},
                                   "hello",
                                   {{"event", "handoff_closed"}}});
  EXPECT_TRUE(decisions[0].at("human_offered"));
  EXPECT_EQ(decisions[1].at("action"), "hand_off");
  EXPECT_EQ(decisions[3].at("action"), "forward");
  EXPECT_EQ(decisions[3].at("text"), "");
  EXPECT_EQ(decisions[4].at("action"), "small_talk");
}

TEST(Chat, KnowsTheHoursThatAContextEventTells) {
  const Json decisions = Converse({{{"event", "context"}, {"hours", "closed"}}, "let me talk to a person"});
  EXPECT_NE(decisions[1].at("text").get<std::string>().find("replies later"), std::string::npos);
}

TEST(Chat, TakesWhatTheOwnerHasSet) {
  const auto decide = [](const Json& settings, const char* text) {
    std::istringstream in(Json{{"id", 1}, {"settings", settings}, {"turns", {text}}}.dump() + "\n");
    std::ostringstream out, log;
    EXPECT_TRUE(Chat(*ToyShop(), Warmth::kPlain, in, out, log)) << log.str();
    return Json::parse(out.str()).at("decisions")[0];
  };
  const char* question = "how long does delivery take";
  EXPECT_EQ(decide({{"mode", "suggest"}}, question).at("action"), "suggest");
  EXPECT_EQ(decide({{"mode", "topics"}, {"topics", {"delivery"}}}, question).at("action"), "answer");
  EXPECT_EQ(decide({{"mode", "topics"}, {"topics", {"hours"}}}, question).at("action"), "dont_know");
  EXPECT_TRUE(decide({{"mode", "shadow"}}, question).at("silent"));
  const Json rung = decide({{"ring", {"take delivery"}}}, question);
  EXPECT_EQ(rung.at("action"), "offer_human");
  EXPECT_EQ(rung.at("hit"), "delivery");
}

TEST(Chat, RefusesSettingsThatItDoesNotKnow) {
  std::istringstream in(
      "{\"settings\":{\"mode\":\"loud\"},\"turns\":[]}\n{\"settings\":{\"ring\":\"all\"},\"turns\":[]}\n");
  std::ostringstream out, log;
  EXPECT_FALSE(Chat(*ToyShop(), Warmth::kPlain, in, out, log));
  EXPECT_NE(log.str().find("line 1: field \"mode\": expected one of full, topics, suggest, shadow"),
            std::string::npos)
      << log.str();
  EXPECT_NE(log.str().find("line 2: field \"settings.ring\": expected a list of texts, found string"),
            std::string::npos)
      << log.str();
}

TEST(Chat, ExplainsWhatThePolicySaw) {
  std::istringstream in("{\"turns\":[\"how long does delivery take\"]}\n");
  std::ostringstream out, log;
  EXPECT_TRUE(Chat(*ToyShop(), Warmth::kPlain, in, out, log, /*explain=*/true));
  EXPECT_EQ(Json::parse(out.str()).at("decisions")[0].at("signs").at("length"), 5);
}

TEST(Chat, DecidesAlikeAtEveryWarmth) {
  const Json turns = {"hi", "how do I return something",
                      "THIS IS A JOKE!!! I waited for weeks and nobody helps me!!!", "when are you open"};
  const Json plain = Converse(turns), warm = Converse(turns, Warmth::kWarm);
  for (std::size_t i = 0; i < turns.size(); ++i) {
    EXPECT_EQ(plain[i].at("action"), warm[i].at("action"));
    EXPECT_EQ(plain[i].at("hit"), warm[i].at("hit"));
  }
}

TEST(Chat, RefusesAnIdThatIsNoNameAndAContextItDoesNotKnow) {
  std::istringstream in(
      "{\"id\":" + std::string(100000, '[') + std::string(100000, ']') +
      ",\"turns\":[]}\n{\"id\":1,\"turns\":[{\"event\":\"context\",\"agents\":\"maybe\"}]}\n");
  std::ostringstream out, log;
  EXPECT_FALSE(Chat(*ToyShop(), Warmth::kPlain, in, out, log));
  EXPECT_NE(log.str().find("line 1: field \"id\": expected a string or a number, found array"),
            std::string::npos)
      << log.str();
  EXPECT_NE(log.str().find("line 2: field \"agents\": expected one of online, offline, unknown"),
            std::string::npos)
      << log.str();
  EXPECT_EQ(out.str(), "");
}

TEST(Chat, NamesTheLineThatItCannotUseAndGoesOn) {
  std::istringstream in(
      "{\"id\":1,\"turns\":[{\"event\":\"dance\"}]}\nnonsense\n{\"id\":2,\"turns\":[\"hi\"]}\n");
  std::ostringstream out, log;
  EXPECT_FALSE(Chat(*ToyShop(), Warmth::kPlain, in, out, log));
  EXPECT_NE(log.str().find("line 1: field \"event\": expected one of visitor_text"), std::string::npos);
  EXPECT_NE(log.str().find("line 2"), std::string::npos);
  EXPECT_EQ(Json::parse(out.str()).at("id"), 2);
}

}  // namespace
}  // namespace shopbell::cli

#include "turn/topics.h"

#include <gtest/gtest.h>

namespace shopbell::turn {
namespace {

struct About {
  explicit About(const char* text) : tokens(text::TokenizeUtf8(text)) {}
  [[nodiscard]] Subject With(std::string entry, std::string category, std::string intent) const {
    return {tokens, std::move(entry), std::move(category), std::move(intent)};
  }
  std::vector<text::Token> tokens;
};

Settings Ring(std::vector<std::string> topics) {
  Settings settings;
  settings.ring = std::move(topics);
  return settings;
}

TEST(MarkedTopic, IsTheEntryFoundOrTheTopicOfThePhrasebook) {
  const About about("they took the money two times");
  const Subject subject = about.With("double-charge", "Payment", "charged-twice");
  EXPECT_EQ(MarkedTopic(subject, Ring({"styling", "charged-twice"})), "charged-twice");
  EXPECT_EQ(MarkedTopic(subject, Ring({"double-charge"})), "double-charge");
  EXPECT_EQ(MarkedTopic(subject, Ring({"Payment", ""})), "");
}

TEST(MarkedTopic, IsWordsThatAllOccurInAnyForm) {
  const About about("We'd like to place two LARGE orders for our choir.");
  EXPECT_EQ(MarkedTopic(about.With({}, {}, {}), Ring({"large order"})), "large order");
  EXPECT_EQ(MarkedTopic(about.With({}, {}, {}), Ring({"large picnic"})), "");
}

TEST(MarkedTopic, ReadsNoMoreThanItsLimit) {
  const About about("large order");
  std::vector<std::string> many(kMaxTopics, "styling");
  many.push_back("large order");
  EXPECT_EQ(MarkedTopic(about.With({}, {}, {}), Ring(many)), "");
}

TEST(IsSwitchedOn, ByIdOrByCategory) {
  const About about("how do I return it");
  Settings settings;
  settings.topics = {"Returns", "hours"};
  EXPECT_TRUE(IsSwitchedOn(about.With("return-how", "Returns", {}), settings));
  EXPECT_TRUE(IsSwitchedOn(about.With("hours", "Store", {}), settings));
  EXPECT_FALSE(IsSwitchedOn(about.With("delivery", "Delivery", {}), settings));
}

}  // namespace
}  // namespace shopbell::turn

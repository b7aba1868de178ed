#include "faq/bridge.h"

#include <gtest/gtest.h>

#include <cstring>

#include "text/hash.h"
#include "text/token.h"

namespace shopbell::faq {
namespace {

void Put(std::string& out, const auto& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Two intents and none: words of the first intent are "parcel" and "package", of the second "refund" and
/// "money".
intent::LinearHead ToyHead() {
  const auto bucket = [](const char* word) {
    float most = 0;
    std::uint32_t best = 0;
    for (const auto& feature : intent::NgramFeatures(text::TokenizeUtf8(word))) {
      if (feature.bucket == (text::Murmur3(word, 1) & (intent::kBucketCount - 1)))
        best = feature.bucket, most = feature.value;
    }
    EXPECT_GT(most, 0);
    return best;
  };
  std::string section, buckets;
  Put(section, std::uint32_t{3});
  for (const auto& words :
       std::vector<std::vector<const char*>>{{"parcel", "package"}, {"refund", "money"}, {}}) {
    Put(section, 0.0F), Put(section, 1.0F), Put(section, static_cast<std::uint32_t>(words.size()));
    std::vector<std::uint32_t> places;
    for (const char* word : words) places.push_back(bucket(word));
    std::sort(places.begin(), places.end());
    std::uint32_t last = 0;
    for (const std::uint32_t place : places) {
      for (std::uint32_t delta = place - last;; delta >>= 7) {
        buckets.push_back(static_cast<char>(delta >= 0x80 ? (delta & 0x7F) | 0x80 : delta));
        if (delta < 0x80) break;
      }
      last = place;
    }
  }
  section += buckets + std::string(4, '\x40');  // each weighs 64
  intent::LinearHead head;
  EXPECT_TRUE(head.Load(section));
  return head;
}

std::vector<double> Chances(const intent::LinearHead& head, const char* text) {
  return IntentChances(head, intent::NgramFeatures(text::TokenizeUtf8(text)));
}

TEST(Bridge, FindsAnEntryThatSharesNoWordWithTheQuestion) {
  const intent::LinearHead head = ToyHead();
  BridgeBuilder builder(head);
  builder.Add({"money-back", "refund", "", {}, ""});
  builder.Add({"tracking", "parcel", "", {}, ""});
  Bridge bridge;
  ASSERT_TRUE(bridge.Load(builder.Finish(), 2, head.class_count()));
  const std::vector<double> scores = bridge.Scores(Chances(head, "package"));
  EXPECT_GT(scores[1], 0.8);
  EXPECT_LT(scores[0], 0.2);
}

TEST(Bridge, SharesAnIntentAmongTheEntriesThatAreAboutIt) {
  const intent::LinearHead head = ToyHead();
  BridgeBuilder builder(head);
  builder.Add({"a", "parcel", "", {}, ""});
  builder.Add({"b", "package", "", {}, ""});
  Bridge bridge;
  ASSERT_TRUE(bridge.Load(builder.Finish(), 2, head.class_count()));
  const std::vector<double> scores = bridge.Scores(Chances(head, "parcel"));
  EXPECT_NEAR(scores[0], scores[1], 0.01);
  EXPECT_LE(scores[0] + scores[1], 1.0);
}

TEST(Bridge, GivesNothingForNoWords) {
  const intent::LinearHead head = ToyHead();
  EXPECT_TRUE(Chances(head, "?!").empty());
  Bridge bridge;
  ASSERT_TRUE(bridge.Load("", 0, head.class_count()));
  EXPECT_TRUE(bridge.Scores({0.5, 0.3, 0.2}).empty());
}

TEST(Bridge, RefusesSizesAndIntentsThatDoNotFit) {
  const intent::LinearHead head = ToyHead();
  BridgeBuilder builder(head);
  builder.Add({"a", "parcel", "", {}, ""});
  const std::string section = builder.Finish();
  Bridge bridge;
  EXPECT_FALSE(bridge.Load(section, 2, 3));
  EXPECT_FALSE(bridge.Load(section.substr(1), 1, 3));
  EXPECT_FALSE(bridge.Load(section, 1, 1));
}

}  // namespace
}  // namespace shopbell::faq

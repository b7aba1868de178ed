#include "faq/bridge.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "toy_model.h"

namespace shopbell::faq {
namespace {

class BridgeTest : public testing::Test {
 protected:
  void Add(const char* text) {
    const Reading reading = model_.reader.Read(text);
    builder_.Add({model_.reader.Chances(reading)}, model_.reader.Chances(reading), reading.vector);
    ++entries_;
  }
  Bridge Loaded() {
    Bridge bridge;
    EXPECT_TRUE(bridge.Load(builder_.Finish(), entries_, model_.intents.intent_count()));
    return bridge;
  }
  std::vector<float> Scores(const char* question) {
    return Loaded().Scores(model_.reader.Chances(model_.reader.Read(question)));
  }
  ToyModel model_{{{"parcel", 0}, {"package", 0}, {"refund", 1}, {"money", 1}}, 2};
  BridgeBuilder builder_{model_.intents};
  std::size_t entries_ = 0;
};

TEST_F(BridgeTest, FindsAnEntryThatSharesNoWordWithTheQuestion) {
  Add("refund");
  Add("parcel");
  const std::vector<float> scores = Scores("package");
  EXPECT_GT(scores[1], 0.7);
  EXPECT_LT(scores[0], 0.2);
}

TEST_F(BridgeTest, SharesAnIntentAmongTheEntriesThatAreAboutIt) {
  Add("parcel");
  Add("package");
  const std::vector<float> scores = Scores("parcel");
  EXPECT_NEAR(scores[0], scores[1], 1e-4);
  EXPECT_LE(scores[0] + scores[1], 1.0);
}

TEST_F(BridgeTest, TellsHowMuchNearerThanOthersAnEntryLiesToWhatShopsAreAsked) {
  Add("parcel");
  Add("zzz");
  const std::vector<float> hubness = Loaded().hubness();
  EXPECT_GT(hubness[0], 0);
  EXPECT_FLOAT_EQ(hubness[0] + hubness[1], 0);
}

TEST(BridgeGate, IsShutWhereNoEntryHasAnIntentOfItsOwn) {
  const ToyModel model({{"parcel", 0}}, 100);
  BridgeBuilder builder(model.intents);
  const Reading vague = model.reader.Read("zzz");
  builder.Add({model.reader.Chances(vague)}, model.reader.Chances(vague), vague.vector);
  Bridge bridge;
  ASSERT_TRUE(bridge.Load(builder.Finish(), 1, 100));
  EXPECT_EQ(bridge.Scores(model.reader.Chances(model.reader.Read("parcel")))[0], 0.0);
}

TEST_F(BridgeTest, GivesNothingForNoWords) {
  EXPECT_TRUE(model_.reader.Chances(model_.reader.Read("?!")).empty());
  EXPECT_TRUE(Scores("parcel").empty());
}

TEST_F(BridgeTest, RefusesSizesAndPlacesThatDoNotFit) {
  Add("parcel");
  const std::string section = builder_.Finish();
  Bridge bridge;
  EXPECT_TRUE(bridge.Load(section, 1, 2));
  EXPECT_FALSE(bridge.Load(section, 0, 2));
  EXPECT_FALSE(bridge.Load(section.substr(1), 1, 2));
  EXPECT_FALSE(bridge.Load(section, 1, 1));
  EXPECT_FALSE(bridge.Load(section, 2, 2));
  EXPECT_FALSE(bridge.Load(section.substr(0, section.size() - 2), 1, 2));
  EXPECT_FALSE(bridge.Load(section + "ab", 1, 2));
  std::string elsewhere = section;
  elsewhere[4 + 3 * 4] = 1;  // the first place, of an entry that there is not
  EXPECT_FALSE(bridge.Load(elsewhere, 1, 2));
  std::string closed = section;
  closed[2] = '\x01';  // the gate beyond 1
  EXPECT_FALSE(bridge.Load(closed, 1, 2));
}

}  // namespace
}  // namespace shopbell::faq

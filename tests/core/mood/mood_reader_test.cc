#include "mood/mood_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace shopbell::mood {
namespace {

void Put(std::string& out, const auto& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A head without weights: its biases alone decide.
Head HeadOf(const std::vector<float>& biases) {
  std::string section;
  Put(section, static_cast<std::uint32_t>(biases.size()));
  for (const float bias : biases) Put(section, bias), Put(section, 1.0F), Put(section, std::uint32_t{0});
  Head head;
  EXPECT_TRUE(head.Load(section, {}));
  return head;
}

/// Vector rows that are `value` in their first place and zero elsewhere.
std::string RowsOf(const std::vector<std::int8_t>& values) {
  std::string section;
  Put(section, static_cast<std::uint32_t>(values.size()));
  Put(section, static_cast<std::uint32_t>(intent::kWidth));
  for (std::size_t i = 0; i < values.size(); ++i) Put(section, 0.5F);
  for (const std::int8_t value : values) {
    std::array<std::int8_t, intent::kWidth> row{};
    row[0] = value;
    Put(section, row);
  }
  return section;
}

/// A message of one form, without tables of words.
Message MessageOf(const char* text, double loudness = 0) {
  Message message;
  message.written = text::TokenizeUtf8(text);
  message.plain.features = message.masked.features = intent::NgramFeatures(message.written);
  message.loudness = loudness;
  return message;
}

constexpr float kCalmly = -3, kAngrily = 3, kNone = 0, kUpset = 4;
constexpr float kToShop = 30, kGeneral = -30;
using Logits = std::array<float, kMoodCount>;

/// @param moods of what is said to a shop. @param anger how angry upset is.
MoodReading Read(const Logits& moods, float human, const Message& message, bool foreign = false,
                 float anger = kNone, float gate = kToShop) {
  std::vector<float> rows(moods.begin(), moods.end());
  rows.insert(rows.end(), kMoodCount, kNone);  // general talk: no mood more than another
  rows.push_back(gate);
  rows.push_back(anger);
  const Head mood_head = HeadOf(rows), human_head = HeadOf({human});
  return MoodReader(mood_head, human_head).Read(message, foreign);
}

TEST(MoodReader, NamesTheLikeliestMoodAndGivesChances) {
  const MoodReading reading = Read({kNone, kNone, kNone, kNone, kNone, 3}, -9, MessageOf("thanks"));
  EXPECT_EQ(reading.label, Mood::kGrateful);
  double sum = 0;
  for (const double chance : reading.moods) sum += chance;
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_LT(reading.human_wanted, 0.01);
}

TEST(MoodReader, TakesATextWithoutWordsForNeutral) {
  const MoodReading reading = Read({kUpset, kNone, kNone, kNone, kNone, kNone}, 9, MessageOf("?!"));
  EXPECT_EQ(reading.label, Mood::kNeutral);
  EXPECT_EQ(reading.intensity, 0);
  EXPECT_EQ(reading.human_wanted, 0);
}

TEST(MoodReader, SaysOfAnotherLanguageThatTheMoodIsUnknownYetHearsTheAskForAPerson) {
  const MoodReading reading =
      Read({kUpset, kNone, kNone, kNone, kNone, kNone}, 3, MessageOf("quiero hablar con alguien"), true);
  EXPECT_EQ(reading.label, Mood::kUnknown);
  for (const double chance : reading.moods) EXPECT_DOUBLE_EQ(chance, 1.0 / kMoodCount);
  EXPECT_EQ(reading.intensity, 0);
  EXPECT_GT(reading.human_wanted, 0.9);
}

TEST(MoodReader, TellsAngerFromFrustrationApartFromHowLikelyUpsetIs) {
  const auto of = [](float anger) {
    return Read({kUpset, kNone, kNone, kNone, kNone, kNone}, 0, MessageOf("where is my parcel"), false,
                anger);
  };
  EXPECT_EQ(of(kCalmly).moods, of(kAngrily).moods);
  EXPECT_LT(of(kCalmly).intensity, 0.2);
  EXPECT_GT(of(kAngrily).intensity, 0.8);
}

TEST(MoodReader, FindsLoudWordsStrongerThanQuietOnes) {
  const Logits moods = {kUpset, kNone, kNone, kNone, kNone, kNone};
  const double quiet = Read(moods, 0, MessageOf("where is my parcel")).intensity;
  const double loud = Read(moods, 0, MessageOf("where is my parcel", 1)).intensity;
  EXPECT_GT(quiet, 0);
  EXPECT_GT(loud, quiet);
  EXPECT_LE(loud, 1);
}

TEST(MoodReader, DoesNotTakeALoudJoyForAnger) {
  EXPECT_LT(Read({-5, -5, kNone, kNone, 5, kNone}, 0, MessageOf("i love it", 1), false, kAngrily).intensity,
            0.01);
}

TEST(MoodReader, TrustsTheHeadOfGeneralTalkWhereNothingIsSaidToAShop) {
  const Logits moods = {kUpset, kNone, kNone, kNone, kNone, kNone};
  EXPECT_GT(Read(moods, 0, MessageOf("where is it"), false, kNone, kToShop).moods[0], 0.9);
  EXPECT_NEAR(Read(moods, 0, MessageOf("where is it"), false, kNone, kGeneral).moods[0], 1.0 / kMoodCount,
              1e-9);
}

TEST(MoodReader, LetsTwoMoodsOfOnePolarityStandTogether) {
  // upset and distressed, .28 each, against neutral, .36
  const MoodReading reading = Read({1.5F, 1.45F, -9, 1.75F, -9, -9}, 0, MessageOf("it is gone"));
  EXPECT_EQ(reading.label, Mood::kUpset);
}

TEST(Head, AddsWhatTheVectorSaysToTheWords) {
  Head head;
  std::string section;
  Put(section, std::uint32_t{2});
  for (const float bias : {0.25F, 0.0F})
    Put(section, bias), Put(section, 1.0F), Put(section, std::uint32_t{0});
  ASSERT_TRUE(head.Load(section, RowsOf({4, -2})));
  intent::Vector vector{};
  vector[0] = 1;
  EXPECT_EQ(head.Logits({}, vector), (std::vector<double>{2.25, -1}));
}

TEST(Head, RefusesVectorsOfAnotherSize) {
  std::string section;
  Put(section, std::uint32_t{1});
  Put(section, 0.0F), Put(section, 1.0F), Put(section, std::uint32_t{0});
  const std::string rows = RowsOf({1}), two = RowsOf({1, 2});
  Head head;
  EXPECT_FALSE(head.Load(section, two));
  EXPECT_FALSE(head.Load(section, rows.substr(0, rows.size() - 1)));
  EXPECT_FALSE(head.Load(section, rows.substr(0, 7)));
}

TEST(Talk, IsNoneWhereTheFirstClassIsTheLikeliest) {
  const std::vector<std::string> names = {"none", "thanks"};
  EXPECT_TRUE(ReadTalk(HeadOf({1, 0}), names, MessageOf("is it blue")).name.empty());
  const Talk talk = ReadTalk(HeadOf({0, 2}), names, MessageOf("thanks"));
  EXPECT_EQ(talk.name, "thanks");
  EXPECT_GT(talk.chance, 0.8);
  EXPECT_TRUE(ReadTalk(HeadOf({0, 2}), names, MessageOf("")).name.empty());
}

}  // namespace
}  // namespace shopbell::mood

#include "mood/mood_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace shopbell::mood {
namespace {

void Put(std::string& out, const auto& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A head without weights: its biases alone decide.
intent::LinearHead HeadOf(const std::vector<float>& biases) {
  std::string section;
  Put(section, static_cast<std::uint32_t>(biases.size()));
  for (const float bias : biases) Put(section, bias), Put(section, 1.0F), Put(section, std::uint32_t{0});
  intent::LinearHead head;
  EXPECT_TRUE(head.Load(section));
  return head;
}

MoodReading Read(const std::vector<float>& moods, float human, const char* text) {
  const intent::LinearHead mood_head = HeadOf(moods), human_head = HeadOf({human});
  const auto tokens = text::TokenizeUtf8(text);
  return MoodReader(mood_head, human_head).Read(tokens, intent::NgramFeatures(tokens));
}

constexpr float kUpset = 2, kNone = 0;

TEST(MoodReader, NamesTheLikeliestMoodAndGivesChances) {
  const MoodReading reading = Read({kNone, kNone, kNone, kNone, kNone, 3}, -9, "thanks");
  EXPECT_EQ(reading.label, Mood::kGrateful);
  double sum = 0;
  for (const double chance : reading.moods) sum += chance;
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_LT(reading.human_wanted, 0.01);
}

TEST(MoodReader, TakesATextWithoutWordsForNeutral) {
  const MoodReading reading = Read({kUpset, kNone, kNone, kNone, kNone, kNone}, 9, "?!");
  EXPECT_EQ(reading.label, Mood::kNeutral);
  EXPECT_EQ(reading.intensity, 0);
  EXPECT_EQ(reading.human_wanted, 0);
}

TEST(MoodReader, FindsLoudWordsStrongerThanQuietOnes) {
  const std::vector<float> moods = {kUpset, kNone, kNone, kNone, kNone, kNone};
  const double quiet = Read(moods, 0, "where is my parcel").intensity;
  const double loud = Read(moods, 0, "WHERE is my PARCEL!!!").intensity;
  EXPECT_GT(quiet, 0);
  EXPECT_GT(loud, quiet);
  EXPECT_LE(loud, 1);
}

TEST(MoodReader, DoesNotTakeALoudJoyForAnger) {
  const std::vector<float> moods = {-5, -5, kNone, kNone, 5, kNone};
  EXPECT_LT(Read(moods, 0, "I LOVE IT!!!").intensity, 0.01);
}

}  // namespace
}  // namespace shopbell::mood

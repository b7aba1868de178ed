#include "mood/mood_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace shopbell::mood {
namespace {

/// Of how angry words and loud letters are, together.
constexpr double kLoudShare = 0.35;

using Moods = std::array<double, kMoodCount>;
constexpr std::size_t kGate = 2 * kMoodCount, kAnger = kGate + 1;  // rows of the head

/// Moods of like polarity stand side by side in Mood.
constexpr std::size_t kPolarities = kMoodCount / 2;

double Polarity(const Moods& moods, std::size_t which) { return moods[2 * which] + moods[2 * which + 1]; }

Moods ChancesFrom(const std::vector<double>& logits, std::size_t first) {
  std::vector<double> chances(logits.begin() + static_cast<std::ptrdiff_t>(first),
                              logits.begin() + static_cast<std::ptrdiff_t>(first + kMoodCount));
  intent::Softmax(chances);
  Moods out;
  std::copy_n(chances.begin(), kMoodCount, out.begin());
  return out;
}

/// The likelier mood of the likeliest polarity: two negative moods that share their chances do not lose to
/// one neutral.
Mood LabelOf(const Moods& moods) {
  std::size_t most = 0;
  for (std::size_t which = 1; which < kPolarities; ++which) {
    if (Polarity(moods, which) > Polarity(moods, most)) most = which;
  }
  return static_cast<Mood>(2 * most + (moods[2 * most + 1] > moods[2 * most] ? 1 : 0));
}

}  // namespace

MoodReading MoodReader::Read(const Message& message, bool foreign) const {
  MoodReading reading;
  if (message.plain.features.empty()) {
    reading.moods[static_cast<std::size_t>(Mood::kNeutral)] = 1;
    return reading;
  }
  reading.human_wanted = intent::Sigmoid(human_.Logits(message.plain.features, message.plain.vector)[0]);
  if (foreign) {
    reading.label = Mood::kUnknown;
    reading.moods.fill(1.0 / kMoodCount);
    return reading;
  }
  const std::vector<double> logits = moods_.Logits(message.masked.features, message.masked.vector);
  const Moods to_shop = ChancesFrom(logits, 0), general = ChancesFrom(logits, kMoodCount);
  const double share = intent::Sigmoid(logits[kGate]), anger = intent::Sigmoid(logits[kAnger]);
  for (std::size_t i = 0; i < kMoodCount; ++i)
    reading.moods[i] = share * to_shop[i] + (1 - share) * general[i];
  reading.label = LabelOf(reading.moods);
  const double strength = anger + (1 - anger) * kLoudShare * message.loudness;
  reading.intensity = std::clamp(Polarity(reading.moods, 0) * strength, 0.0, 1.0);
  return reading;
}

Talk ReadTalk(const Head& head, const std::vector<std::string>& names, const Message& message) {
  if (message.plain.features.empty()) return {};
  std::vector<double> chances = head.Logits(message.plain.features, message.plain.vector);
  intent::Softmax(chances);
  const auto most =
      static_cast<std::size_t>(std::max_element(chances.begin(), chances.end()) - chances.begin());
  if (most == 0) return {};
  return {names[most], chances[most]};
}

}  // namespace shopbell::mood

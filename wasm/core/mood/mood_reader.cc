#include "mood/mood_reader.h"

#include <algorithm>
#include <cstddef>

namespace shopbell::mood {
namespace {

constexpr double kLoudStep = 0.1;
constexpr double kMostLoudness = 0.3;

/// Capitals and exclamation marks, in [0, kMostLoudness].
double Loudness(const std::vector<text::Token>& tokens) {
  double signs = 0;
  for (const text::Token& token : tokens) {
    if (token.shouted && token.word.size() > 2) signs += 1;
    signs += static_cast<double>(std::count(token.mark.begin(), token.mark.end(), U'!'));
  }
  return std::min(kMostLoudness, signs * kLoudStep);
}

}  // namespace

MoodReading MoodReader::Read(const std::vector<text::Token>& tokens,
                             const std::vector<intent::Feature>& features) const {
  MoodReading reading;
  if (features.empty()) {
    reading.moods[static_cast<std::size_t>(Mood::kNeutral)] = 1;
    return reading;
  }
  std::vector<double> chances = moods_.Logits(features);
  intent::Softmax(chances);
  std::copy_n(chances.begin(), kMoodCount, reading.moods.begin());
  reading.label = static_cast<Mood>(std::max_element(chances.begin(), chances.end()) - chances.begin());
  const double negative =
      chances[static_cast<std::size_t>(Mood::kUpset)] + chances[static_cast<std::size_t>(Mood::kDistressed)];
  reading.intensity = std::clamp(negative * (0.7 + Loudness(tokens)), 0.0, 1.0);
  reading.human_wanted = intent::Sigmoid(human_.Logits(features)[0]);
  return reading;
}

}  // namespace shopbell::mood

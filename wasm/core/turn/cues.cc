#include "turn/cues.h"

#include <algorithm>

#include "intent/linear_head.h"

namespace shopbell::turn {
namespace {

constexpr std::size_t kCues = 9;
constexpr double kMostOdds = 6;  // logarithm

}  // namespace

bool CueReader::Load(std::string_view ngrams, std::string_view vectors) {
  if (ngrams.empty() && vectors.empty()) return true;
  return head_.Load(ngrams, vectors) && head_.class_count() == kCues;
}

policy::Cues CueReader::Read(const std::vector<intent::Feature>& features,
                             const intent::Vector& vector) const {
  if (head_.class_count() != kCues || features.empty()) return {};
  const std::vector<double> logits = head_.Logits(features, vector);
  const auto chance = [&](std::size_t cue) { return intent::Sigmoid(logits[cue]); };
  const auto odds = [&](std::size_t cue) { return std::clamp(logits[cue], -kMostOdds, kMostOdds); };
  return {.trouble = odds(0),
          .eased = odds(1),
          .alarm = chance(2),
          .unhelped = chance(3),
          .waiting = chance(4),
          .danger = chance(5),
          .distress = chance(6),
          .legal = chance(7),
          .cross = chance(8)};
}

}  // namespace shopbell::turn

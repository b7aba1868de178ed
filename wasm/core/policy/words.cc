#include "policy/words.h"

#include <algorithm>
#include <cmath>

namespace shopbell::policy {

std::string Percent(double chance) {
  return std::to_string(static_cast<int>(std::lround(std::clamp(chance, 0.0, 1.0) * 100))) + " %";
}

std::uint32_t HashOf(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash == 0 ? 1 : hash;
}

std::optional<Tone> ToneFor(Mood mood, bool may_apologise) {
  switch (mood) {
    case Mood::kUpset:
      if (may_apologise) return Tone::kApologetic;
      return std::nullopt;
    case Mood::kDistressed:
      return Tone::kReassuring;
    case Mood::kConfused:
      return Tone::kSimple;
    case Mood::kHappy:
    case Mood::kGrateful:
      return Tone::kGlad;
    case Mood::kNeutral:
    case Mood::kUnknown:
      break;
  }
  return std::nullopt;
}

bool LeadsToAPerson(EventKind event, Owner owner, const Decision& decision) {
  if (decision.message_key == "offer.declined") return true;
  if (event != EventKind::kVisitorText) {
    return owner != Owner::kBot || event == EventKind::kHandoffCancelled ||
           event == EventKind::kHandoffClosed;
  }
  if (decision.message_key == "talk.are_you_human") return true;
  const std::string code = decision.reasons.empty() ? "" : decision.reasons.back().code;
  return code == "asked" || code == "affirmed" || code == "requested" || code == "with_person";
}

}  // namespace shopbell::policy

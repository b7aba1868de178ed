#include "shopbell/result.h"
#include "shopbell/types.h"

namespace shopbell {
namespace {

template <typename T>
struct Name {
  std::string_view name;
  T value;
};

template <typename T, std::size_t N>
std::optional<T> Find(const Name<T> (&names)[N], std::string_view wanted) {
  for (const Name<T>& one : names) {
    if (one.name == wanted) return one.value;
  }
  return std::nullopt;
}

constexpr Name<EventKind> kEventKinds[] = {{"visitor_text", EventKind::kVisitorText},
                                           {"accepted", EventKind::kAccepted},
                                           {"declined", EventKind::kDeclined},
                                           {"handoff_requested", EventKind::kHandoffRequested},
                                           {"handoff_acknowledged", EventKind::kHandoffAcknowledged},
                                           {"handoff_cancelled", EventKind::kHandoffCancelled},
                                           {"handoff_closed", EventKind::kHandoffClosed},
                                           {"checkout_struggle", EventKind::kCheckoutStruggle},
                                           {"notice", EventKind::kNotice},
                                           {"context", EventKind::kContext}};
constexpr Name<Presence> kPresences[] = {
    {"online", Presence::kOnline}, {"offline", Presence::kOffline}, {"unknown", Presence::kUnknown}};
constexpr Name<Hours> kHours[] = {
    {"open", Hours::kOpen}, {"closed", Hours::kClosed}, {"unknown", Hours::kUnknown}};
constexpr Name<Mode> kModes[] = {
    {"full", Mode::kFull}, {"topics", Mode::kTopics}, {"suggest", Mode::kSuggest}, {"shadow", Mode::kShadow}};

}  // namespace

std::optional<EventKind> EventKindNamed(std::string_view name) { return Find(kEventKinds, name); }
std::optional<Presence> PresenceNamed(std::string_view name) { return Find(kPresences, name); }
std::optional<Hours> HoursNamed(std::string_view name) { return Find(kHours, name); }
std::optional<Mode> ModeNamed(std::string_view name) { return Find(kModes, name); }

const char* ToString(Mood mood) {
  switch (mood) {
    case Mood::kUpset:
      return "upset";
    case Mood::kDistressed:
      return "distressed";
    case Mood::kConfused:
      return "confused";
    case Mood::kNeutral:
      return "neutral";
    case Mood::kHappy:
      return "happy";
    case Mood::kGrateful:
      return "grateful";
    case Mood::kUnknown:
      break;
  }
  return "unknown";
}

const char* ToString(Action action) {
  switch (action) {
    case Action::kAnswer:
      return "answer";
    case Action::kSuggest:
      return "suggest";
    case Action::kClarify:
      return "clarify";
    case Action::kDontKnow:
      return "dont_know";
    case Action::kSmallTalk:
      return "small_talk";
    case Action::kOfferHuman:
      return "offer_human";
    case Action::kHandOff:
      return "hand_off";
    case Action::kForward:
      break;
  }
  return "forward";
}

const char* ToString(Tone tone) {
  switch (tone) {
    case Tone::kApologetic:
      return "apologetic";
    case Tone::kReassuring:
      return "reassuring";
    case Tone::kSimple:
      return "simple";
    case Tone::kGlad:
      return "glad";
    case Tone::kNeutral:
      break;
  }
  return "neutral";
}

const char* ErrorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotBell:
      return "not-bell";
    case ErrorCode::kWrongVersion:
      return "wrong-version";
    case ErrorCode::kTruncated:
      return "truncated";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kWrongModel:
      return "wrong-model";
    case ErrorCode::kInvalidSource:
      break;
  }
  return "invalid-source";
}

}  // namespace shopbell

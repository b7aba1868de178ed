#ifndef SHOPBELL_TYPES_H_
#define SHOPBELL_TYPES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The value types of one turn: what happened, what is remembered, what is decided.
namespace shopbell {

enum class Mood : std::uint8_t { kUpset, kDistressed, kConfused, kNeutral, kHappy, kGrateful, kUnknown };
inline constexpr std::size_t kMoodCount = 6;  ///< kUnknown has no chance of its own.

enum class Action : std::uint8_t {
  kAnswer,
  kSuggest,
  kClarify,
  kDontKnow,
  kSmallTalk,
  kOfferHuman,
  kHandOff,
  kForward,
};

enum class Warmth : std::uint8_t { kPlain, kFriendly, kWarm };
enum class Tone : std::uint8_t { kNeutral, kApologetic, kReassuring, kSimple, kGlad };
enum class Presence : std::uint8_t { kUnknown, kOnline, kOffline };
enum class Hours : std::uint8_t { kUnknown, kOpen, kClosed };

enum class EventKind : std::uint8_t {
  kVisitorText,
  kAccepted,          ///< To the person on offer, else to the answer shown.
  kDeclined,          ///< The person on offer, else the answer shown.
  kHandoffRequested,  ///< The visitor asked for a person by a button, and agreed to what is sent.
  kHandoffAcknowledged,
  kHandoffCancelled,
  kHandoffClosed,
  kCheckoutStruggle,
  kNotice,
  kContext,  ///< Only the context below changes.
};

/// How much the bot may say: for a careful start.
enum class Mode : std::uint8_t {
  kFull,
  kTopics,   ///< Answers only entries that are switched on (Settings::topics).
  kSuggest,  ///< Never answers outright: shows the questions that fit.
  kShadow,   ///< Decides, and says nothing but what leads to a person.
};

/// What the shop's owner has set.
struct Settings {
  Mode mode = Mode::kFull;
  std::vector<std::string> topics;  ///< For kTopics: ids or categories of entries that may be answered.
  /// When to offer a person at once: ids of entries, names of the phrasebook's topics (`charged-twice`), or
  /// plain words that all have to occur (`large order`).
  std::vector<std::string> ring;
};
inline constexpr std::size_t kMaxTopics = 64;  ///< Of each list; more are left out.

/// One thing that happened, with all that the core may know of the world at that time.
struct TurnEvent {
  EventKind kind = EventKind::kVisitorText;
  std::string text;                     ///< Any bytes; empty unless kVisitorText.
  std::int64_t at_ms = 0;               ///< Milliseconds since 1970, UTC; 0 for a time not known.
  std::int32_t utc_offset_minutes = 0;  ///< Of the visitor's own clock, east of UTC.
  Presence agents = Presence::kUnknown;
  Hours hours = Hours::kUnknown;
  std::vector<float> vector{};  ///< Of `text` by the second tier (Engine::SetNeural); empty without.
  Settings settings{};
};

/// What the core remembers between turns: opaque bytes, at most kMaxStateBytes, versioned. Empty is a fresh
/// start.
struct TurnState {
  std::string bytes;
};
inline constexpr std::size_t kMaxStateBytes = 8192;

/// When something is asked.
struct Moment {
  std::int64_t at_ms = 0;  ///< As in TurnEvent; while 0, entries with a validity are left out.
  std::int32_t utc_offset_minutes = 0;
};

struct Hit {
  std::uint32_t entry = 0;  ///< Place in the pack.
  double score = 0;         ///< In [0, 1].
};

struct MoodReading {
  Mood label = Mood::kNeutral;             ///< The likeliest; kUnknown where the language is not known.
  std::array<double, kMoodCount> moods{};  ///< Chances, together 1; index is Mood.
  double intensity = 0;                    ///< In [0, 1]: how strong upset or distressed is.
  double human_wanted = 0;                 ///< Chance that a person is asked for.
};

/// Why a decision came out as it did; `text` is English for owners and agents. A code that begins with
/// `mood_` tells how the visitor feels: it is not sent where the visitor left the mood out.
struct Reason {
  std::string code;
  std::string text;
};

/// What search gives for one question.
struct Finding {
  std::vector<Hit> hits;  ///< Best first; ties keep pack order.
  double in_scope = 0;    ///< Chance that the FAQ covers the question.
  double confidence = 0;  ///< Calibrated chance that the first hit is right.
};

/// What each part gave to one hit (`--explain`).
struct HitParts {
  std::uint32_t entry = 0;
  double similarity = 0;  ///< Cosine to the best phrasing.
  double whole = 0;       ///< Cosine to question, phrasings and answer together.
  double words = 0;       ///< BM25 share of the best phrasing.
  double trigrams = 0;    ///< Trigram cosine of the best phrasing.
  double document = 0;    ///< BM25 share of question, phrasings and answer together.
  double bridge = 0;      ///< Through what visitors of shops ask for.
  double hubness = 0;     ///< How much nearer than others it lies to what shops are asked; a share of it is
                          ///< taken off. 0 where it does not count.
  double alignment = 0;   ///< How well its question matches piece by piece; 0 where it does not count.
};

struct Decision {
  Action action = Action::kDontKnow;
  std::vector<Hit> hits;
  std::optional<std::uint32_t> hit;  ///< The entry whose answer is shown.
  double in_scope = 0;
  double confidence = 0;
  MoodReading mood;
  bool human_offered = false;
  Tone tone = Tone::kNeutral;
  std::string message_key;
  std::vector<std::pair<std::string, std::string>> params;
  std::vector<Reason> reasons;
  bool refine = false;  ///< A better encoder may help.
  bool silent = false;  ///< Decided, but not to be shown (Mode::kShadow).
  /// What the policy saw of the course of the talk, by name; for training and for explaining.
  std::vector<std::pair<std::string, double>> signs;
};

/// The decision for a text on its own, and all that led to it.
struct Explanation {
  Decision decision;
  Finding finding;              ///< Five hits at most.
  std::vector<HitParts> parts;  ///< One a hit.
  /// What the chances were read from, by name, in a fixed order.
  std::vector<std::pair<std::string, double>> evidence;
};

struct Step {
  Decision decision;
  TurnState state;
};

/// A point in time that an owner set: on the visitor's own clock (`local`), or in UTC.
struct Bound {
  std::int64_t seconds = 0;  ///< Since 1970.
  bool local = false;
};

/// One FAQ entry as its owner wrote it.
struct FaqEntry {
  std::string id;
  std::string question;
  std::string answer;
  std::vector<std::string> phrasings;
  std::string category;
  std::optional<Bound> valid_from{};   ///< Not answered before.
  std::optional<Bound> valid_until{};  ///< Not answered from then on.
};

[[nodiscard]] const char* ToString(Mood mood);
[[nodiscard]] const char* ToString(Action action);
[[nodiscard]] const char* ToString(Tone tone);

/// What a name stands for in JSON (`visitor_text`, `online`, `open`), or nothing for one not known.
[[nodiscard]] std::optional<EventKind> EventKindNamed(std::string_view name);
[[nodiscard]] std::optional<Presence> PresenceNamed(std::string_view name);
[[nodiscard]] std::optional<Hours> HoursNamed(std::string_view name);
[[nodiscard]] std::optional<Mode> ModeNamed(std::string_view name);

}  // namespace shopbell

#endif  // SHOPBELL_TYPES_H_

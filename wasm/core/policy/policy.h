#ifndef SHOPBELL_POLICY_POLICY_H_
#define SHOPBELL_POLICY_POLICY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shopbell/params.h"
#include "shopbell/types.h"

/// What one turn calls for. Pure: the same input gives the same output.
namespace shopbell::policy {

/// Whom the visitor talks to, as far as the core knows.
enum class Owner : std::uint8_t { kBot, kRequested, kHuman };

/// What the policy remembers between turns.
struct Memory {
  Owner owner = Owner::kBot;
  bool offer_pending = false;   ///< A person is on offer and neither accepted nor declined.
  bool offer_declined = false;  ///< Once declined, only fury or the explicit ask bring the offer back.
  bool no_human = false;        ///< The visitor said that no person is wanted.
  bool apologised = false;
  std::uint8_t offers = 0;
  std::uint8_t misses = 0;     ///< In a row: dont_know, clarify or a declined answer.
  std::uint8_t repeats = 0;    ///< How often the need now open was asked again.
  std::uint8_t upset_run = 0;  ///< Turns in a row read as upset or distressed.
  float running = 0;           ///< Running chance of upset + distressed.
  std::uint16_t turns = 0;
  std::uint16_t last_offer = 0;  ///< The turn of the last offer.
};

/// What one turn told.
struct Situation {
  EventKind event = EventKind::kVisitorText;
  Presence agents = Presence::kUnknown;
  Hours hours = Hours::kUnknown;
  Finding finding;
  MoodReading mood;
  std::string talk;        ///< Class of small talk; empty for none.
  double talk_chance = 0;  ///< Of that class.
  double repeat = 0;       ///< Likeness to an earlier question, in [0, 1].
  bool follow_up =
      false;  ///< Short, or joined to the turn before ("and on a Saturday?"): missing it is no miss.
  std::size_t words = 0;  ///< Words of letters; numbers and signs alone are no question.
};

/// The thresholds; defaults are those of an untrained model.
struct Thresholds {
  double answer = 0.62;    ///< confidence from which an entry is answered outright
  double suggest = 0.25;   ///< confidence from which entries are suggested
  double in_scope = 0.35;  ///< below it the FAQ is taken not to cover the question
  double talk = 0.6;       ///< chance from which a text is small talk
  double human_wanted = 0.5;
  double repeat = 0.62;
  double fury = 0.8;           ///< intensity of a single message that is reason enough
  double running = 0.5;        ///< running chance of upset + distressed that is reason enough
  double running_step = 0.45;  ///< share of the new message in the running mood
  double upset_unanswered =
      0.6;  ///< chance of upset + distressed at which a question without an answer is enough
  double misses = 2;
  double upset_run = 2;
  [[nodiscard]] static Thresholds From(const Params& params);
};

/// The decision, and what to remember. `memory` is changed in place.
[[nodiscard]] Decision Decide(const Situation& situation, const Thresholds& thresholds, Memory& memory);

}  // namespace shopbell::policy

#endif  // SHOPBELL_POLICY_POLICY_H_

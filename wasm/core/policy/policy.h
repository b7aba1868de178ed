#ifndef SHOPBELL_POLICY_POLICY_H_
#define SHOPBELL_POLICY_POLICY_H_

#include <array>
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

/// How the talk has gone so far, in the numbers of turn::CourseReader, each within 1; zeros at its start.
using Course = std::array<float, 32>;

/// What the policy remembers between turns.
struct Memory {
  Owner owner = Owner::kBot;
  bool offer_pending = false;   ///< A person is on offer and neither accepted nor declined.
  bool offer_declined = false;  ///< Once declined, or after a person has closed, only an alarm, a marked
                                ///< topic or the explicit ask bring the offer back.
  bool no_human = false;        ///< The visitor said that no person is wanted.
  bool apologised = false;
  bool answered = false;     ///< The turn before showed an answer or suggestions.
  std::uint8_t offers = 0;   ///< Unasked ones.
  std::uint8_t misses = 0;   ///< In a row: dont_know, clarify or a declined answer.
  std::uint8_t repeats = 0;  ///< How often the need now open was asked again.
  float running = 0;         ///< Running chance of upset + distressed.
  float trouble = 0;         ///< What the messages tell of trouble, fading; ease takes away from it.
  float unhelped = 0;        ///< The same for "that does not help".
  float waiting = 0;         ///< The same for broken promises.
  Course course{};           ///< Since the start, or since it came back to the bot.
  std::uint32_t topic = 0;   ///< Hash of the marked topic that was offered last; 0 for none.
  std::uint16_t turns = 0;
  std::uint16_t last_offer = 0;  ///< The turn of the last offer.
};

/// What one message tells of the course of the talk. Chances but for the first two.
struct Cues {
  double trouble = -6;  ///< Log odds that it tells of trouble, within 6.
  double eased = -6;    ///< Log odds that it tells that things are well, within 6.
  double alarm = 0;     ///< It alone calls for a person.
  double unhelped = 0;  ///< The answers do not help.
  double waiting = 0;   ///< A promise was broken.
  double danger = 0;    ///< Health, safety or money is in danger.
  double distress = 0;
  double legal = 0;  ///< Legal steps or an authority are spoken of.
  double cross = 0;  ///< Anger or scorn, at the shop or the bot.
};

/// What one turn told.
struct Situation {
  EventKind event = EventKind::kVisitorText;
  Presence agents = Presence::kUnknown;
  Hours hours = Hours::kUnknown;
  Mode mode = Mode::kFull;
  bool switched_on = true;  ///< Mode::kTopics: the first hit may be answered.
  std::string topic;        ///< The owner's marked topic that the message is about; empty for none.
  Finding finding;
  MoodReading mood;
  Cues cues;
  double due = -6;         ///< Log odds that a person is due at this message after those before.
  Course course{};         ///< With this message.
  std::string talk;        ///< Class of small talk; empty for none.
  double talk_chance = 0;  ///< Of that class.
  double repeat = 0;       ///< The greatest likeness to an earlier message, in [0, 1].
  double repeats = 0;      ///< Sum of what is more than chance.
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
  double repeat = 0.85;        ///< likeness to an earlier message from which it is the same need
  double fury = 0.8;           ///< intensity of a single message that is reason enough
  double alarm = 0.9;          ///< chance of an alarm, or of danger, that is reason enough
  double need = 1;             ///< weighed signs (policy/need.h) that are reason enough
  double running_step = 0.45;  ///< share of the new message in the running mood
  double misses = 2;           ///< in a row, with weighed signs of at least
  double misses_need = -100;   ///< this
  [[nodiscard]] static Thresholds From(const Params& params);
};

struct NeedWeights;

/// The decision, and what to remember. `memory` is changed in place.
[[nodiscard]] Decision Decide(const Situation& situation, const Thresholds& thresholds,
                              const NeedWeights& weights, Memory& memory);

}  // namespace shopbell::policy

#endif  // SHOPBELL_POLICY_POLICY_H_

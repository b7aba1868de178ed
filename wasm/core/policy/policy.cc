#include "policy/policy.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "policy/need.h"
#include "policy/words.h"

namespace shopbell::policy {
namespace {

constexpr int kTurnsBetweenOffers = 4;
constexpr int kTurnsBetweenPressingOffers = 2;
constexpr int kMostOffers = 3;  // unasked, in a conversation
/// So few words of greeting, thanks and the like are all that the message says; in more, a question may
/// follow.
constexpr std::size_t kWordsOfSmallTalk = 4;
constexpr double kLikelyShare = 0.5;

bool IsGlad(Mood mood) { return mood == Mood::kHappy || mood == Mood::kGrateful; }

template <typename Count>
void Grow(Count& count) {
  if (count < std::numeric_limits<Count>::max()) ++count;
}

/// Decides one event; holds what the rules share.
class Decider {
 public:
  Decider(const Situation& situation, const Thresholds& thresholds, const NeedWeights& weights,
          Memory& memory)
      : now_(situation), t_(thresholds), weights_(weights), memory_(memory) {}

  Decision Run() {
    decision_.mood = now_.mood;
    decision_.hits = now_.finding.hits;
    decision_.in_scope = now_.finding.in_scope;
    decision_.confidence = now_.finding.confidence;
    switch (now_.event) {
      case EventKind::kVisitorText:
        Text();
        break;
      case EventKind::kAccepted:
        Accepted();
        break;
      case EventKind::kDeclined:
        Declined();
        break;
      case EventKind::kHandoffAcknowledged:
        memory_.owner = Owner::kHuman;
        Speak(Action::kForward, "forward", "with_person", "a person has the conversation");
        break;
      case EventKind::kHandoffRequested:
        memory_.offer_pending = false;
        memory_.owner = Owner::kRequested;
        Speak(Action::kHandOff, "handoff", "requested", "the visitor asked for a person and agreed");
        break;
      case EventKind::kHandoffCancelled:
        BackToBot(false);
        Speak(Action::kSmallTalk, "handoff.cancelled", "handoff_cancelled",
              "the visitor took the request back");
        break;
      case EventKind::kHandoffClosed:
        BackToBot(true);
        Speak(Action::kSmallTalk, "handoff.closed", "handoff_closed", "the person closed the conversation");
        break;
      case EventKind::kCheckoutStruggle:
        Speak(Action::kSmallTalk, "checkout", "checkout_struggle", "trouble at checkout was noticed");
        break;
      case EventKind::kNotice:
        Speak(Action::kSmallTalk, "notice", "notice", "the shop has a notice");
        break;
      case EventKind::kContext:
        Speak(memory_.owner == Owner::kHuman ? Action::kForward : Action::kSmallTalk, "context", "context",
              "only the context changed");
        break;
    }
    decision_.human_offered = decision_.action == Action::kOfferHuman;
    decision_.silent = now_.mode == Mode::kShadow && !LeadsToAPerson(now_.event, memory_.owner, decision_);
    memory_.answered = decision_.action == Action::kAnswer || decision_.action == Action::kSuggest;
    return decision_;
  }

 private:
  // ---------------------------------------------------------------- a visitor's text
  void Text() {
    Grow(memory_.turns);
    memory_.running = static_cast<float>(memory_.running * (1 - t_.running_step) +
                                         (now_.mood.moods[0] + now_.mood.moods[1]) * t_.running_step);
    const Signs signs = ReadSigns(now_, memory_, Unanswered() && !now_.follow_up);
    need_ = Weigh(signs, weights_);
    for (std::size_t i = 0; i < kSignCount; ++i) decision_.signs.emplace_back(SignNames()[i], signs[i]);
    decision_.signs.emplace_back("need", need_);
    decision_.signs.emplace_back("asked", AsksForAPerson() ? 1 : 0);
    AddUp(now_, memory_);
    if (Forwarded()) return;
    if (now_.words == 0 && need_ < t_.need) {
      Speak(Action::kClarify, "clarify.empty", "no_words", "the message has no words");
      return;
    }
    if (Asked() || SmallTalk(signs)) return;
    memory_.offer_pending = false;  // passed over: what is accepted or declined next is something else
    Question(signs);
  }

  [[nodiscard]] bool AsksForAPerson() const {
    return now_.mood.human_wanted >= t_.human_wanted && MayAskForAPerson(now_);
  }

  /// @return true if a person is asked for, and the ask is dealt with.
  bool Asked() {
    if (!AsksForAPerson()) return false;
    if (memory_.owner == Owner::kRequested) {
      Speak(Action::kSmallTalk, "handoff.pending", "requested", "a person is asked for already");
      return true;
    }
    memory_.no_human = false;
    Offer("asked", {"asked", "the visitor asks for a person"});
    return true;
  }

  /// The message alone calls for a person.
  [[nodiscard]] bool Alarming() const { return std::max(now_.cues.alarm, now_.cues.danger) >= t_.alarm; }

  /// @return true if the text was small talk and is dealt with.
  bool SmallTalk(const Signs& signs) {
    if (now_.talk.empty() || now_.talk_chance < t_.talk) return false;
    if (memory_.offer_pending && now_.talk == "affirm") {
      Offer("confirm", {"affirmed", "the visitor said yes to the person on offer"});
      return true;
    }
    if (memory_.offer_pending && now_.talk == "deny") {
      OfferDeclined();
      return true;
    }
    // "I don't want to be here any more" is no refusal, and "I crashed after you fixed it" settles nothing.
    const bool gruff = now_.talk == "abuse" || now_.talk == "deny" || now_.talk == "gibberish";
    if ((gruff || Alarming()) && OfferForNeed(signs)) return true;
    if (now_.talk == "no_human" && now_.mood.label == Mood::kDistressed) {
      Offer("mood", WhyAlarmed(now_), true);
      if (decision_.action == Action::kOfferHuman) return true;
    }
    if (now_.talk == "no_human") {
      memory_.no_human = true;
      memory_.offer_pending = false;
    }
    if (now_.talk == "resolved" || now_.talk == "thanks") {
      memory_.misses = memory_.repeats = 0;
      memory_.running *= 0.5F;
    }
    // "Hello?" after a question without an answer calls for one.
    if (now_.talk == "greeting" && memory_.misses > 0) {
      Offer("misses", {"calls", "the visitor calls for an answer"});
      if (decision_.action == Action::kOfferHuman) return true;
    }
    if (now_.talk == "deny" && memory_.answered) {
      Declined();
      return true;
    }
    const bool whole_message = now_.words <= kWordsOfSmallTalk || now_.talk == "are_you_human";
    if (!whole_message && now_.finding.confidence >= t_.answer) return false;
    Speak(Action::kSmallTalk, "talk." + now_.talk, "small_talk", "small talk (" + now_.talk + ")");
    SetTone(false);
    return true;
  }

  void Question(const Signs& signs) {
    const bool repeated = now_.repeat >= t_.repeat && !now_.follow_up;
    if (repeated) {
      Grow(memory_.repeats);
      Because("repeated", "the visitor asks for the same thing again");
    } else {
      memory_.repeats = 0;
    }
    Route();
    const bool missed = decision_.action == Action::kDontKnow || decision_.action == Action::kClarify;
    if (missed && !now_.follow_up && !IsGlad(now_.mood.label)) {
      Grow(memory_.misses);
    } else if (decision_.action == Action::kAnswer && !repeated) {
      memory_.misses = 0;
    }
    if (OfferForTopic() || OfferForNeed(signs)) return;
    // A visitor at ease is given more time than one whose messages tell of trouble.
    const bool enough = memory_.misses >= 3 * t_.misses || need_ >= t_.misses_need;
    if (missed && memory_.misses >= t_.misses && enough) {
      Offer("misses",
            {"misses", "no answer is known, " + std::to_string(memory_.misses) + " times in a row"});
    } else if (memory_.repeats >= 2 || (repeated && missed)) {
      Offer("repeated", {"repeated", "the visitor asks for the same thing again"});
      if (decision_.action == Action::kAnswer) ChangeCourse();
    } else if (repeated && decision_.action == Action::kAnswer) {
      ChangeCourse();
    }
  }

  /// The FAQ has neither an answer nor entries near to one.
  [[nodiscard]] bool Unanswered() const {
    const Finding& found = now_.finding;
    return found.hits.empty() || found.confidence < t_.suggest ||
           (found.confidence < t_.answer && found.in_scope < t_.in_scope);
  }

  /// Answer, suggest, clarify or admit.
  void Route() {
    const Finding& found = now_.finding;
    const std::string sure = Percent(found.confidence) + " sure";
    if (now_.mode == Mode::kTopics && !now_.switched_on && !found.hits.empty()) {
      Speak(Action::kDontKnow, "dont_know", "topic_off", "the topic is not switched on");
      return;
    }
    if (!found.hits.empty() && found.confidence >= t_.answer) {
      if (now_.mode == Mode::kSuggest) {
        Speak(Action::kSuggest, "suggest", "suggests_only",
              "the shop lets the assistant suggest only (" + sure + ")");
      } else {
        decision_.hit = found.hits[0].entry;
        Speak(Action::kAnswer, "answer", "confident", "the FAQ answers this (" + sure + ")");
      }
    } else if (found.in_scope < t_.in_scope || found.hits.empty()) {
      Speak(Action::kDontKnow, "dont_know", "out_of_scope",
            "the FAQ does not seem to cover this (" + Percent(found.in_scope) + " likely)");
    } else if (found.confidence >= t_.suggest) {
      Speak(Action::kSuggest, "suggest", "unsure",
            "several entries may fit (the best: " + sure + "; answered from " + Percent(t_.answer) + ")");
    } else {
      Speak(Action::kClarify, "clarify", "unclear", "no entry fits well (the best: " + sure + ")");
    }
    if (decision_.action == Action::kSuggest) KeepLikely();
    decision_.refine = decision_.action != Action::kAnswer;
    SetTone(true);
  }

  /// The answer given before did not settle it: show the neighbours instead of the same words.
  void ChangeCourse() {
    decision_.hit.reset();
    decision_.action = Action::kSuggest;
    decision_.message_key = "suggest.again";
    KeepLikely();
  }

  /// Suggests two or three, those near the first.
  void KeepLikely() {
    auto& hits = decision_.hits;
    std::size_t kept = std::min<std::size_t>(hits.size(), 3);
    while (kept > 2 && hits[kept - 1].score < hits[0].score * kLikelyShare) --kept;
    hits.resize(kept);
  }

  // ---------------------------------------------------------------- a person
  /// The owner wants a person for this: offered once for each topic in a row.
  bool OfferForTopic() {
    if (now_.topic.empty()) return false;
    const std::uint32_t topic = HashOf(now_.topic);
    if (topic == memory_.topic) return false;
    Offer("topic", {"topic_" + now_.topic, "the shop wants a person for this topic: " + now_.topic}, true);
    if (decision_.action != Action::kOfferHuman) return false;
    memory_.topic = topic;
    return true;
  }

  /// Joy is met in kind, whatever was before; scorn that sounds like it is none.
  [[nodiscard]] bool Joyful() const { return now_.mood.label == Mood::kHappy && now_.cues.cross < 0.3; }

  bool OfferForNeed(const Signs& signs) {
    const bool furious = IsNegative(now_.mood.label) && now_.mood.intensity >= t_.fury;
    if (Alarming() || furious) {
      Offer("mood", WhyAlarmed(now_), true);
    } else if (need_ >= t_.need && !Joyful()) {
      const Reason why = WhyNeeded(now_, signs, weights_, memory_.turns <= 1);
      const bool ours =
          memory_.turns > 1 && (why.code == "repeated" || why.code == "unhelped" || why.code == "stuck");
      Offer(ours ? "repeated" : why.code == "misses" ? "misses" : "mood", why);
    }
    return decision_.action == Action::kOfferHuman;
  }

  /// Offers a person; an entry found with confidence stays shown beside the offer.
  void Offer(const char* wording, Reason why, bool pressing = false) {
    const bool asked = why.code == "asked" || why.code == "affirmed";
    if (!asked && Withheld(pressing)) return;
    const bool away = now_.hours == Hours::kClosed || now_.agents == Presence::kOffline;
    if (decision_.action != Action::kAnswer) decision_.hit.reset();
    decision_.action = Action::kOfferHuman;
    decision_.message_key = std::string(away ? "offer_later." : "offer.") + wording;
    decision_.reasons.push_back(std::move(why));
    if (decision_.tone == Tone::kNeutral) SetTone(true);
    memory_.offer_pending = true;
    memory_.last_offer = memory_.turns;
    if (!asked) Grow(memory_.offers);
    memory_.misses = 0;
    memory_.trouble = memory_.unhelped = memory_.waiting = 0;
  }

  /// Offered once, not nagged: a person declined, or offered a moment ago, is not offered again unasked.
  bool Withheld(bool pressing) {
    if (memory_.owner == Owner::kRequested) {
      Because("offer_withheld", "a person is asked for already");
      return true;
    }
    if ((memory_.no_human || memory_.offer_declined) && !pressing) {
      Because("offer_withheld", "a person was declined before");
      return true;
    }
    const int wait = pressing ? kTurnsBetweenPressingOffers : kTurnsBetweenOffers;
    if (memory_.offers > 0 && memory_.turns - memory_.last_offer < wait) {
      Because("offer_withheld", "a person was offered a moment ago");
      return true;
    }
    if (memory_.offers >= kMostOffers && !pressing) {
      Because("offer_withheld", "a person was offered several times");
      return true;
    }
    return false;
  }

  /// @return true if a person has the conversation, who is told of everything.
  bool Forwarded() {
    if (memory_.owner != Owner::kHuman) return false;
    Speak(Action::kForward, "forward", "with_person", "a person has the conversation");
    return true;
  }

  void Accepted() {
    if (Forwarded()) return;
    if (memory_.offer_pending) {
      memory_.offer_pending = false;
      memory_.owner = Owner::kRequested;
      Speak(Action::kHandOff, "handoff", "accepted", "the visitor accepted a person");
      return;
    }
    memory_.misses = memory_.repeats = 0;
    Speak(Action::kSmallTalk, "answer.accepted", "answer_accepted", "the answer helped");
  }

  void Declined() {
    if (Forwarded()) return;
    if (memory_.offer_pending) {
      OfferDeclined();
      return;
    }
    Grow(memory_.misses);
    Speak(Action::kClarify, "answer.declined", "answer_declined",
          "the visitor says that the answer did not help");
    if (memory_.misses >= t_.misses)
      Offer("unhelpful", {"declined", "the visitor says that an answer did not help, after another miss"});
  }

  void OfferDeclined() {
    memory_.offer_pending = false;
    memory_.offer_declined = true;
    Speak(Action::kSmallTalk, "offer.declined", "offer_declined", "the visitor declined a person");
  }

  /// @param closed a person has dealt with it: no loop back unless asked.
  void BackToBot(bool closed) {
    const Memory before = memory_;
    memory_ = Memory{};
    memory_.apologised = before.apologised;
    memory_.turns = before.turns;
    memory_.offers = before.offers;
    memory_.last_offer = before.turns;
    memory_.topic = before.topic;
    memory_.no_human = before.no_human;
    memory_.offer_declined = closed || before.offer_declined;
  }

  // ---------------------------------------------------------------- words
  /// Once each.
  void Because(std::string code, std::string text) {
    const auto same = [&](const Reason& reason) { return reason.text == text; };
    if (std::none_of(decision_.reasons.begin(), decision_.reasons.end(), same))
      decision_.reasons.push_back({std::move(code), std::move(text)});
  }

  void Speak(Action action, std::string key, const char* code, std::string why) {
    decision_.action = action;
    decision_.message_key = std::move(key);
    Because(code, std::move(why));
  }

  void SetTone(bool may_apologise) {
    decision_.tone = ToneFor(now_.mood.label, may_apologise && !memory_.apologised).value_or(decision_.tone);
    if (decision_.tone == Tone::kApologetic) memory_.apologised = true;
  }

  const Situation& now_;
  const Thresholds& t_;
  const NeedWeights& weights_;
  Memory& memory_;
  Decision decision_;
  double need_ = 0;
};

}  // namespace

Decision Decide(const Situation& situation, const Thresholds& thresholds, const NeedWeights& weights,
                Memory& memory) {
  return Decider(situation, thresholds, weights, memory).Run();
}

}  // namespace shopbell::policy

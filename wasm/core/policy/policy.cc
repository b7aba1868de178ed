#include "policy/policy.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string_view>
#include <utility>

namespace shopbell::policy {
namespace {

std::string Number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string Below(const char* what, double value, double threshold) {
  return std::string(what) + " " + Number(value) + " below " + Number(threshold);
}
std::string Above(const char* what, double value, double threshold) {
  return std::string(what) + " " + Number(value) + " at or above " + Number(threshold);
}

constexpr int kTurnsBetweenOffers = 4;
/// So few words of greeting, thanks and the like are all that the message says; in more, a question may
/// follow.
constexpr std::size_t kWordsOfSmallTalk = 4;
constexpr double kLikelyShare = 0.5;

bool IsGlad(Mood mood) { return mood == Mood::kHappy || mood == Mood::kGrateful; }
bool IsNegative(Mood mood) { return mood == Mood::kUpset || mood == Mood::kDistressed; }

template <typename Count>
void Grow(Count& count) {
  if (count < std::numeric_limits<Count>::max()) ++count;
}

/// Decides one event; holds what the rules share.
class Decider {
 public:
  Decider(const Situation& situation, const Thresholds& thresholds, Memory& memory)
      : now_(situation), t_(thresholds), memory_(memory) {}

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
        BackToBot();
        Speak(Action::kSmallTalk, "handoff.cancelled", "handoff_cancelled",
              "the visitor took the request back");
        break;
      case EventKind::kHandoffClosed:
        BackToBot();
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
    return decision_;
  }

 private:
  // ---------------------------------------------------------------- a visitor's text
  void Text() {
    Grow(memory_.turns);
    FeelMood();
    if (Forwarded()) return;
    if (now_.words == 0) {
      Speak(Action::kClarify, "clarify.empty", "no_words", "the message has no words");
      return;
    }
    const bool asks_what_we_are = now_.talk == "are_you_human" && now_.talk_chance >= now_.mood.human_wanted;
    if (now_.mood.human_wanted >= t_.human_wanted && now_.talk != "no_human" && !asks_what_we_are) {
      if (memory_.owner == Owner::kRequested) {
        Speak(Action::kSmallTalk, "handoff.pending", "requested", "a person is asked for already");
        return;
      }
      memory_.no_human = false;
      Offer("asked", "asked",
            Above("chance that a person is asked for", now_.mood.human_wanted, t_.human_wanted));
      return;
    }
    if (SmallTalk()) return;
    memory_.offer_pending = false;  // passed over: what is accepted or declined next is something else
    Question();
  }

  void FeelMood() {
    const double negative = now_.mood.moods[0] + now_.mood.moods[1];
    memory_.running =
        static_cast<float>(memory_.running * (1 - t_.running_step) + negative * t_.running_step);
    memory_.upset_run = IsNegative(now_.mood.label)
                            ? static_cast<std::uint8_t>(std::min(memory_.upset_run + 1, 250))
                            : std::uint8_t{0};
  }

  /// @return true if the text was small talk and is dealt with.
  bool SmallTalk() {
    if (now_.talk.empty() || now_.talk_chance < t_.talk) return false;
    if (memory_.offer_pending && now_.talk == "affirm") {
      Offer("confirm", "affirmed", "the visitor said yes to the person on offer");
      return true;
    }
    if (memory_.offer_pending && now_.talk == "deny") {
      OfferDeclined();
      return true;
    }
    if (now_.talk == "no_human") {
      memory_.no_human = true;
      memory_.offer_pending = false;
    }
    if (now_.talk == "resolved" || now_.talk == "thanks") {
      memory_.misses = memory_.repeats = 0;
      memory_.upset_run = 0;
      memory_.running *= 0.5F;
    }
    const bool whole_message = now_.words <= kWordsOfSmallTalk || now_.talk == "are_you_human";
    if (!whole_message && now_.finding.confidence >= t_.answer) return false;
    Speak(Action::kSmallTalk, "talk." + now_.talk, "small_talk",
          "small talk (" + now_.talk + ", " + Number(now_.talk_chance) + ")");
    SetTone(false);
    return true;
  }

  void Question() {
    const bool repeated = now_.repeat >= t_.repeat;
    if (repeated) {
      Grow(memory_.repeats);
      Because("repeated", Above("likeness to an earlier question", now_.repeat, t_.repeat));
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
    if (OfferForMood(missed)) return;
    if (memory_.misses >= t_.misses && missed) {
      Offer("misses", "misses", std::to_string(memory_.misses) + " misses in a row");
    } else if (memory_.repeats >= 2 || (repeated && missed)) {
      Offer("repeated", "repeated", "the same need was asked again");
      if (decision_.action == Action::kAnswer) ChangeCourse();
    } else if (repeated && decision_.action == Action::kAnswer) {
      ChangeCourse();
    }
  }

  /// Answer, suggest, clarify or admit.
  void Route() {
    const Finding& found = now_.finding;
    if (!found.hits.empty() && found.confidence >= t_.answer) {
      decision_.hit = found.hits[0].entry;
      Speak(Action::kAnswer, "answer", "confident", Above("confidence", found.confidence, t_.answer));
    } else if (found.in_scope < t_.in_scope || found.hits.empty()) {
      Speak(Action::kDontKnow, "dont_know", "out_of_scope", Below("in scope", found.in_scope, t_.in_scope));
    } else if (found.confidence >= t_.suggest) {
      Speak(Action::kSuggest, "suggest", "unsure", Below("confidence", found.confidence, t_.answer));
    } else {
      Speak(Action::kClarify, "clarify", "unclear", Below("confidence", found.confidence, t_.suggest));
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

  bool OfferForMood(bool missed) {
    if (memory_.no_human) return false;
    if (IsNegative(now_.mood.label) && now_.mood.intensity >= t_.fury) {
      return OfferAndTell("mood", "mood_fury", Above("intensity", now_.mood.intensity, t_.fury));
    }
    if (memory_.upset_run >= t_.upset_run && memory_.running >= t_.running) {
      return OfferAndTell(
          "mood", "mood_trend",
          std::string(ToString(now_.mood.label)) + " for " + std::to_string(memory_.upset_run) + " turns");
    }
    const double negative = now_.mood.moods[0] + now_.mood.moods[1];
    if (missed && IsNegative(now_.mood.label) && negative >= t_.upset_unanswered) {
      return OfferAndTell("mood", "mood_unanswered",
                          std::string(ToString(now_.mood.label)) + ", and no answer is known");
    }
    return false;
  }

  // ---------------------------------------------------------------- a person
  bool OfferAndTell(const char* wording, const char* code, std::string why) {
    Offer(wording, code, std::move(why));
    return decision_.action == Action::kOfferHuman;
  }

  /// Offers a person; an entry found with confidence stays shown beside the offer.
  void Offer(const char* wording, const char* code, std::string why) {
    const bool asked = std::string_view(code) == "asked" || std::string_view(code) == "affirmed";
    if (!asked && Withheld(std::string_view(code) == "mood_fury")) return;
    const bool away = now_.hours == Hours::kClosed || now_.agents == Presence::kOffline;
    if (now_.finding.confidence >= t_.answer && !now_.finding.hits.empty() && !asked)
      decision_.hit = now_.finding.hits[0].entry;
    Speak(Action::kOfferHuman, std::string(away ? "offer_later." : "offer.") + wording, code, std::move(why));
    SetTone(true);
    memory_.offer_pending = true;
    memory_.last_offer = memory_.turns;
    Grow(memory_.offers);
    memory_.misses = 0;
  }

  /// Offered once, not nagged: a person declined, or offered a moment ago, is not offered again unasked.
  bool Withheld(bool fury) {
    if (memory_.owner == Owner::kRequested) {
      Because("offer_withheld", "a person is asked for already");
      return true;
    }
    if (memory_.no_human || (memory_.offer_declined && !fury)) {
      Because("offer_withheld", "a person was declined before");
      return true;
    }
    if (memory_.offers > 0 && memory_.turns - memory_.last_offer < kTurnsBetweenOffers) {
      Because("offer_withheld", "a person was offered a moment ago");
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
    if (memory_.misses >= t_.misses) {
      Speak(Action::kClarify, "answer.declined", "answer_declined", "an answer was declined");
      Offer("declined", "declined", "an answer was declined after another miss");
      return;
    }
    Speak(Action::kClarify, "answer.declined", "answer_declined", "an answer was declined");
  }

  void OfferDeclined() {
    memory_.offer_pending = false;
    memory_.offer_declined = true;
    Speak(Action::kSmallTalk, "offer.declined", "offer_declined", "the visitor declined a person");
  }

  void BackToBot() {
    const Memory before = memory_;
    memory_ = Memory{};
    memory_.apologised = before.apologised;
    memory_.turns = before.turns;
    memory_.offers = before.offers;
  }

  // ---------------------------------------------------------------- words
  void Because(std::string code, std::string text) {
    decision_.reasons.push_back({std::move(code), std::move(text)});
  }

  void Speak(Action action, std::string key, const char* code, std::string why) {
    decision_.action = action;
    decision_.message_key = std::move(key);
    Because(code, std::move(why));
  }

  /// @param may_apologise the one apology is kept for a turn about a need, not for small talk.
  void SetTone(bool may_apologise) {
    switch (now_.mood.label) {
      case Mood::kUpset:
        if (memory_.apologised || !may_apologise) return;
        decision_.tone = Tone::kApologetic;
        memory_.apologised = true;
        return;
      case Mood::kDistressed:
        decision_.tone = Tone::kReassuring;
        return;
      case Mood::kConfused:
        decision_.tone = Tone::kSimple;
        return;
      case Mood::kHappy:
      case Mood::kGrateful:
        decision_.tone = Tone::kGlad;
        return;
      case Mood::kNeutral:
      case Mood::kUnknown:
        return;
    }
  }

  const Situation& now_;
  const Thresholds& t_;
  Memory& memory_;
  Decision decision_;
};

}  // namespace

Thresholds Thresholds::From(const Params& params) {
  const Thresholds d;
  return {.answer = params.Get("policy.answer", d.answer),
          .suggest = params.Get("policy.suggest", d.suggest),
          .in_scope = params.Get("policy.in_scope", d.in_scope),
          .talk = params.Get("policy.talk", d.talk),
          .human_wanted = params.Get("policy.human_wanted", d.human_wanted),
          .repeat = params.Get("policy.repeat", d.repeat),
          .fury = params.Get("policy.fury", d.fury),
          .running = params.Get("policy.running", d.running),
          .running_step = params.Get("policy.running_step", d.running_step),
          .upset_unanswered = params.Get("policy.upset_unanswered", d.upset_unanswered),
          .misses = params.Get("policy.misses", d.misses),
          .upset_run = params.Get("policy.upset_run", d.upset_run)};
}

Decision Decide(const Situation& situation, const Thresholds& thresholds, Memory& memory) {
  return Decider(situation, thresholds, memory).Run();
}

}  // namespace shopbell::policy

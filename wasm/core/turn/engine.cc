#include "shopbell/engine.h"

#include <algorithm>
#include <utility>

#include "faq/confidence.h"
#include "faq/neural_vectors.h"
#include "faq/pack.h"
#include "faq/reader.h"
#include "faq/search.h"
#include "mood/mood_reader.h"
#include "policy/need.h"
#include "policy/policy.h"
#include "shopbell/neural.h"
#include "text/mender.h"
#include "text/token.h"
#include "turn/model.h"
#include "turn/state.h"
#include "turn/topics.h"

namespace shopbell {
namespace {

constexpr std::size_t kMaxHits = 32;
constexpr std::size_t kHitsInDecision = 5;
constexpr double kLikelyIntent = 0.5;  ///< Chance from which a message is about a topic of the phrasebook.

void Remember(const turn::Sketch& sketch, std::vector<turn::Sketch>& asked) {
  if (asked.size() == turn::kRememberedQuestions) asked.erase(asked.begin());
  asked.push_back(sketch);
}

std::size_t WordCount(const std::vector<text::Token>& tokens) {
  return static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), text::IsWord));
}

constexpr std::size_t kFollowUpWords = 4;

template <std::size_t n>
bool IsAmong(const std::u32string_view (&words)[n], std::u32string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// A question that stands by itself, however short: "do you sell lights", but not "do you sell it".
bool IsWhole(const std::vector<text::Token>& tokens) {
  static constexpr std::u32string_view kOpeners[] = {U"do",   U"does",  U"can",  U"is",    U"are",
                                                     U"will", U"where", U"when", U"which", U"who"};
  static constexpr std::u32string_view kPointers[] = {U"it",   U"that", U"this", U"these", U"those", U"them",
                                                      U"they", U"one",  U"ones", U"same",  U"other", U"then"};
  return tokens.size() > 2 && IsAmong(kOpeners, tokens[0].word) &&
         std::none_of(tokens.begin(), tokens.end(),
                      [](const text::Token& token) { return IsAmong(kPointers, token.word); });
}

/// A text that only makes sense with the one before: short and not whole, or joined to it.
bool IsFollowUp(const std::vector<text::Token>& tokens, const std::string& last_question) {
  if (last_question.empty() || tokens.empty()) return false;
  static constexpr std::u32string_view kJoints[] = {U"and", U"or", U"also", U"but", U"n"};
  const std::u32string& first = tokens[0].word;
  const bool joined =
      IsAmong(kJoints, first) ||
      (tokens.size() > 1 && (first == U"what" || first == U"how") && tokens[1].word == U"about");
  return joined || (WordCount(tokens) <= kFollowUpWords && !IsWhole(tokens));
}

/// What a better encoder may change: never an answer, a person on offer or one on the way.
bool CanBeRefined(Action action) {
  return action == Action::kSuggest || action == Action::kClarify || action == Action::kDontKnow;
}

bool IsQuestion(Action action) {
  return action == Action::kAnswer || action == Action::kSuggest || action == Action::kClarify ||
         action == Action::kDontKnow || action == Action::kOfferHuman;
}

}  // namespace

struct Engine::Impl {
  Impl(std::shared_ptr<const Model> m, std::unique_ptr<const faq::Pack> p)
      : model(std::move(m)),
        pack(std::move(p)),
        mender(model->impl().language, pack->words()),
        reader(model->impl().language, model->impl().encoder, model->impl().intents),
        search(*pack, reader, model->impl().rarity, neural, faq::SearchParams::From(model->impl().params)),
        confidence(model->impl().params),
        mood(model->impl().moods, model->impl().human),
        thresholds(policy::Thresholds::From(model->impl().params)),
        weights(policy::NeedWeights::From(model->impl().params)) {}

  /// @param vector of the question by the second tier, or empty.
  [[nodiscard]] faq::Ranking Rank(std::vector<text::Token> question, std::size_t limit, const Moment& now,
                                  std::span<const float> vector) const {
    faq::Reading reading = reader.Read(std::move(question), &mender);
    if (vector.size() == kNeuralWidth) reading.neural = vector;
    return search.Rank(reading, limit, now);
  }

  [[nodiscard]] Finding Find(std::vector<text::Token> question, std::size_t limit, const Moment& now,
                             std::span<const float> vector, Explanation* why = nullptr) const {
    faq::Ranking ranking = Rank(std::move(question), limit, now, vector);
    const double right = confidence.Right(ranking.evidence);
    // The first hit cannot be right more often than the FAQ covers the question.
    Finding found{std::move(ranking.hits), std::max(right, confidence.InScope(ranking.evidence)), right};
    if (why != nullptr) {
      why->finding = found;
      why->parts = std::move(ranking.parts);
      for (const faq::NamedEvidence& one : faq::EvidenceNames())
        why->evidence.emplace_back(one.name, ranking.evidence.*one.value);
    }
    return found;
  }

  /// A follow-up is read alone and with the question before; the surer reading counts. The second tier knows
  /// the event's own text alone, and is not asked about a follow-up.
  [[nodiscard]] Finding FindWithContext(const std::vector<text::Token>& question, const TurnEvent& event,
                                        const std::string& before, Explanation* why) const {
    const Moment now{event.at_ms, event.utc_offset_minutes};
    if (before.empty()) return Find(question, kHitsInDecision, now, event.vector, why);
    Finding alone = Find(question, kHitsInDecision, now, {}, why);
    Finding together = Find(text::TokenizeUtf8(before + ' ' + event.text), kHitsInDecision, now, {});
    return together.confidence > alone.confidence ? together : alone;
  }

  /// Which of the owner's topics the message is about.
  void ReadTopics(const std::vector<text::Token>& words, const Settings& settings,
                  policy::Situation& now) const {
    if (settings.ring.empty() && settings.mode != Mode::kTopics) return;
    turn::Subject subject{words, {}, {}, {}};
    if (!now.finding.hits.empty()) {
      FaqEntry entry = pack->Entry(now.finding.hits[0].entry);
      now.switched_on = turn::IsSwitchedOn({words, entry.id, entry.category, {}}, settings);
      if (now.finding.confidence >= thresholds.answer) subject.entry = std::move(entry.id);
    }
    const std::vector<double> chances = reader.Chances(reader.Read(words, &mender));
    const auto most = std::max_element(chances.begin(), chances.end());
    if (most != chances.end() && *most >= kLikelyIntent)
      subject.intent = model->impl().intent_names[static_cast<std::size_t>(most - chances.begin())];
    now.topic = turn::MarkedTopic(subject, settings);
  }

  std::shared_ptr<const Model> model;
  std::unique_ptr<const faq::Pack> pack;
  faq::NeuralVectors neural;
  text::Mender mender;
  faq::Reader reader;
  faq::Search search;
  faq::Confidence confidence;
  mood::MoodReader mood;
  policy::Thresholds thresholds;
  policy::NeedWeights weights;
};

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

Result<std::shared_ptr<Engine>> Engine::Create(std::shared_ptr<const Model> model, std::string pack) {
  auto loaded = faq::Pack::Load(std::move(pack), model->hash(), model->impl().intents.intent_count());
  if (!loaded.ok()) return loaded.error();
  return std::make_shared<Engine>(std::make_unique<Impl>(std::move(model), std::move(loaded).value()));
}

bool Engine::SetNeural(std::span<const float> rows) { return impl_->neural.Load(rows, entry_count()); }

std::array<std::string, 2> Engine::NeuralTexts(std::size_t index) const {
  const FaqEntry entry = Entry(index);
  return {entry.question, entry.question + ' ' + faq::WithoutAddresses(entry.answer)};
}

Finding Engine::Find(std::string_view question, std::size_t limit, const Moment& now,
                     std::span<const float> neural) const {
  return impl_->Find(text::TokenizeUtf8(question), std::clamp<std::size_t>(limit, 1, kMaxHits), now, neural);
}

Decision Engine::Ask(std::string_view question, const Moment& now, std::span<const float> neural) const {
  return Explain(question, now, neural).decision;
}

Explanation Engine::Explain(std::string_view question, const Moment& now,
                            std::span<const float> neural) const {
  TurnEvent event;
  event.vector.assign(neural.begin(), neural.end());
  event.text = std::string(question);
  event.at_ms = now.at_ms;
  event.utc_offset_minutes = now.utc_offset_minutes;
  event.agents = Presence::kOnline;
  event.hours = Hours::kOpen;
  Explanation why;
  why.decision = Decide(event, {}, &why).decision;
  return why;
}

shopbell::Step Engine::Step(const TurnEvent& event, const TurnState& before) const {
  return Decide(event, before, nullptr);
}

shopbell::Step Engine::Decide(const TurnEvent& event, const TurnState& before, Explanation* why) const {
  turn::State state = turn::ReadState(before);
  policy::Situation now;
  now.event = event.kind;
  now.agents = event.agents;
  now.hours = event.hours;
  now.mode = event.settings.mode;
  turn::Sketch sketch{};
  if (event.kind == EventKind::kVisitorText) {
    const Model::Impl& model = impl_->model->impl();
    const mood::Message message = model.messages->Read(event.text);
    const mood::Talk talk = mood::ReadTalk(model.talk, model.talk_names, message);
    now.follow_up = IsFollowUp(message.written, state.last_question);
    now.finding =
        impl_->FindWithContext(message.written, event, now.follow_up ? state.last_question : "", why);
    now.mood = impl_->mood.Read(message, model.messages->IsForeign(message));
    now.talk = talk.name;
    now.talk_chance = talk.chance;
    now.words = WordCount(message.written);
    now.cues = model.cues.Read(message.masked.features, message.masked.vector);
    const turn::CourseReader::Reading reading = model.courses.Read(message.masked.words, state.memory.course);
    now.due = reading.due;
    now.course = reading.course;
    sketch = turn::MakeSketch(message.plain.vector);
    const turn::Recurrence recurrence = turn::Recurs(sketch, state.asked);
    now.repeat = recurrence.most;
    now.repeats = recurrence.sum;
    impl_->ReadTopics(message.written, event.settings, now);
  }
  shopbell::Step step;
  step.decision = policy::Decide(now, impl_->thresholds, impl_->weights, state.memory);
  step.decision.refine = step.decision.refine && event.vector.empty() && !now.follow_up &&
                         CanBeRefined(step.decision.action) && impl_->pack->entry_grams() == nullptr;
  if (event.kind == EventKind::kVisitorText && IsQuestion(step.decision.action)) {
    Remember(sketch, state.asked);
    if (!now.follow_up) state.last_question = CleanUtf8(event.text.substr(0, turn::kLastQuestionBytes / 2));
  }
  step.state = turn::WriteState(state);
  return step;
}

std::size_t Engine::entry_count() const { return impl_->pack->entry_count(); }
FaqEntry Engine::Entry(std::size_t index) const { return impl_->pack->Entry(index); }

std::string BuildPack(const Model& model, const std::vector<FaqEntry>& entries) {
  const Model::Impl& m = model.impl();
  return faq::WritePack(model.hash(), faq::Reader(m.language, m.encoder, m.intents), entries);
}

}  // namespace shopbell

// The core's public API as JavaScript sees it (engine.d.ts). Conversion only: nothing is decided here.
// Every call returns {ok: true, value} or {ok: false, code, message}; nothing is thrown and no handle
// escapes.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "import/faq_json.h"
#include "shopbell/engine.h"
#include "shopbell/neural.h"

namespace {

using emscripten::val;
using namespace shopbell;  // NOLINT: the whole file converts these types

// One engine a module instance; the Worker that owns the instance is single-threaded.
std::shared_ptr<const Model> g_model;
std::shared_ptr<Engine> g_engine;
std::shared_ptr<const NeuralTokens> g_neural;

val Object() { return val::object(); }

val Good(const val& value) {
  val reply = Object();
  reply.set("ok", true);
  reply.set("value", value);
  return reply;
}

val Bad(const std::string& code, const std::string& message) {
  val reply = Object();
  reply.set("ok", false);
  reply.set("code", code);
  reply.set("message", message);
  return reply;
}

val Bad(const Error& error) { return Bad(ErrorCodeName(error.code), error.message); }

std::string BytesOf(const val& array) {
  const auto size = array["length"].as<std::size_t>();
  std::string bytes(size, '\0');
  val(emscripten::typed_memory_view(size, reinterpret_cast<unsigned char*>(bytes.data())))
      .call<void>("set", array);
  return bytes;
}

val ToUint8Array(const std::string& bytes) {
  return val::global("Uint8Array")
      .new_(
          emscripten::typed_memory_view(bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data())));
}

val ToUint16Array(const std::vector<std::uint16_t>& values) {
  return val::global("Uint16Array").new_(emscripten::typed_memory_view(values.size(), values.data()));
}

/// @param array a Float32Array.
std::vector<float> FloatsOf(const val& array) {
  std::vector<float> out(array["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(out.size(), out.data())).call<void>("set", array);
  return out;
}

std::span<const std::byte> Span(const std::string& bytes) { return std::as_bytes(std::span(bytes)); }

// ---------------------------------------------------------------- base64 of the opaque state

constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string ToBase64(const std::string& bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned block = 0;
    for (std::size_t k = 0; k < 3; ++k)
      block = block << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    const std::size_t digits = std::min<std::size_t>(4, bytes.size() - i + 1);
    for (std::size_t k = 0; k < digits; ++k) out.push_back(kDigits[block >> (18 - 6 * k) & 63]);
  }
  return out;  // without padding
}

std::string FromBase64(const std::string& text) {
  std::string out;
  unsigned block = 0, bits = 0;
  for (const char c : text) {
    const char* const at = std::char_traits<char>::find(kDigits, 64, c);
    if (at == nullptr) return {};
    block = block << 6 | static_cast<unsigned>(at - kDigits);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<char>(block >> bits & 255));
    }
  }
  return out;
}

// ---------------------------------------------------------------- values

val MoodValue(const MoodReading& mood) {
  val moods = Object();
  for (std::size_t i = 0; i < kMoodCount; ++i) moods.set(ToString(static_cast<Mood>(i)), mood.moods[i]);
  val out = Object();
  out.set("label", std::string(ToString(mood.label)));
  out.set("moods", moods);
  out.set("intensity", mood.intensity);
  out.set("humanWanted", mood.human_wanted);
  return out;
}

val HitValue(const Hit& hit) {
  const FaqEntry entry = g_engine->Entry(hit.entry);
  val out = Object();
  out.set("id", entry.id);
  out.set("entry", hit.entry);
  out.set("question", entry.question);
  out.set("score", hit.score);
  return out;
}

val HitList(const std::vector<Hit>& hits) {
  val list = val::array();
  for (const Hit& hit : hits) list.call<void>("push", HitValue(hit));
  return list;
}

val DecisionValue(const Decision& decision) {
  val params = Object();
  for (const auto& [name, value] : decision.params) params.set(name, value);
  val message = Object();
  message.set("key", decision.message_key);
  message.set("params", params);
  val reasons = val::array();
  for (const Reason& reason : decision.reasons) {
    val one = Object();
    one.set("code", reason.code);
    one.set("text", reason.text);
    reasons.call<void>("push", one);
  }
  val out = Object();
  out.set("action", std::string(ToString(decision.action)));
  out.set("hits", HitList(decision.hits));
  out.set("hit", decision.hit
                     ? HitValue({*decision.hit, decision.hits.empty() ? 0.0 : decision.hits[0].score})
                     : val::null());
  out.set("answer", decision.hit ? g_engine->Entry(*decision.hit).answer : std::string());
  out.set("inScope", decision.in_scope);
  out.set("confidence", decision.confidence);
  out.set("mood", MoodValue(decision.mood));
  out.set("humanOffered", decision.human_offered);
  out.set("tone", std::string(ToString(decision.tone)));
  out.set("message", message);
  out.set("reasons", reasons);
  out.set("refine", decision.refine);
  if (decision.silent) out.set("silent", true);
  return out;
}

void SetFinding(val& out, const Finding& found) {
  out.set("inScope", found.in_scope);
  out.set("confidence", found.confidence);
  out.set("hits", HitList(found.hits));
}

val PartsValue(const HitParts& parts) {
  val out = Object();
  out.set("similarity", parts.similarity);
  out.set("whole", parts.whole);
  out.set("words", parts.words);
  out.set("trigrams", parts.trigrams);
  out.set("document", parts.document);
  out.set("bridge", parts.bridge);
  out.set("hubness", parts.hubness);
  out.set("alignment", parts.alignment);
  return out;
}

// ---------------------------------------------------------------- events

template <typename T>
bool Named(const val& object, const char* field, std::optional<T> (*read)(std::string_view), T& out) {
  const val value = object[field];
  if (!value.isString()) return false;
  const std::optional<T> known = read(value.as<std::string>());
  if (known) out = *known;
  return known.has_value();
}

std::vector<std::string> TextsIn(const val& list) {
  std::vector<std::string> out;
  if (!list.isArray()) return out;
  const auto size = std::min<std::size_t>(list["length"].as<std::size_t>(), kMaxTopics);
  for (std::size_t i = 0; i < size; ++i) {
    if (list[i].isString()) out.push_back(list[i].as<std::string>());
  }
  return out;
}

/// What the owner has set; left out, everything is answered and nothing is marked.
bool ReadSettings(const val& settings, Settings& out) {
  if (settings.isUndefined() || settings.isNull()) return true;
  if (!Named(settings, "mode", &ModeNamed, out.mode)) return false;
  out.topics = TextsIn(settings["topics"]);
  out.ring = TextsIn(settings["ring"]);
  return true;
}

// ---------------------------------------------------------------- calls

val LoadModelBytes(const val& array) {
  const std::string bytes = BytesOf(array);
  auto model = Model::Load(Span(bytes));
  if (!model.ok()) return Bad(model.error());
  g_engine.reset();
  g_model = std::move(model).value();
  val out = Object();
  out.set("hash", g_model->hash());
  return Good(out);
}

val LoadPackBytes(const val& array) {
  if (!g_model) return Bad("no-model", "load a model first");
  g_engine.reset();  // not two packs at a time
  auto engine = Engine::Create(g_model, BytesOf(array));
  if (!engine.ok()) return Bad(engine.error());
  g_engine = std::move(engine).value();
  val out = Object();
  out.set("entries", g_engine->entry_count());
  return Good(out);
}

val BuildPackFromJson(const std::string& json) {
  if (!g_model) return Bad("no-model", "load a model first");
  const import::FaqImport faq = import::ParseFaqJson(json);
  if (!faq.ok()) return Bad(ErrorCodeName(ErrorCode::kInvalidSource), faq.faults.front());
  val warnings = val::array();
  for (const std::string& warning : faq.warnings) warnings.call<void>("push", warning);
  val out = Object();
  out.set("bytes", ToUint8Array(BuildPack(*g_model, faq.entries)));
  out.set("warnings", warnings);
  return Good(out);
}

val StepEvent(const val& event, const std::string& state) {
  if (!g_engine) return Bad("no-pack", "load a pack first");
  TurnEvent e;
  if (!Named(event, "kind", &EventKindNamed, e.kind) || !Named(event, "agents", &PresenceNamed, e.agents) ||
      !Named(event, "hours", &HoursNamed, e.hours))
    return Bad("bad-event", "expected an event with a known kind, agents and hours");
  if (!ReadSettings(event["settings"], e.settings))
    return Bad("bad-event", "expected settings with a mode of full, topics, suggest or shadow");
  if (event["text"].isString()) e.text = event["text"].as<std::string>();
  if (event["utcOffsetMinutes"].isNumber()) e.utc_offset_minutes = event["utcOffsetMinutes"].as<int>();
  if (event["at"].isNumber()) e.at_ms = static_cast<std::int64_t>(event["at"].as<double>());
  if (event["vector"].instanceof (val::global("Float32Array"))) e.vector = FloatsOf(event["vector"]);
  const Step step = g_engine->Step(e, {FromBase64(state)});
  val out = Object();
  out.set("decision", DecisionValue(step.decision));
  out.set("state", ToBase64(step.state.bytes));
  return Good(out);
}

val EntryAt(double index) {
  if (!g_engine) return Bad("no-pack", "load a pack first");
  if (!(index >= 0) || index >= static_cast<double>(g_engine->entry_count()))
    return Bad("no-entry", "expected an index below the number of entries");
  const FaqEntry entry = g_engine->Entry(static_cast<std::size_t>(index));
  val out = Object();
  out.set("id", entry.id);
  out.set("question", entry.question);
  out.set("answer", entry.answer);
  out.set("category", entry.category);
  return Good(out);
}

val AskText(const std::string& text) {
  if (!g_engine) return Bad("no-pack", "load a pack first");
  const Explanation why = g_engine->Explain(text);
  val out = Object();
  out.set("action", std::string(ToString(why.decision.action)));
  SetFinding(out, why.finding);
  return Good(out);
}

val ExplainText(const val& question) {
  if (!g_engine) return Bad("no-pack", "load a pack first");
  if (!question["text"].isString() || !question["at"].isNumber() || !question["utcOffsetMinutes"].isNumber())
    return Bad("bad-question", "expected an object with text, at and utcOffsetMinutes");
  const Moment now{static_cast<std::int64_t>(question["at"].as<double>()),
                   question["utcOffsetMinutes"].as<std::int32_t>()};
  const Explanation why = g_engine->Explain(question["text"].as<std::string>(), now);
  val evidence = Object();
  for (const auto& [name, value] : why.evidence) evidence.set(name, value);
  val out = Object();
  out.set("decision", DecisionValue(why.decision));
  SetFinding(out, why.finding);
  for (std::size_t i = 0; i < why.parts.size(); ++i) out["hits"][i].set("parts", PartsValue(why.parts[i]));
  out.set("evidence", evidence);
  return Good(out);
}

val LoadNeuralBytes(const val& array) {
  const std::string bytes = BytesOf(array);
  auto neural = NeuralTokens::Load(Span(bytes));
  if (!neural.ok()) return Bad(neural.error());
  g_neural = std::move(neural).value();
  val out = Object();
  out.set("digest", g_neural->graph_digest());
  return Good(out);
}

val TokensOf(const std::string& text) {
  if (!g_neural) return Bad("no-neural", "load neural.bell first");
  return Good(ToUint16Array(g_neural->Ids(text)));
}

val EntryTokensAt(double index) {
  if (!g_engine) return Bad("no-pack", "load a pack first");
  if (!g_neural) return Bad("no-neural", "load neural.bell first");
  if (!(index >= 0) || index >= static_cast<double>(g_engine->entry_count()))
    return Bad("no-entry", "expected an index below the number of entries");
  val out = val::array();
  for (const std::string& text : g_engine->NeuralTexts(static_cast<std::size_t>(index)))
    out.call<void>("push", ToUint16Array(g_neural->Ids(text)));
  return Good(out);
}

val SetNeuralRows(const val& array) {
  if (!g_engine) return Bad("no-pack", "load a pack first");
  if (!g_engine->SetNeural(FloatsOf(array)))
    return Bad("bad-vectors", "expected two unit vectors for each entry");
  return Good(val::null());
}

val MoodOf(const std::string& text) {
  if (!g_model) return Bad("no-model", "load a model first");
  return Good(MoodValue(ReadMood(*g_model, text)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(shopbell) {
  emscripten::function("loadModel", &LoadModelBytes);
  emscripten::function("loadPack", &LoadPackBytes);
  emscripten::function("buildPack", &BuildPackFromJson);
  emscripten::function("step", &StepEvent);
  emscripten::function("entry", &EntryAt);
  emscripten::function("ask", &AskText);
  emscripten::function("explain", &ExplainText);
  emscripten::function("mood", &MoodOf);
  emscripten::function("loadNeural", &LoadNeuralBytes);
  emscripten::function("tokens", &TokensOf);
  emscripten::function("entryTokens", &EntryTokensAt);
  emscripten::function("setNeural", &SetNeuralRows);
}

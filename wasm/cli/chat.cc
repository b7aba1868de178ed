#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/json_line.h"
#include "cli/wording.h"

namespace shopbell::cli {
namespace {

using Json = nlohmann::ordered_json;  // what is printed, in the order of the form
using Input =
    nlohmann::json;  // what is read: its objects are moved, not copied, so that no depth exhausts the stack

constexpr std::int64_t kStartMs = 1'767'261'600'000;  // a Thursday morning, so that runs are equal
constexpr std::int32_t kMostOffset = 18 * 60;
constexpr std::int64_t kGapMs = 30'000;
constexpr std::int64_t kMostMs = 8'640'000'000'000'000;  // what a JavaScript Date can hold

/// The world of one conversation between its turns.
struct World {
  std::int64_t at_ms = kStartMs;
  std::int32_t utc_offset_minutes = 0;
  Presence agents = Presence::kOnline;
  Hours hours = Hours::kOpen;
  Settings settings;
};

/// The value that a field names, or `now` where the field is not there. @throws UserError for a value not
/// known.
template <typename T>
T Named(const Input& turn, const char* field, T now, std::optional<T> (*read)(std::string_view),
        const char* expected) {
  if (!turn.contains(field)) return now;
  const std::string value = turn.at(field).is_string() ? turn.at(field).get<std::string>()
                                                       : std::string(turn.at(field).type_name());
  const std::optional<T> known = read(value);
  if (!known)
    throw UserError{std::string("field \"") + field + "\": expected one of " + expected + ", found \"" +
                    value + "\""};
  return *known;
}

void ApplyContext(const Input& turn, World& world) {
  world.agents = Named(turn, "agents", world.agents, &PresenceNamed, "online, offline, unknown");
  world.hours = Named(turn, "hours", world.hours, &HoursNamed, "open, closed, unknown");
  if (turn.contains("at")) world.at_ms = std::clamp(turn.at("at").get<std::int64_t>(), -kMostMs, kMostMs);
  if (turn.contains("utc_offset_minutes"))
    world.utc_offset_minutes =
        std::clamp(turn.at("utc_offset_minutes").get<std::int32_t>(), -kMostOffset, kMostOffset);
}

/// @throws UserError, or a JSON exception for a field of the wrong type.
TurnEvent EventOf(const Input& turn, World& world) {
  TurnEvent event;
  if (turn.is_string()) {
    event.text = turn.get<std::string>();
  } else if (turn.is_object() && turn.contains("text")) {
    event.text = turn.at("text").get<std::string>();
  } else if (turn.is_object() && turn.contains("event")) {
    event.kind = Named(turn, "event", event.kind, &EventKindNamed,
                       "visitor_text, accepted, declined, handoff_requested, handoff_acknowledged, "
                       "handoff_cancelled, handoff_closed, checkout_struggle, notice, context");
    if (event.kind == EventKind::kContext) ApplyContext(turn, world);
  } else {
    throw UserError{"expected a text or an object with \"event\", found " + std::string(turn.type_name())};
  }
  world.at_ms += kGapMs;
  event.at_ms = world.at_ms;
  event.utc_offset_minutes = world.utc_offset_minutes;
  event.agents = world.agents;
  event.hours = world.hours;
  event.settings = world.settings;
  return event;
}

std::vector<std::string> List(const Input& settings, const char* field) {
  if (!settings.contains(field)) return {};
  if (!settings.at(field).is_array())
    throw UserError{std::string("field \"settings.") + field + "\": expected a list of texts, found " +
                    settings.at(field).type_name()};
  return settings.at(field).get<std::vector<std::string>>();
}

/// What the owner has set: `"settings": {"mode", "topics", "ring"}`, each of them optional.
Settings SettingsOf(const Input& talk) {
  Settings out;
  if (!talk.contains("settings")) return out;
  const Input& settings = talk.at("settings");
  if (!settings.is_object()) {
    throw UserError{"field \"settings\": expected {\"mode\", \"topics\", \"ring\"}, found " +
                    std::string(settings.type_name())};
  }
  out.mode = Named(settings, "mode", out.mode, &ModeNamed, "full, topics, suggest, shadow");
  out.topics = List(settings, "topics");
  out.ring = List(settings, "ring");
  return out;
}

Json SignsJson(const Decision& decision) {
  Json signs = Json::object();
  for (const auto& [name, value] : decision.signs) signs[name] = value;
  return signs;
}

Json DecisionJson(const Decision& decision, const Engine& engine, const Wording& wording, bool explain) {
  Json reasons = Json::array();
  for (const Reason& reason : decision.reasons) reasons.push_back(reason.text);
  Json out{{"action", ToString(decision.action)},
           {"hit", decision.hit ? Json(engine.Entry(*decision.hit).id) : Json(nullptr)},
           {"confidence", decision.confidence},
           {"mood", ToString(decision.mood.label)},
           {"human_offered", decision.human_offered},
           {"tone", ToString(decision.tone)},
           {"text", wording.Render(decision, engine)},
           {"reasons", std::move(reasons)}};
  if (decision.silent) out["silent"] = true;
  if (explain) out["signs"] = SignsJson(decision);
  return out;
}

Json Converse(const Input& talk, const Engine& engine, const Wording& wording, bool explain) {
  if (!talk.is_object() || !talk.contains("turns") || !talk.at("turns").is_array())
    throw UserError{"expected {\"id\", \"turns\": [...]}"};
  const bool named = talk.contains("id");
  if (named && !talk.at("id").is_primitive()) {
    throw UserError{"field \"id\": expected a string or a number, found " +
                    std::string(talk.at("id").type_name())};
  }
  Json decisions = Json::array();
  World world;
  world.settings = SettingsOf(talk);
  TurnState state;
  for (const Input& turn : talk.at("turns")) {
    Step step = engine.Step(EventOf(turn, world), state);
    state = std::move(step.state);
    decisions.push_back(DecisionJson(step.decision, engine, wording, explain));
  }
  return {{"id", named ? Json(talk.at("id")) : Json(nullptr)}, {"decisions", std::move(decisions)}};
}

}  // namespace

bool Chat(const Engine& engine, Warmth warmth, std::istream& in, std::ostream& out, std::ostream& log,
          bool explain) {
  const Wording wording(warmth);
  bool sound = true;
  std::size_t number = 0;
  for (std::string raw; std::getline(in, raw);) {
    ++number;
    const std::string line = CleanUtf8(raw);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      const Json reply = Converse(Input::parse(MendSurrogates(line)), engine, wording, explain);
      out << reply.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace) << '\n';
    } catch (const UserError& error) {
      log << "line " << number << ": " << error.message << '\n';
      sound = false;
    } catch (const Json::exception& error) {
      log << "line " << number << ": " << error.what() << '\n';
      sound = false;
    }
  }
  return sound;
}

}  // namespace shopbell::cli

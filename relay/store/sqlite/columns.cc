#include "store/sqlite/columns.h"

#include <nlohmann/json.hpp>

#include "values/names.h"

namespace shopbell::relay {

Owner OwnerFromText(std::string_view text) {
  for (const Owner owner : {Owner::kBot, Owner::kQueue, Owner::kAgent, Owner::kClosed}) {
    if (Name(owner) == text) return owner;
  }
  throw StoreError("a row's owner is none of bot, queue, agent, closed");
}

Speaker SpeakerFromText(std::string_view text) {
  for (const Speaker speaker : {Speaker::kVisitor, Speaker::kBot, Speaker::kAgent}) {
    if (Name(speaker) == text) return speaker;
  }
  throw StoreError("a row's speaker is none of visitor, bot, agent");
}

std::optional<std::string> MoodText(const std::optional<Mood>& mood) {
  if (!mood) return std::nullopt;
  return nlohmann::json{{"label", mood->label},           {"upset", mood->upset},
                        {"distressed", mood->distressed}, {"confused", mood->confused},
                        {"neutral", mood->neutral},       {"happy", mood->happy},
                        {"grateful", mood->grateful},     {"intensity", mood->intensity}}
      .dump();
}

std::optional<Mood> MoodFromText(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) throw StoreError("a row's mood is not a JSON object");
  Mood mood;
  mood.label = json.value("label", "");
  mood.upset = json.value("upset", 0.0);
  mood.distressed = json.value("distressed", 0.0);
  mood.confused = json.value("confused", 0.0);
  mood.neutral = json.value("neutral", 0.0);
  mood.happy = json.value("happy", 0.0);
  mood.grateful = json.value("grateful", 0.0);
  mood.intensity = json.value("intensity", 0.0);
  return mood;
}

std::string Shortened(std::string_view text, std::size_t limit) {
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_point = (static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U;
    if (starts_point && points++ == limit) return std::string(text.substr(0, i));
  }
  return std::string(text);
}

namespace {

std::optional<AgentRef> ReadAgentRef(const Query& row) {
  if (row.IsNull(9)) return std::nullopt;
  return AgentRef{row.GetInt(9), row.GetText(10)};
}

}  // namespace

Event ReadEvent(const Query& row) {
  Event event;
  event.seq = row.GetInt(0);
  event.at = row.GetInt(1);
  const std::string kind = row.GetText(2);
  if (kind == "message") {
    event.body = MessageEvent{row.GetText(3),    SpeakerFromText(row.GetText(4)), row.GetText(5),
                              row.GetOptText(6), MoodFromText(row.GetOptText(7)), row.GetInt(8),
                              ReadAgentRef(row)};
  } else if (kind == "owner") {
    event.body = OwnerEvent{OwnerFromText(row.GetText(11)),
                            OwnerFromText(row.GetText(12)),
                            row.GetText(13),
                            row.GetOptReal(14),
                            MoodFromText(row.GetOptText(7)),
                            ReadAgentRef(row)};
  } else {
    event.body = ContactEvent{row.GetText(15)};
  }
  return event;
}

}  // namespace shopbell::relay

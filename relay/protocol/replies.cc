#include "protocol/replies.h"

#include <nlohmann/json.hpp>

#include "protocol/codes.h"
#include "values/names.h"

namespace shopbell::relay {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json MoodJson(const std::optional<Mood>& mood) {
  if (!mood) return nullptr;
  return {{"label", mood->label},       {"upset", mood->upset},        {"distressed", mood->distressed},
          {"confused", mood->confused}, {"neutral", mood->neutral},    {"happy", mood->happy},
          {"grateful", mood->grateful}, {"intensity", mood->intensity}};
}

Json AgentRefJson(const AgentRef& agent) { return {{"id", agent.id}, {"name", agent.name}}; }

Json AgentJson(const Agent& agent) {
  return {{"id", agent.id}, {"name", agent.name}, {"email", agent.email}, {"role", agent.role}};
}

Json ShopJson(const Shop& shop) { return {{"id", shop.id}, {"name", shop.name}}; }

// Stored texts are UTF-8, checked when they came in; a damaged row must not bring the relay down.
std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json Frame(const char* type, ConversationName conversation) {
  Json frame = {{"type", type}};
  if (conversation != nullptr) frame["conversation"] = *conversation;
  return frame;
}

void AddBody(Json& frame, const MessageEvent& message) {
  frame["kind"] = "message";
  frame["id"] = message.id;
  frame["from"] = Name(message.from);
  if (message.agent) frame["agent"] = AgentRefJson(*message.agent);
  frame["text"] = message.text;
  frame["mood"] = MoodJson(message.mood);
  frame["entry"] = OrNull(message.entry);
  frame["client_at"] = message.client_at;
}

void AddBody(Json& frame, const OwnerEvent& owner) {
  frame["kind"] = "owner";
  frame["from"] = Name(owner.from);
  frame["to"] = Name(owner.to);
  frame["reason"] = owner.reason;
  frame["confidence"] = OrNull(owner.confidence);
  frame["mood"] = MoodJson(owner.mood);
  if (owner.agent) frame["agent"] = AgentRefJson(*owner.agent);
}

void AddBody(Json& frame, const ContactEvent& contact) {
  frame["kind"] = "contact";
  frame["email"] = contact.email;
}

Json SummaryJson(const ListedConversation& listed) {
  const Conversation& row = *listed.conversation;
  Json last = nullptr;
  if (row.last) last = {{"from", Name(row.last->from)}, {"text", row.last->text}};
  return {{"id", row.key.id},
          {"epoch", row.epoch},
          {"head", row.head},
          {"owner", Name(row.owner)},
          {"agent", row.agent ? AgentRefJson(*row.agent) : Json(nullptr)},
          {"created_at", row.created_at},
          {"updated_at", row.updated_at},
          {"waiting_since", OrNull(row.waiting_since)},
          {"last", std::move(last)},
          {"mood", MoodJson(row.mood)},
          {"email", OrNull(row.email)},
          {"visitor_online", listed.visitor_online}};
}

}  // namespace

std::string VisitorWelcome(const std::optional<std::string>& epoch, std::int64_t head, Owner owner,
                           bool reset, std::int64_t heartbeat_s) {
  return Dump({{"type", "welcome"},
               {"epoch", OrNull(epoch)},
               {"head", head},
               {"owner", Name(owner)},
               {"reset", reset},
               {"heartbeat_s", heartbeat_s}});
}

std::string AgentWelcome(const Agent& agent, const Shop& shop, std::int64_t heartbeat_s) {
  return Dump({{"type", "welcome"},
               {"agent", AgentJson(agent)},
               {"shop", ShopJson(shop)},
               {"heartbeat_s", heartbeat_s}});
}

std::string Opened(const std::string& conversation, const std::string& epoch, std::int64_t head, bool reset) {
  return Dump({{"type", "opened"},
               {"conversation", conversation},
               {"epoch", epoch},
               {"head", head},
               {"reset", reset}});
}

std::string EventFrame(const Event& event, ConversationName conversation) {
  Json frame = Frame("event", conversation);
  frame["seq"] = event.seq;
  frame["at"] = event.at;
  std::visit([&](const auto& body) { AddBody(frame, body); }, event.body);
  return Dump(frame);
}

std::string AckFrame(const std::string& id, const Ack& ack, ConversationName conversation) {
  Json frame = Frame("ack", conversation);
  frame["id"] = id;
  frame["seq"] = ack.seq;
  frame["epoch"] = ack.epoch;
  return Dump(frame);
}

std::string ErrorFrame(const std::optional<std::string>& id, const CommandError& error,
                       ConversationName conversation) {
  Json frame = Frame("error", conversation);
  frame["id"] = OrNull(id);
  frame["code"] = std::string(CodeText(error.code));
  frame["temporary"] = IsTemporary(error.code);
  frame["message"] = error.message;
  if (error.retry_after_ms) frame["retry_after_ms"] = *error.retry_after_ms;
  if (error.agent) frame["agent"] = AgentRefJson(*error.agent);
  return Dump(frame);
}

std::string HeartbeatFrame(std::int64_t head, const std::optional<std::string>& epoch,
                           ConversationName conversation) {
  Json frame = Frame("heartbeat", conversation);
  frame["head"] = head;
  frame["epoch"] = OrNull(epoch);
  return Dump(frame);
}

std::string BareHeartbeat() { return R"({"type":"heartbeat"})"; }
std::string TypingFrame() { return R"({"type":"typing","from":"agent"})"; }
std::string PingFrame() { return R"({"type":"ping"})"; }
std::string PongFrame() { return R"({"type":"pong"})"; }

std::string ListFrame(const std::vector<ListedConversation>& conversations) {
  Json list = Json::array();
  for (const ListedConversation& listed : conversations) list.push_back(SummaryJson(listed));
  return Dump({{"type", "list"}, {"conversations", std::move(list)}});
}

std::string SummaryFrame(const ListedConversation& conversation) {
  return Dump({{"type", "summary"}, {"conversation", SummaryJson(conversation)}});
}

std::string IdentityBody(const Agent& agent, const Shop& shop) {
  return Dump({{"agent", AgentJson(agent)}, {"shop", ShopJson(shop)}});
}

std::string PresenceBody(bool agents_online, std::optional<bool> open, std::optional<std::int64_t> reply_by,
                         std::optional<double> wait_s) {
  const char* hours = !open ? "unknown" : *open ? "open" : "closed";
  return Dump({{"agents", agents_online ? "online" : "offline"},
               {"hours", hours},
               {"reply_by", OrNull(reply_by)},
               {"wait_s", OrNull(wait_s)}});
}

std::string ErrorBody(std::string_view code, std::string_view message) {
  return Dump({{"error", std::string(code)}, {"message", std::string(message)}});
}

}  // namespace shopbell::relay

// Frames and HTTP bodies that the relay sends, as JSON text.
#ifndef SHOPBELL_RELAY_PROTOCOL_REPLIES_H_
#define SHOPBELL_RELAY_PROTOCOL_REPLIES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "values/commands.h"
#include "values/values.h"

namespace shopbell::relay {

/// The conversation's id on the agent socket; null on the visitor's own.
using ConversationName = const std::string*;

[[nodiscard]] std::string VisitorWelcome(const std::optional<std::string>& epoch, std::int64_t head,
                                         Owner owner, bool reset, std::int64_t heartbeat_s);
[[nodiscard]] std::string AgentWelcome(const Agent& agent, const Shop& shop, std::int64_t heartbeat_s);
[[nodiscard]] std::string Opened(const std::string& conversation, const std::string& epoch, std::int64_t head,
                                 bool reset);
[[nodiscard]] std::string EventFrame(const Event& event, ConversationName conversation);
[[nodiscard]] std::string AckFrame(const std::string& id, const Ack& ack, ConversationName conversation);
/// `id` is null where the frame had none that could be read.
[[nodiscard]] std::string ErrorFrame(const std::optional<std::string>& id, const CommandError& error,
                                     ConversationName conversation);
[[nodiscard]] std::string HeartbeatFrame(std::int64_t head, const std::optional<std::string>& epoch,
                                         ConversationName conversation);
/// On an agent socket that has no conversation open.
[[nodiscard]] std::string BareHeartbeat();
[[nodiscard]] std::string TypingFrame();
[[nodiscard]] std::string PingFrame();
[[nodiscard]] std::string PongFrame();

struct ListedConversation {
  const Conversation* conversation = nullptr;
  bool visitor_online = false;
};
[[nodiscard]] std::string ListFrame(const std::vector<ListedConversation>& conversations);
[[nodiscard]] std::string SummaryFrame(const ListedConversation& conversation);

/// The body of login and me.
[[nodiscard]] std::string IdentityBody(const Agent& agent, const Shop& shop);
[[nodiscard]] std::string PresenceBody(bool agents_online, std::optional<bool> open,
                                       std::optional<std::int64_t> reply_by, std::optional<double> wait_s);
[[nodiscard]] std::string ErrorBody(std::string_view code, std::string_view message);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_PROTOCOL_REPLIES_H_

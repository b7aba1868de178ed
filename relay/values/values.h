// The words that every layer of the relay shares. No logic, no I/O; strings are UTF-8, times are milliseconds
// since 1970 in UTC.
#ifndef SHOPBELL_RELAY_VALUES_VALUES_H_
#define SHOPBELL_RELAY_VALUES_VALUES_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shopbell::relay {

/// Who answers a conversation.
enum class Owner { kBot, kQueue, kAgent, kClosed };

/// Who said something.
enum class Speaker { kVisitor, kBot, kAgent };

/// What a visitor's device made of the mood: a claim. Chances are in [0, 1].
struct Mood {
  std::string label;
  double upset = 0;
  double distressed = 0;
  double confused = 0;
  double neutral = 0;
  double happy = 0;
  double grateful = 0;
  double intensity = 0;
  bool operator==(const Mood&) const = default;
};

/// One conversation of one shop: the same id in two shops is two conversations.
struct ConversationKey {
  std::string shop;
  std::string id;
  auto operator<=>(const ConversationKey&) const = default;
};

struct ConversationKeyHash {
  std::size_t operator()(const ConversationKey& key) const {
    return std::hash<std::string>{}(key.shop) * 31 + std::hash<std::string>{}(key.id);
  }
};

/// An agent as others see them.
struct AgentRef {
  std::int64_t id = 0;
  std::string name;
  bool operator==(const AgentRef&) const = default;
};

struct MessageEvent {
  std::string id;
  Speaker from = Speaker::kVisitor;
  std::string text;
  std::optional<std::string> entry;
  std::optional<Mood> mood;
  std::int64_t client_at = 0;
  std::optional<AgentRef> agent;
  bool operator==(const MessageEvent&) const = default;
};

struct OwnerEvent {
  Owner from = Owner::kBot;
  Owner to = Owner::kBot;
  std::string reason;
  std::optional<double> confidence;
  std::optional<Mood> mood;
  std::optional<AgentRef> agent;
  bool operator==(const OwnerEvent&) const = default;
};

struct ContactEvent {
  std::string email;
  bool operator==(const ContactEvent&) const = default;
};

/// One entry of a conversation's history; `seq` starts at 1 and has no gaps.
struct Event {
  std::int64_t seq = 0;
  std::int64_t at = 0;
  std::variant<MessageEvent, OwnerEvent, ContactEvent> body;
  bool operator==(const Event&) const = default;
};

struct LastMessage {
  Speaker from = Speaker::kVisitor;
  /// At most 200 code points.
  std::string text;
  bool operator==(const LastMessage&) const = default;
};

/// A conversation's row: its head and what an agent's list shows of it.
struct Conversation {
  ConversationKey key;
  /// SHA-256 of the visitor's secret, 32 raw bytes.
  std::string secret_hash;
  std::string epoch;
  std::int64_t head = 0;
  Owner owner = Owner::kBot;
  std::optional<AgentRef> agent;
  std::int64_t created_at = 0;
  std::int64_t updated_at = 0;
  std::optional<std::int64_t> waiting_since;
  std::optional<LastMessage> last;
  std::optional<Mood> mood;
  std::optional<std::string> email;
};

/// A shop as its owner set it up.
struct Shop {
  std::string id;
  std::string name;
  std::vector<std::string> origins;
  /// As given on the command line, for example `mon-fri 09:00-18:00`; empty: unknown.
  std::string hours;
  /// The shop's clock less UTC.
  int utc_offset_min = 0;
};

struct Agent {
  std::int64_t id = 0;
  std::string shop;
  std::string email;
  std::string name;
  std::string role = "agent";
  /// argon2id, libsodium's text form.
  std::string password_hash;
};

/// One line of the audit log.
struct AuditEntry {
  std::string shop;
  std::int64_t at = 0;
  /// `login`, `login_failed`, `logout`, `take`, `release`, `close`, `erase`.
  std::string what;
  std::optional<std::int64_t> agent_id;
  std::optional<std::string> conversation;
  std::optional<std::string> address;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_VALUES_VALUES_H_

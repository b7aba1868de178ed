// What visitors and agents ask of the relay, and how the relay refuses.
#ifndef SHOPBELL_RELAY_VALUES_COMMANDS_H_
#define SHOPBELL_RELAY_VALUES_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "values/values.h"

namespace shopbell::relay {

/// The error codes of docs/protocol.md.
enum class ErrorCode {
  kBadFrame,
  kUnknownType,
  kUnknownShop,
  kWrongSecret,
  kIdReused,
  kNotHandedOff,
  kAlreadyTaken,
  kTooLarge,
  kRateLimited,
  kStoreUnavailable,
  kUnknownConversation,
};

struct CommandError {
  ErrorCode code = ErrorCode::kBadFrame;
  /// For a developer: what was expected, and where.
  std::string message;
  /// With kRateLimited.
  std::optional<std::int64_t> retry_after_ms;
  /// With kAlreadyTaken: who has it.
  std::optional<AgentRef> agent = std::nullopt;
};

/// The last event that the command stored (for a repeat: the same as the first time).
struct Ack {
  std::int64_t seq = 0;
  std::string epoch;
};

using CommandResult = std::variant<Ack, CommandError>;

struct TranscriptItem {
  std::string id;
  /// The visitor or the bot.
  Speaker from = Speaker::kVisitor;
  std::string text;
  std::int64_t at = 0;
  std::optional<std::string> entry;
  std::optional<Mood> mood;
};

struct Handoff {
  std::string reason;
  std::optional<double> confidence;
  std::optional<Mood> mood;
  std::vector<TranscriptItem> transcript;
  std::optional<std::string> email;
};
struct SendMessage {
  std::string text;
  std::optional<Mood> mood;
};
struct LeaveEmail {
  std::string email;
};
struct CancelHandoff {};
struct CloseByVisitor {};
struct Erase {};

/// A visitor's command; `id` is unique for (shop, conversation, sender), `at` is the sender's clock.
struct VisitorCommand {
  std::string id;
  std::int64_t at = 0;
  std::variant<Handoff, SendMessage, LeaveEmail, CancelHandoff, CloseByVisitor, Erase> body;
};

struct Take {};
struct Reply {
  std::int64_t at = 0;
  std::string text;
};
struct Release {};
struct CloseByAgent {
  /// kClosed or kBot.
  Owner to = Owner::kClosed;
};

/// An agent's command on one conversation of the agent's own shop.
struct AgentCommand {
  std::string id;
  std::string conversation;
  std::variant<Take, Reply, Release, CloseByAgent> body;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_VALUES_COMMANDS_H_

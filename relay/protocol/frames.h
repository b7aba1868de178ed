// Frames that clients send, parsed and checked.
#ifndef SHOPBELL_RELAY_PROTOCOL_FRAMES_H_
#define SHOPBELL_RELAY_PROTOCOL_FRAMES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "values/commands.h"

namespace shopbell::relay {

struct Hello {
  std::string shop;
  std::string conversation;
  std::string secret;
  std::optional<std::string> epoch;
  std::int64_t cursor = 0;
};
struct Resume {
  std::int64_t cursor = 0;
};
struct Ping {};
struct Pong {};

/// Why a frame is refused.
struct FrameError {
  /// The frame's own, where it has one that can be read.
  std::optional<std::string> id;
  CommandError error;
};

using VisitorFrame = std::variant<FrameError, Hello, Resume, Ping, Pong, VisitorCommand>;

struct OpenConversation {
  std::string conversation;
  std::int64_t cursor = 0;
  std::optional<std::string> epoch;
};
struct LeaveConversation {
  std::string conversation;
};
struct AgentTyping {
  std::string conversation;
};
struct ResumeConversation {
  std::string conversation;
  std::int64_t cursor = 0;
};

using AgentFrame = std::variant<FrameError, Ping, Pong, OpenConversation, LeaveConversation, AgentTyping,
                                ResumeConversation, AgentCommand>;

struct LoginBody {
  std::string shop;
  std::string email;
  std::string password;
};

/// Total: any bytes give a frame or a FrameError. Unknown fields are ignored. Thread-safe.
[[nodiscard]] VisitorFrame ParseVisitorFrame(std::string_view text);
[[nodiscard]] AgentFrame ParseAgentFrame(std::string_view text);
[[nodiscard]] std::variant<FrameError, LoginBody> ParseLogin(std::string_view text);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_PROTOCOL_FRAMES_H_

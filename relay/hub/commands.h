// What a command does to a conversation, inside a transaction of the store.
#ifndef SHOPBELL_RELAY_HUB_COMMANDS_H_
#define SHOPBELL_RELAY_HUB_COMMANDS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "bus/bus.h"
#include "store/store.h"
#include "values/commands.h"

namespace shopbell::relay {

struct Outcome {
  CommandResult result;
  /// Null where nothing changed.
  std::shared_ptr<Publication> publication;
  /// With a take: how long the visitor waited.
  std::optional<std::int64_t> waited_ms;
};

struct VisitorContext {
  ConversationKey key;
  /// SHA-256 of the secret in the visitor's `hello`.
  std::string secret_hash;
  std::int64_t now_ms = 0;
  /// For a conversation that is made or erased.
  std::string fresh_epoch;
};

struct AgentContext {
  std::string shop;
  AgentRef agent;
  std::int64_t now_ms = 0;
};

/// Applies a visitor's command. A repeat is acknowledged as the first time. Where the result is an error, the
/// caller undoes the job (JobRefused). Throws StoreError.
[[nodiscard]] Outcome ApplyVisitorCommand(Transaction& store, const VisitorContext& context,
                                          const VisitorCommand& command);

/// Applies an agent's command, likewise.
[[nodiscard]] Outcome ApplyAgentCommand(Transaction& store, const AgentContext& context,
                                        const AgentCommand& command);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_COMMANDS_H_

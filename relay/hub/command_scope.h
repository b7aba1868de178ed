// One command's work on one conversation: appends events, moves the owner, keeps what is to be published.
#ifndef SHOPBELL_RELAY_HUB_COMMAND_SCOPE_H_
#define SHOPBELL_RELAY_HUB_COMMAND_SCOPE_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/commands.h"
#include "store/store.h"

namespace shopbell::relay {

/// SHA-256 of the parts, each with its length, so that no two lists of parts look alike.
[[nodiscard]] std::string HashParts(std::initializer_list<std::string_view> parts);
[[nodiscard]] std::string HashParts(const std::vector<std::string>& parts);

/// The body of a message is its text: a copy sent again after a restart may carry another mood or time.
[[nodiscard]] std::string MessageHash(std::string_view text);

class CommandScope {
 public:
  CommandScope(Transaction& store, Conversation conversation, std::string sender, std::int64_t now_ms);

  [[nodiscard]] const Conversation& conversation() const { return conversation_; }
  [[nodiscard]] std::int64_t now_ms() const { return now_ms_; }
  [[nodiscard]] Transaction& store() { return store_; }

  /// The answer to a command that was stored before, or the error that its id stands for another body;
  /// nothing for a new one.
  [[nodiscard]] std::optional<CommandResult> Repeat(const std::string& id, const std::string& body_hash);
  void Remember(const std::string& id, const std::string& body_hash, std::int64_t seq);
  void RememberAs(std::string_view sender, const std::string& id, const std::string& body_hash,
                  std::int64_t seq);

  std::int64_t Append(std::variant<MessageEvent, OwnerEvent, ContactEvent> body);
  /// Moves the owner and appends the event that says so. Throws StoreError where another transaction came
  /// between.
  std::int64_t MoveOwner(Owner to, std::optional<AgentRef> agent, OwnerEvent words);
  void Erase(const std::string& new_epoch);

  /// The ack for what was appended, with the publication of it.
  [[nodiscard]] Outcome Done(std::int64_t seq);

 private:
  Transaction& store_;
  Conversation conversation_;
  std::string sender_;
  std::int64_t now_ms_;
  std::vector<Event> events_;
  bool erased_ = false;
};

[[nodiscard]] inline Outcome Refuse(ErrorCode code, std::string message) {
  return {CommandError{code, std::move(message), std::nullopt}, nullptr, std::nullopt};
}

/// @param expected what the command wanted instead, as `take: expected …`.
[[nodiscard]] inline Outcome RefuseTaken(const AgentRef& holder, std::string_view expected) {
  std::string message(expected);
  message += "; agent " + holder.name + " has it";
  return {CommandError{ErrorCode::kAlreadyTaken, std::move(message), std::nullopt, holder}, nullptr,
          std::nullopt};
}

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_COMMAND_SCOPE_H_

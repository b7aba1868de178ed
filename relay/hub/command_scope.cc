#include "hub/command_scope.h"

#include "hub/secrets.h"

namespace shopbell::relay {
namespace {

void AddPart(std::string& whole, std::string_view part) {
  whole += std::to_string(part.size());
  whole += ':';
  whole += part;
}

}  // namespace

std::string HashParts(std::initializer_list<std::string_view> parts) {
  std::string whole;
  for (const std::string_view part : parts) AddPart(whole, part);
  return Sha256(whole);
}

std::string HashParts(const std::vector<std::string>& parts) {
  std::string whole;
  for (const std::string& part : parts) AddPart(whole, part);
  return Sha256(whole);
}

std::string MessageHash(std::string_view text) { return HashParts({"message", text}); }

CommandScope::CommandScope(Transaction& store, Conversation conversation, std::string sender,
                           std::int64_t now_ms)
    : store_(store), conversation_(std::move(conversation)), sender_(std::move(sender)), now_ms_(now_ms) {}

std::optional<CommandResult> CommandScope::Repeat(const std::string& id, const std::string& body_hash) {
  const auto stored = store_.FindCommand(conversation_.key, sender_, id);
  if (!stored) return std::nullopt;
  if (stored->body_hash == body_hash) return Ack{stored->seq, conversation_.epoch};
  return CommandError{ErrorCode::kIdReused,
                      "id: expected one that this sender has not used in this conversation for another body",
                      std::nullopt};
}

void CommandScope::Remember(const std::string& id, const std::string& body_hash, std::int64_t seq) {
  RememberAs(sender_, id, body_hash, seq);
}

void CommandScope::RememberAs(std::string_view sender, const std::string& id, const std::string& body_hash,
                              std::int64_t seq) {
  store_.RememberCommand(conversation_.key, sender, id, {body_hash, seq});
}

std::int64_t CommandScope::Append(std::variant<MessageEvent, OwnerEvent, ContactEvent> body) {
  Event event{0, now_ms_, std::move(body)};
  event.seq = store_.Append(conversation_.key, event);
  events_.push_back(std::move(event));
  return events_.back().seq;
}

std::int64_t CommandScope::MoveOwner(Owner to, std::optional<AgentRef> agent, OwnerEvent words) {
  const auto holder = conversation_.agent ? std::optional(conversation_.agent->id) : std::nullopt;
  const std::optional<AgentRef> new_holder = to == Owner::kAgent ? agent : std::nullopt;
  if (!store_.ChangeOwner(conversation_.key, conversation_.owner, holder, to, new_holder, now_ms_)) {
    throw StoreError("the owner changed within a transaction");
  }
  words.from = conversation_.owner;
  words.to = to;
  words.agent = std::move(agent);
  conversation_.owner = to;
  conversation_.agent = new_holder;
  return Append(std::move(words));
}

void CommandScope::Erase(const std::string& new_epoch) {
  store_.EraseConversation(conversation_.key, new_epoch, now_ms_);
  conversation_.epoch = new_epoch;
  erased_ = true;
}

Outcome CommandScope::Done(std::int64_t seq) {
  Outcome outcome{Ack{seq, conversation_.epoch}, nullptr, std::nullopt};
  if (events_.empty()) return outcome;
  auto row = store_.FindConversation(conversation_.key);
  if (!row) throw StoreError("a conversation vanished within a transaction");
  outcome.publication =
      std::make_shared<Publication>(Publication{std::move(*row), std::move(events_), erased_});
  return outcome;
}

}  // namespace shopbell::relay

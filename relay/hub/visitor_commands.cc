#include <string>
#include <utility>

#include "hub/command_scope.h"
#include "hub/commands.h"
#include "hub/secrets.h"

namespace shopbell::relay {
namespace {

constexpr std::string_view kVisitor = "visitor";
constexpr std::string_view kBot = "bot";

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

std::string BodyHash(const VisitorCommand& command) {
  return std::visit(
      Overloaded{
          [](const Handoff& body) {
            std::vector<std::string> parts = {"handoff", body.reason, body.email.value_or("")};
            for (const TranscriptItem& item : body.transcript) {
              parts.insert(parts.end(), {item.id, item.from == Speaker::kBot ? "b" : "v", item.text});
            }
            return HashParts(parts);
          },
          [](const SendMessage& body) { return MessageHash(body.text); },
          [](const LeaveEmail& body) {
            return HashParts({"email", body.email});
          },
          [](const CancelHandoff&) { return HashParts({"cancel"}); },
          [](const CloseByVisitor&) { return HashParts({"close"}); },
          [](const Erase&) { return HashParts({"erase"}); },
      },
      command.body);
}

bool HasPerson(Owner owner) { return owner == Owner::kQueue || owner == Owner::kAgent; }

/// Stores what the visitor and the bot said, less what is stored already.
std::optional<CommandError> AppendTranscript(CommandScope& scope,
                                             const std::vector<TranscriptItem>& transcript) {
  for (const TranscriptItem& item : transcript) {
    const std::string_view sender = item.from == Speaker::kBot ? kBot : kVisitor;
    const std::string hash = MessageHash(item.text);
    if (const auto stored = scope.store().FindCommand(scope.conversation().key, sender, item.id)) {
      if (stored->body_hash == hash) continue;
      return CommandError{ErrorCode::kIdReused,
                          "transcript: item '" + item.id + "' was stored before with another text",
                          std::nullopt};
    }
    MessageEvent message{item.id, item.from, item.text, item.entry, item.mood, item.at, std::nullopt};
    scope.RememberAs(sender, item.id, hash, scope.Append(std::move(message)));
  }
  return std::nullopt;
}

Outcome ApplyHandoff(CommandScope& scope, const VisitorCommand& command, const Handoff& body) {
  if (HasPerson(scope.conversation().owner)) return scope.Done(scope.conversation().head);
  if (auto error = AppendTranscript(scope, body.transcript))
    return {std::move(*error), nullptr, std::nullopt};
  // The hand-off's own id must not be one of its items'.
  if (scope.store().FindCommand(scope.conversation().key, kVisitor, command.id)) {
    return Refuse(ErrorCode::kIdReused, "id: the hand-off and an item of its transcript have the same id");
  }
  if (body.email) scope.Append(ContactEvent{*body.email});
  OwnerEvent words;
  words.reason = body.reason;
  words.confidence = body.confidence;
  words.mood = body.mood;
  return scope.Done(scope.MoveOwner(Owner::kQueue, std::nullopt, std::move(words)));
}

Outcome ApplyMessage(CommandScope& scope, const VisitorCommand& command, const SendMessage& body) {
  if (!HasPerson(scope.conversation().owner)) {
    return Refuse(ErrorCode::kNotHandedOff,
                  "message: expected a conversation handed to a person; send handoff first");
  }
  MessageEvent message{command.id, Speaker::kVisitor, body.text,   std::nullopt,
                       body.mood,  command.at,        std::nullopt};
  return scope.Done(scope.Append(std::move(message)));
}

Outcome ApplyCancel(CommandScope& scope) {
  const Conversation& conversation = scope.conversation();
  if (conversation.owner == Owner::kAgent) {
    return RefuseTaken(*conversation.agent, "cancel: expected a conversation still in the queue");
  }
  if (conversation.owner != Owner::kQueue) return scope.Done(conversation.head);
  OwnerEvent words;
  words.reason = "cancelled";
  return scope.Done(scope.MoveOwner(Owner::kBot, std::nullopt, std::move(words)));
}

Outcome ApplyClose(CommandScope& scope) {
  if (scope.conversation().owner == Owner::kClosed) return scope.Done(scope.conversation().head);
  OwnerEvent words;
  words.reason = "closed_by_visitor";
  return scope.Done(scope.MoveOwner(Owner::kClosed, std::nullopt, std::move(words)));
}

Outcome ApplyErase(CommandScope& scope, const VisitorContext& context) {
  scope.Erase(context.fresh_epoch);
  scope.store().AppendAudit(
      {context.key.shop, context.now_ms, "erase", std::nullopt, context.key.id, std::nullopt});
  OwnerEvent words;
  words.reason = "erased";
  return scope.Done(scope.MoveOwner(Owner::kClosed, std::nullopt, std::move(words)));
}

Outcome ApplyBody(CommandScope& scope, const VisitorContext& context, const VisitorCommand& command) {
  return std::visit(
      Overloaded{
          [&](const Handoff& body) { return ApplyHandoff(scope, command, body); },
          [&](const SendMessage& body) { return ApplyMessage(scope, command, body); },
          [&](const LeaveEmail& body) { return scope.Done(scope.Append(ContactEvent{body.email})); },
          [&](const CancelHandoff&) { return ApplyCancel(scope); },
          [&](const CloseByVisitor&) { return ApplyClose(scope); },
          [&](const Erase&) { return ApplyErase(scope, context); },
      },
      command.body);
}

/// What a command means to a conversation that the relay has never stored.
std::optional<Outcome> WithoutConversation(const VisitorContext& context, const VisitorCommand& command) {
  if (std::holds_alternative<Handoff>(command.body)) return std::nullopt;
  if (std::holds_alternative<Erase>(command.body))
    return Outcome{Ack{0, context.fresh_epoch}, nullptr, std::nullopt};
  if (std::holds_alternative<SendMessage>(command.body)) {
    return Refuse(ErrorCode::kNotHandedOff,
                  "message: expected a conversation handed to a person; send handoff first");
  }
  return Refuse(ErrorCode::kUnknownConversation,
                "the relay holds no such conversation; its first handoff makes it");
}

}  // namespace

Outcome ApplyVisitorCommand(Transaction& store, const VisitorContext& context,
                            const VisitorCommand& command) {
  auto conversation = store.FindConversation(context.key);
  if (conversation && !SameBytes(conversation->secret_hash, context.secret_hash)) {
    return Refuse(ErrorCode::kWrongSecret, "secret: not that of this conversation");
  }
  if (!conversation) {
    if (auto outcome = WithoutConversation(context, command)) return std::move(*outcome);
    conversation = Conversation{};
    conversation->key = context.key;
    conversation->secret_hash = context.secret_hash;
    conversation->epoch = context.fresh_epoch;
    conversation->created_at = context.now_ms;
    store.CreateConversation(*conversation);
  }
  CommandScope scope(store, std::move(*conversation), std::string(kVisitor), context.now_ms);
  const std::string hash = BodyHash(command);
  if (auto repeat = scope.Repeat(command.id, hash)) return {std::move(*repeat), nullptr, std::nullopt};
  Outcome outcome = ApplyBody(scope, context, command);
  if (const auto* ack = std::get_if<Ack>(&outcome.result)) scope.Remember(command.id, hash, ack->seq);
  return outcome;
}

}  // namespace shopbell::relay

#include <string>
#include <utility>

#include "hub/command_scope.h"
#include "hub/commands.h"

namespace shopbell::relay {
namespace {

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

std::string BodyHash(const AgentCommand& command) {
  return std::visit(Overloaded{
                        [](const Take&) { return HashParts({"take"}); },
                        [](const Reply& body) { return MessageHash(body.text); },
                        [](const Release&) { return HashParts({"release"}); },
                        [](const CloseByAgent& body) {
                          return HashParts({"close", body.to == Owner::kBot ? "bot" : "closed"});
                        },
                    },
                    command.body);
}

class AgentScope {
 public:
  AgentScope(CommandScope& scope, const AgentContext& context) : scope_(scope), context_(context) {}

  /// Why this agent cannot act on the conversation: another holds it, or nobody was asked for.
  [[nodiscard]] std::optional<Outcome> Refusal() const {
    const Conversation& conversation = scope_.conversation();
    if (conversation.owner == Owner::kBot || conversation.owner == Owner::kClosed) {
      return Refuse(ErrorCode::kNotHandedOff, conversation.owner == Owner::kBot
                                                  ? "expected a conversation in the queue; the bot has it"
                                                  : "expected a conversation in the queue; it is closed");
    }
    if (conversation.owner == Owner::kAgent && conversation.agent->id != context_.agent.id) {
      return RefuseTaken(*conversation.agent, "expected a conversation in the queue or with this agent");
    }
    return std::nullopt;
  }

  [[nodiscard]] bool Holds() const { return scope_.conversation().owner == Owner::kAgent; }

  std::int64_t MoveOwner(Owner to, std::string reason) {
    OwnerEvent words;
    words.reason = std::move(reason);
    return scope_.MoveOwner(to, context_.agent, std::move(words));
  }

  void Audit(std::string what) {
    scope_.store().AppendAudit({context_.shop, context_.now_ms, std::move(what), context_.agent.id,
                                scope_.conversation().key.id, std::nullopt});
  }

  Outcome Take() {
    if (Holds()) return scope_.Done(scope_.conversation().head);
    const auto waited = TakeFromQueue();
    Outcome outcome = scope_.Done(last_seq_);
    outcome.waited_ms = waited;
    return outcome;
  }

  Outcome Reply(const AgentCommand& command, const relay::Reply& body) {
    const auto waited = Holds() ? std::nullopt : TakeFromQueue();
    MessageEvent message{command.id,   Speaker::kAgent, body.text,     std::nullopt,
                         std::nullopt, body.at,         context_.agent};
    Outcome outcome = scope_.Done(scope_.Append(std::move(message)));
    outcome.waited_ms = waited;
    return outcome;
  }

  Outcome Release() {
    if (!Holds()) return scope_.Done(scope_.conversation().head);
    Audit("release");
    return scope_.Done(MoveOwner(Owner::kQueue, "released"));
  }

  Outcome Close(const CloseByAgent& body) {
    Audit("close");
    return scope_.Done(MoveOwner(body.to, body.to == Owner::kBot ? "returned_to_bot" : "closed"));
  }

 private:
  std::optional<std::int64_t> TakeFromQueue() {
    const auto since = scope_.conversation().waiting_since;
    Audit("take");
    last_seq_ = MoveOwner(Owner::kAgent, "taken");
    return since ? std::optional(context_.now_ms - *since) : std::nullopt;
  }

  CommandScope& scope_;
  const AgentContext& context_;
  std::int64_t last_seq_ = 0;
};

}  // namespace

Outcome ApplyAgentCommand(Transaction& store, const AgentContext& context, const AgentCommand& command) {
  auto conversation = store.FindConversation({context.shop, command.conversation});
  if (!conversation)
    return Refuse(ErrorCode::kUnknownConversation, "conversation: this shop has no such one");
  CommandScope scope(store, std::move(*conversation), "agent:" + std::to_string(context.agent.id),
                     context.now_ms);
  const std::string hash = BodyHash(command);
  if (auto repeat = scope.Repeat(command.id, hash)) return {std::move(*repeat), nullptr, std::nullopt};

  AgentScope agent(scope, context);
  if (auto refusal = agent.Refusal()) return std::move(*refusal);
  Outcome outcome = std::visit(Overloaded{
                                   [&](const Take&) { return agent.Take(); },
                                   [&](const Reply& body) { return agent.Reply(command, body); },
                                   [&](const Release&) { return agent.Release(); },
                                   [&](const CloseByAgent& body) { return agent.Close(body); },
                               },
                               command.body);
  if (const auto* ack = std::get_if<Ack>(&outcome.result)) scope.Remember(command.id, hash, ack->seq);
  return outcome;
}

}  // namespace shopbell::relay

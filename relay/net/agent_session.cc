#include "net/agent_session.h"

#include <utility>

#include "protocol/codes.h"
#include "protocol/replies.h"

namespace shopbell::relay {
namespace {
constexpr std::int64_t kCheckEveryMs = 60'000;
}

AgentSession::AgentSession(SessionContext& context, Accounts& accounts, Identity identity, std::string token)
    : context_(context), accounts_(accounts), identity_(std::move(identity)), token_(std::move(token)) {}

ConversationKey AgentSession::KeyOf(const std::string& conversation) const {
  return {identity_.agent.shop, conversation};
}

AgentRef AgentSession::Self() const { return {identity_.agent.id, identity_.agent.name}; }

void AgentSession::OnOpen(const std::shared_ptr<Link>& link) {
  link_ = link;
  checked_at_ms_ = context_.clock.SteadyMs();
  context_.log.Info("agent_entered",
                    {{"shop", identity_.agent.shop}, {"agent", std::to_string(identity_.agent.id)}});
  link_->Send(AgentWelcome(identity_.agent, identity_.shop, context_.heartbeat_ms / 1000));
  context_.hub.AgentEnters(shared_from_this(), identity_.agent.shop, Self());
}

void AgentSession::OnTick() {
  const std::int64_t now = context_.clock.SteadyMs();
  if (now - checked_at_ms_ < kCheckEveryMs) return;
  checked_at_ms_ = now;
  accounts_.Who(token_, [self = shared_from_this()](bool ok, const std::optional<Identity>& identity) {
    if (ok && !identity) self->End();
  });
}

void AgentSession::End() {
  if (link_) link_->Close(CloseCode::kNotLoggedIn, "not logged in");
}

void AgentSession::OnClosed() {
  context_.hub.Leaves(*this);
  context_.log.Info("agent_left",
                    {{"shop", identity_.agent.shop}, {"agent", std::to_string(identity_.agent.id)}});
  link_.reset();
}

void AgentSession::OnText(std::string_view text) { Handle(ParseAgentFrame(text)); }

void AgentSession::Handle(const AgentFrame& frame) {
  if (const auto* command = std::get_if<AgentCommand>(&frame)) {
    Submit(*command);
  } else if (const auto* open = std::get_if<OpenConversation>(&frame)) {
    context_.hub.AgentOpens(shared_from_this(),
                            {KeyOf(open->conversation), std::nullopt, open->epoch, open->cursor});
  } else if (const auto* leave = std::get_if<LeaveConversation>(&frame)) {
    context_.hub.AgentLeaves(*this, KeyOf(leave->conversation));
  } else if (const auto* typing = std::get_if<AgentTyping>(&frame)) {
    context_.hub.Typing(KeyOf(typing->conversation), Self());
  } else if (const auto* resume = std::get_if<ResumeConversation>(&frame)) {
    Resume(*resume);
  } else if (std::holds_alternative<Ping>(frame)) {
    link_->Send(PongFrame());
  } else if (const auto* error = std::get_if<FrameError>(&frame)) {
    link_->Send(ErrorFrame(error->id, error->error, nullptr));
  }
}

void AgentSession::Resume(const ResumeConversation& resume) {
  if (const auto wait = resumes_.Take("", context_.clock.SteadyMs())) {
    link_->Send(ErrorFrame(std::nullopt, {ErrorCode::kRateLimited, "resume: too many; send it later", *wait},
                           &resume.conversation));
    return;
  }
  context_.hub.Resumes(*this, KeyOf(resume.conversation), resume.cursor);
}

void AgentSession::Submit(const AgentCommand& command) {
  context_.hub.Submit(identity_.agent.shop, Self(), command,
                      [self = shared_from_this(), id = command.id,
                       conversation = command.conversation](const CommandResult& result) {
                        if (!self->link_) return;
                        if (const auto* ack = std::get_if<Ack>(&result)) {
                          self->link_->Send(AckFrame(id, *ack, &conversation));
                        } else {
                          self->link_->Send(ErrorFrame(id, std::get<CommandError>(result), &conversation));
                        }
                      });
}

void AgentSession::OnOpened(const Opening& opening) {
  if (link_) link_->Send(Opened(opening.key.id, opening.epoch.value_or(""), opening.head, opening.reset));
}

void AgentSession::OnRefused(const ConversationKey& key, const CommandError& error) {
  if (!link_) return;
  link_->Send(ErrorFrame(std::nullopt, error, key.id.empty() ? nullptr : &key.id));
  if (error.code == ErrorCode::kStoreUnavailable)
    link_->Close(CloseCode::kStoreUnavailable, CodeText(error.code));
}

void AgentSession::OnEvent(const ConversationKey& key, const Event& event) {
  if (link_) link_->Send(EventFrame(event, &key.id));
}

void AgentSession::OnHeartbeat(const ConversationKey* key, std::int64_t head,
                               const std::optional<std::string>& epoch) {
  if (!link_) return;
  link_->Send(key == nullptr ? BareHeartbeat() : HeartbeatFrame(head, epoch, &key->id));
}

void AgentSession::OnTyping(const ConversationKey&) {}
void AgentSession::OnErased(const ConversationKey&) {}

void AgentSession::OnList(const std::vector<Summary>& summaries) {
  if (!link_) return;
  std::vector<ListedConversation> listed;
  listed.reserve(summaries.size());
  for (const Summary& summary : summaries) listed.push_back({&summary.conversation, summary.visitor_online});
  link_->Send(ListFrame(listed));
}

void AgentSession::OnSummary(const Summary& summary) {
  if (link_) link_->Send(SummaryFrame({&summary.conversation, summary.visitor_online}));
}

void AgentSession::WhenDrained(std::function<void()> then) {
  if (link_) link_->WhenDrained(std::move(then));
}

}  // namespace shopbell::relay

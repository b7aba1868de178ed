// An agent's socket: frames in, the hub's news out.
#ifndef SHOPBELL_RELAY_NET_AGENT_SESSION_H_
#define SHOPBELL_RELAY_NET_AGENT_SESSION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hub/accounts.h"
#include "hub/hub.h"
#include "hub/limits.h"
#include "net/link.h"
#include "net/visitor_session.h"
#include "protocol/frames.h"

namespace shopbell::relay {

class AgentSession final : public LinkHandler,
                           public Port,
                           public std::enable_shared_from_this<AgentSession> {
 public:
  /// @param token the session cookie's; looked up again every minute, so that a session that has ended closes
  /// 4401.
  AgentSession(SessionContext& context, Accounts& accounts, Identity identity, std::string token);

  /// Closes with 4401.
  void End();

  void OnOpen(const std::shared_ptr<Link>& link) override;
  void OnText(std::string_view frame) override;
  void OnTick() override;
  void OnClosed() override;

  void OnOpened(const Opening& opening) override;
  void OnRefused(const ConversationKey& key, const CommandError& error) override;
  void OnEvent(const ConversationKey& key, const Event& event) override;
  void OnHeartbeat(const ConversationKey* key, std::int64_t head,
                   const std::optional<std::string>& epoch) override;
  void OnTyping(const ConversationKey& key) override;
  void OnErased(const ConversationKey& key) override;
  void OnList(const std::vector<Summary>& summaries) override;
  void OnSummary(const Summary& summary) override;
  void WhenDrained(std::function<void()> then) override;

 private:
  [[nodiscard]] ConversationKey KeyOf(const std::string& conversation) const;
  [[nodiscard]] AgentRef Self() const;
  void Handle(const AgentFrame& frame);
  void Resume(const ResumeConversation& resume);
  void Submit(const AgentCommand& command);

  SessionContext& context_;
  Accounts& accounts_;
  Identity identity_;
  std::string token_;
  std::shared_ptr<Link> link_;
  std::int64_t checked_at_ms_ = 0;
  RateLimiter resumes_{kResumeRate};
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_AGENT_SESSION_H_

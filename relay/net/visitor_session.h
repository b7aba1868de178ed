// A visitor's socket: frames in, the hub's news out.
#ifndef SHOPBELL_RELAY_NET_VISITOR_SESSION_H_
#define SHOPBELL_RELAY_NET_VISITOR_SESSION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hub/hub.h"
#include "hub/limits.h"
#include "net/link.h"
#include "net/log.h"
#include "protocol/frames.h"

namespace shopbell::relay {

/// For one socket. A client resumes once a heartbeat at the most; each time is a page of history to read.
inline constexpr Rate kResumeRate{60, 20};

/// What every session needs; outlives all of them.
struct SessionContext {
  Hub& hub;
  const Clock& clock;
  Log& log;
  std::int64_t heartbeat_ms;
};

class VisitorSession final : public LinkHandler,
                             public Port,
                             public std::enable_shared_from_this<VisitorSession> {
 public:
  VisitorSession(SessionContext& context, std::string origin, std::string address);

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
  enum class Stage { kWaitingForHello, kEntering, kEntered };

  void OnHello(const Hello& hello);
  void OnShop(const Hello& hello, bool ok, const std::optional<Shop>& shop);
  void Handle(const VisitorFrame& frame);
  void Resume(std::int64_t cursor);
  void Submit(const VisitorCommand& command);
  void OnBadFrame(const FrameError& error);
  void Fail(const CommandError& error, CloseCode code);

  SessionContext& context_;
  std::string origin_;
  std::string address_;
  std::shared_ptr<Link> link_;
  Stage stage_ = Stage::kWaitingForHello;
  std::int64_t opened_at_ms_ = 0;
  ConversationKey key_;
  std::string secret_hash_;
  /// Frames that came before the welcome.
  std::vector<VisitorFrame> early_;
  RateLimiter resumes_{kResumeRate};
  int bad_frames_ = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_VISITOR_SESSION_H_

// What each URL of the relay does.
#ifndef SHOPBELL_RELAY_NET_ROUTES_H_
#define SHOPBELL_RELAY_NET_ROUTES_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "hub/accounts.h"
#include "hub/hub.h"
#include "net/agent_session.h"
#include "net/http.h"
#include "net/log.h"
#include "net/static_files.h"
#include "net/visitor_session.h"

namespace shopbell::relay {

struct RoutesOptions {
  /// Not served where missing.
  std::optional<std::string> console_dir;
  std::optional<std::string> widget_dir;
};

/// On the server's thread.
class Routes final : public Service {
 public:
  Routes(SessionContext context, Accounts& accounts, const RoutesOptions& options);

  void OnRequest(const HttpRequest& request, std::function<void(HttpResponse)> reply) override;
  void OnUpgrade(const HttpRequest& request, std::function<void(UpgradeAnswer)> reply) override;

 private:
  using Replier = std::function<void(HttpResponse)>;
  using Upgrader = std::function<void(UpgradeAnswer)>;

  [[nodiscard]] std::optional<HttpResponse> ServeFile(const HttpRequest& request) const;
  void ServePresence(const HttpRequest& request, Replier reply);
  void ServePost(const HttpRequest& request, Replier reply);
  void Login(const HttpRequest& request, Replier reply);
  void OnLogin(const LoginResult& result, const HttpRequest& request, const Replier& reply);
  void Logout(const HttpRequest& request, Replier reply);
  void ServeMe(const HttpRequest& request, Replier reply);
  void UpgradeVisitor(const HttpRequest& request, Upgrader reply);
  void UpgradeAgent(const HttpRequest& request, Upgrader reply);

  SessionContext context_;
  Accounts& accounts_;
  std::optional<StaticFiles> console_;
  std::optional<StaticFiles> widget_;
  /// Open agent sockets by session token, so that a logout ends them.
  std::unordered_multimap<std::string, std::weak_ptr<AgentSession>> agent_sessions_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_ROUTES_H_

#include "net/routes.h"

#include <algorithm>
#include <utility>

#include "protocol/frames.h"
#include "protocol/replies.h"

namespace shopbell::relay {
namespace {

constexpr std::string_view kCookieName = "shopbell_agent";
constexpr const char* kConsolePolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
// Shops frame this page, so it limits what it loads and not who frames it.
constexpr const char* kEngineFramePolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'";

std::string CookieHeader(const HttpRequest& request, std::string_view token, std::int64_t max_age_s) {
  std::string cookie = std::string(kCookieName) + '=' + std::string(token) +
                       "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(max_age_s);
  if (request.secure) cookie += "; Secure";
  return cookie;
}

void AddCommonHeaders(HttpResponse& response) {
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
}

HttpResponse Redirect(std::string to) { return {308, {{"Location", std::move(to)}}, ""}; }

/// A page cannot read the status of a refused upgrade, only a close code.
class NotLoggedIn final : public LinkHandler {
 public:
  void OnOpen(const std::shared_ptr<Link>& link) override {
    link->Close(CloseCode::kNotLoggedIn, "not logged in");
  }
  void OnText(std::string_view) override {}
  void OnTick() override {}
  void OnClosed() override {}
};

HttpResponse Unavailable() {
  HttpResponse response =
      ErrorResponse(503, "store_unavailable", "the store cannot be used just now; try again");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

Routes::Routes(SessionContext context, Accounts& accounts, const RoutesOptions& options)
    : context_(context), accounts_(accounts) {
  if (options.console_dir) console_.emplace(*options.console_dir);
  if (options.widget_dir) widget_.emplace(*options.widget_dir);
}

void Routes::OnRequest(const HttpRequest& request, std::function<void(HttpResponse)> reply) {
  if (request.method == "POST") {
    ServePost(request, std::move(reply));
    return;
  }
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse refusal = ErrorResponse(405, "method_not_allowed", "expected GET, HEAD or POST");
    refusal.headers.emplace_back("Allow", "GET, HEAD, POST");
    reply(std::move(refusal));
  } else if (request.path == "/healthz") {
    reply({200, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}}, "ok"});
  } else if (request.path == "/v1/presence") {
    ServePresence(request, std::move(reply));
  } else if (request.path == "/v1/agent/me") {
    ServeMe(request, std::move(reply));
  } else if (request.path == "/v1/visitor" || request.path == "/v1/agent") {
    HttpResponse refusal = ErrorResponse(426, "upgrade_required", "expected a WebSocket");
    refusal.headers.emplace_back("Upgrade", "websocket");
    reply(std::move(refusal));
  } else if (auto file = ServeFile(request)) {
    reply(std::move(*file));
  } else {
    reply(ErrorResponse(404, "not_found", "no such page"));
  }
}

std::optional<HttpResponse> Routes::ServeFile(const HttpRequest& request) const {
  constexpr std::string_view kConsole = "/console/";
  constexpr std::string_view kWidget = "/widget/";
  const std::string_view path = request.path;
  if (path == "/" || path == "/console") return Redirect("/console/");
  if (console_ && path.starts_with(kConsole)) {
    HttpResponse response = console_->Serve(request, path.substr(kConsole.size()));
    AddCommonHeaders(response);
    response.headers.emplace_back("Content-Security-Policy", kConsolePolicy);
    response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    return response;
  }
  if (widget_ && path.starts_with(kWidget)) {
    HttpResponse response = widget_->Serve(request, path.substr(kWidget.size()));
    AddCommonHeaders(response);
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    response.headers.emplace_back("Cross-Origin-Embedder-Policy", "require-corp");
    // By what is sent: a path may be spelt in many ways, or be a folder's.
    if (response.Header("Content-Type").starts_with("text/html")) {
      response.headers.emplace_back("Content-Security-Policy", kEngineFramePolicy);
    }
    return response;
  }
  return std::nullopt;
}

void Routes::ServePresence(const HttpRequest& request, Replier reply) {
  const auto shop = QueryField(request.query, "shop");
  if (!shop) {
    reply(ErrorResponse(400, "bad_request", "expected ?shop=ID"));
    return;
  }
  context_.hub.FindPresence(*shop, [origin = std::string(request.Header("origin")), reply = std::move(reply)](
                                       bool ok, const std::optional<Shop>& found, const Presence& presence) {
    if (!ok) {
      reply(Unavailable());
      return;
    }
    if (!found) {
      reply(ErrorResponse(404, "unknown_shop", "this relay has no shop of that name"));
      return;
    }
    HttpResponse response = JsonResponse(
        200, PresenceBody(presence.agents_online, presence.open, presence.reply_by, presence.wait_s));
    response.headers.emplace_back("Vary", "Origin");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    if (std::find(found->origins.begin(), found->origins.end(), origin) != found->origins.end()) {
      response.headers.emplace_back("Access-Control-Allow-Origin", origin);
    }
    reply(std::move(response));
  });
}

void Routes::ServePost(const HttpRequest& request, Replier reply) {
  const std::string_view type = request.Header("content-type");
  const bool is_json = type == "application/json" || type.starts_with("application/json;");
  if (request.path != "/v1/agent/login" && request.path != "/v1/agent/logout") {
    reply(ErrorResponse(404, "not_found", "no such page"));
  } else if (!is_json) {
    reply(ErrorResponse(415, "unsupported_media_type", "Content-Type: expected application/json"));
  } else if (!request.Header("origin").empty() && !IsOwnOrigin(request)) {
    reply(ErrorResponse(403, "forbidden", "Origin: expected the relay's own"));
  } else if (request.path == "/v1/agent/login") {
    Login(request, std::move(reply));
  } else {
    Logout(request, std::move(reply));
  }
}

void Routes::Login(const HttpRequest& request, Replier reply) {
  const auto parsed = ParseLogin(request.body);
  if (const auto* error = std::get_if<FrameError>(&parsed)) {
    reply(ErrorResponse(400, "bad_request", error->error.message));
    return;
  }
  const auto& body = std::get<LoginBody>(parsed);
  accounts_.Login({body.shop, body.email, body.password, request.address},
                  [this, request, reply = std::move(reply)](const LoginResult& result) {
                    OnLogin(result, request, reply);
                  });
}

void Routes::OnLogin(const LoginResult& result, const HttpRequest& request, const Replier& reply) {
  switch (result.status) {
    case LoginStatus::kOk: {
      const Identity& identity = *result.identity;
      context_.log.Info("agent_login",
                        {{"shop", identity.agent.shop}, {"agent", std::to_string(identity.agent.id)}});
      HttpResponse response = JsonResponse(200, IdentityBody(identity.agent, identity.shop));
      response.headers.emplace_back("Set-Cookie", CookieHeader(request, result.token, kSessionMs / 1000));
      reply(std::move(response));
      return;
    }
    case LoginStatus::kBadCredentials:
      context_.log.Info("agent_login_failed", {{"address", request.address}});
      reply(ErrorResponse(401, "bad_credentials", "no agent of this shop has that e-mail and password"));
      return;
    case LoginStatus::kTooManyAttempts: {
      context_.log.Info("agent_login_blocked", {{"address", request.address}});
      HttpResponse response =
          ErrorResponse(429, "too_many_attempts", "too many failed logins; try again later");
      response.headers.emplace_back("Retry-After", std::to_string((result.retry_after_ms + 999) / 1000));
      reply(std::move(response));
      return;
    }
    case LoginStatus::kUnavailable:
      reply(Unavailable());
      return;
  }
}

void Routes::Logout(const HttpRequest& request, Replier reply) {
  const std::string token = Cookie(request.Header("cookie"), kCookieName).value_or("");
  accounts_.Logout(token, [this, token, request, reply = std::move(reply)](bool ok) {
    if (!ok) {
      reply(Unavailable());
      return;
    }
    const auto [first, last] = agent_sessions_.equal_range(token);
    for (auto entry = first; entry != last; ++entry) {
      if (const auto session = entry->second.lock()) session->End();
    }
    agent_sessions_.erase(first, last);
    HttpResponse response = JsonResponse(200, "{}");
    response.headers.emplace_back("Set-Cookie", CookieHeader(request, "", 0));
    reply(std::move(response));
  });
}

void Routes::ServeMe(const HttpRequest& request, Replier reply) {
  const std::string token = Cookie(request.Header("cookie"), kCookieName).value_or("");
  accounts_.Who(token, [reply = std::move(reply)](bool ok, const std::optional<Identity>& identity) {
    if (!ok) {
      reply(Unavailable());
    } else if (!identity) {
      reply(ErrorResponse(401, "not_logged_in", "log in first"));
    } else {
      reply(JsonResponse(200, IdentityBody(identity->agent, identity->shop)));
    }
  });
}

void Routes::OnUpgrade(const HttpRequest& request, std::function<void(UpgradeAnswer)> reply) {
  if (request.path == "/v1/visitor") {
    UpgradeVisitor(request, std::move(reply));
  } else if (request.path == "/v1/agent") {
    UpgradeAgent(request, std::move(reply));
  } else {
    reply(ErrorResponse(404, "not_found", "no such socket"));
  }
}

void Routes::UpgradeVisitor(const HttpRequest& request, Upgrader reply) {
  const std::string origin(request.Header("origin"));
  // Which shop it is for, the hello will say; an origin of no shop at all goes no further.
  context_.hub.FindOrigin(
      origin, [this, origin, address = request.address, reply = std::move(reply)](bool ok, bool known) {
        if (!ok) {
          reply(Unavailable());
        } else if (!known) {
          reply(ErrorResponse(403, "forbidden", "Origin: expected one that a shop of this relay allows"));
        } else {
          reply(std::static_pointer_cast<LinkHandler>(
              std::make_shared<VisitorSession>(context_, origin, address)));
        }
      });
}

void Routes::UpgradeAgent(const HttpRequest& request, Upgrader reply) {
  if (!IsOwnOrigin(request)) {
    reply(ErrorResponse(403, "forbidden", "Origin: expected the relay's own"));
    return;
  }
  const std::string token = Cookie(request.Header("cookie"), kCookieName).value_or("");
  accounts_.Who(token,
                [this, token, reply = std::move(reply)](bool ok, const std::optional<Identity>& identity) {
                  if (!ok) {
                    reply(Unavailable());
                    return;
                  }
                  if (!identity) {
                    reply(std::static_pointer_cast<LinkHandler>(std::make_shared<NotLoggedIn>()));
                    return;
                  }
                  std::erase_if(agent_sessions_, [](const auto& entry) { return entry.second.expired(); });
                  auto session = std::make_shared<AgentSession>(context_, accounts_, *identity, token);
                  agent_sessions_.emplace(token, session);
                  reply(std::static_pointer_cast<LinkHandler>(std::move(session)));
                });
}

}  // namespace shopbell::relay

// HTTP requests and responses as the routes see them.
#ifndef SHOPBELL_RELAY_NET_HTTP_H_
#define SHOPBELL_RELAY_NET_HTTP_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "net/link.h"

namespace shopbell::relay {

struct HttpRequest {
  std::string method;
  /// Percent-encoded, without the query.
  std::string path;
  std::string query;
  /// By lower-case name.
  std::map<std::string, std::string, std::less<>> headers;
  std::string body;
  /// The client's, behind a trusted proxy what the proxy says.
  std::string address;
  /// TLS, as a trusted proxy says.
  bool secure = false;

  /// @return the header's value, or empty.
  [[nodiscard]] std::string_view Header(std::string_view lower_name) const {
    const auto found = headers.find(lower_name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
  }
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// @return the header's value, or empty. @param name spelt as it was added.
  [[nodiscard]] std::string_view Header(std::string_view name) const {
    for (const auto& [each, value] : headers) {
      if (each == name) return value;
    }
    return {};
  }
};

/// What becomes of a request for a WebSocket.
using UpgradeAnswer = std::variant<HttpResponse, std::shared_ptr<LinkHandler>>;

/// What a server serves. Each callback is called exactly once, on the server's thread, at once or later.
class Service {
 public:
  virtual ~Service() = default;
  virtual void OnRequest(const HttpRequest& request, std::function<void(HttpResponse)> reply) = 0;
  virtual void OnUpgrade(const HttpRequest& request, std::function<void(UpgradeAnswer)> reply) = 0;
};

[[nodiscard]] std::optional<std::string> PercentDecode(std::string_view text);
/// @return the decoded value of a query's field.
[[nodiscard]] std::optional<std::string> QueryField(std::string_view query, std::string_view name);
/// @return the value of a cookie.
[[nodiscard]] std::optional<std::string> Cookie(std::string_view header, std::string_view name);
/// Whether an Origin names the host that the request was sent to.
[[nodiscard]] bool IsOwnOrigin(const HttpRequest& request);

[[nodiscard]] HttpResponse JsonResponse(int status, std::string body);
[[nodiscard]] HttpResponse ErrorResponse(int status, std::string_view code, std::string_view message);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_HTTP_H_

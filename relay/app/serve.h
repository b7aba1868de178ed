// Puts the relay together and runs it.
#ifndef SHOPBELL_RELAY_APP_SERVE_H_
#define SHOPBELL_RELAY_APP_SERVE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/fault_points.h"

namespace shopbell::relay {

struct ServeOptions {
  std::string data_dir;
  /// `127.0.0.1:8787`, `[::1]:8787`; port 0 takes a free one.
  std::string listen = "127.0.0.1:8787";
  std::optional<std::string> console_dir;
  std::optional<std::string> widget_dir;
  int heartbeat_s = 20;
  double messages_per_minute = 30;
  double message_burst = 20;
  double address_messages_per_minute = 600;
  std::vector<std::string> trusted_proxies;
  /// Null in production.
  FaultPoints* faults = nullptr;
};

/// The data folder's database; makes the folder where it is missing.
[[nodiscard]] std::string DatabasePath(const std::string& data_dir);

/// Runs until SIGTERM or SIGINT. Prints `listening on ADDRESS:PORT` on standard output once it does.
/// Throws std::runtime_error where it cannot start.
void Serve(const ServeOptions& options);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_APP_SERVE_H_

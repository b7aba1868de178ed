// The relay's thread and its listening socket. Boost stays behind this header.
#ifndef SHOPBELL_RELAY_NET_SERVER_H_
#define SHOPBELL_RELAY_NET_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub/executor.h"
#include "net/http.h"

namespace shopbell::relay {

/// One thread's loop. Post is thread-safe; the rest before Run or on its thread.
class IoThread final : public Executor {
 public:
  IoThread();
  ~IoThread() override;
  void Post(std::function<void()> work) override;
  /// Calls `tick` about once a second.
  void EverySecond(std::function<void()> tick);
  /// Calls once, at the first SIGTERM or SIGINT.
  void OnStopSignal(std::function<void()> stop);
  /// Runs until Stop.
  void Run();
  void Stop();

  struct Impl;
  [[nodiscard]] Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  /// 0: any free one.
  std::uint16_t port = 8787;
  std::int64_t heartbeat_ms = 20'000;
  /// Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;
  /// How long an HTTP connection may wait for its next request, or a response make no headway.
  std::int64_t idle_ms = 30'000;
  /// An address as limits count it: AddressGroup.
  std::size_t max_links_per_address = 200;
};

/// HTTP/1.1 and WebSockets on one port. All on the IoThread's thread.
class Server {
 public:
  /// Listens. Throws std::runtime_error that names address and port.
  Server(IoThread& io, Service& service, ServerOptions options);
  ~Server();
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t links() const;
  /// Pings quiet links, closes dead ones; call about once a second.
  void Tick();
  /// Stops listening and closes every link with 4001; `done` when all are gone, after 3 s at the latest.
  void Shutdown(std::function<void()> done);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_SERVER_H_

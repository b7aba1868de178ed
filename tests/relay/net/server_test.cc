#include "net/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

namespace shopbell::relay {
namespace {

class Silent final : public LinkHandler {
 public:
  void OnOpen(const std::shared_ptr<Link>& link) override { link_ = link; }
  void OnText(std::string_view) override {}
  void OnTick() override {}
  void OnClosed() override { link_.reset(); }

 private:
  std::shared_ptr<Link> link_;
};

/// One large file at every path, and sockets that say nothing.
class LargeFile final : public Service {
 public:
  static constexpr std::size_t kBytes = 24 * 1024 * 1024;
  void OnRequest(const HttpRequest&, std::function<void(HttpResponse)> reply) override {
    reply({200, {}, std::string(kBytes, 'x')});
  }
  void OnUpgrade(const HttpRequest&, std::function<void(UpgradeAnswer)> reply) override {
    reply(std::static_pointer_cast<LinkHandler>(std::make_shared<Silent>()));
  }
};

/// A client with a small receive buffer, so that what it does not read stays with the server.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const int buffer = 16 * 1024;
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void Send(const std::string& text) {
    EXPECT_EQ(send(socket_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }
  /// @return how many bytes came; 0 at the end, or where nothing comes for ten seconds.
  std::size_t Read() {
    pollfd ready{socket_, POLLIN, 0};
    constexpr int kPatienceMs = 10'000;
    if (poll(&ready, 1, kPatienceMs) != 1) return 0;
    const ssize_t got = recv(socket_, piece_.data(), piece_.size(), 0);
    return got > 0 ? static_cast<std::size_t>(got) : 0;
  }
  [[nodiscard]] std::string Piece(std::size_t bytes) const { return {piece_.data(), bytes}; }

 private:
  int socket_;
  std::array<char, 16 * 1024> piece_{};
};

class ServerTest : public testing::Test {
 protected:
  void Start(ServerOptions options) {
    options.port = 0;
    server_.emplace(io_, service_, options);
    thread_ = std::thread([this] { io_.Run(); });
  }
  ~ServerTest() override {
    io_.Post([this] { server_->Shutdown([this] { io_.Stop(); }); });
    thread_.join();
  }

  IoThread io_;
  LargeFile service_;
  std::optional<Server> server_;
  std::thread thread_;
};

TEST_F(ServerTest, AClientThatTakesLongerThanTheIdleTimeGetsTheWholeFile) {
  ServerOptions options;
  options.idle_ms = 1000;
  Start(options);
  Client client(server_->port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const auto started = std::chrono::steady_clock::now();
  const auto slow_until = started + std::chrono::milliseconds(2 * options.idle_ms);
  std::size_t taken = 0;
  while (const std::size_t got = client.Read()) {
    taken += got;
    // Slow is what this client is; the pauses are far below the idle time, their sum is above it.
    if (std::chrono::steady_clock::now() < slow_until) poll(nullptr, 0, 2);
  }
  ASSERT_GT(std::chrono::steady_clock::now(), slow_until) << "the file was too small to be slow about";
  EXPECT_GT(taken, LargeFile::kBytes);
}

TEST_F(ServerTest, AConnectionThatAsksForNothingIsLetGo) {
  ServerOptions options;
  options.idle_ms = 100;
  Start(options);
  Client idle(server_->port());
  EXPECT_EQ(idle.Read(), 0U);
}

TEST_F(ServerTest, OneIpv6NetworkSharesTheSocketsOfAnAddress) {
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  options.max_links_per_address = 1;
  Start(options);
  const auto upgrade = [&](Client& client, const std::string& address) {
    client.Send(
        "GET /v1/visitor HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "X-Forwarded-For: " +
        address + "\r\n\r\n");
    return client.Piece(client.Read()).substr(0, 12);
  };
  Client first(server_->port());
  Client neighbour(server_->port());
  Client stranger(server_->port());
  EXPECT_EQ(upgrade(first, "2001:db8::1"), "HTTP/1.1 101");
  EXPECT_EQ(upgrade(neighbour, "2001:db8::2"), "HTTP/1.1 429");
  EXPECT_EQ(upgrade(stranger, "2001:db8:0:1::1"), "HTTP/1.1 101");
}

}  // namespace
}  // namespace shopbell::relay

// The only file that compiles Beast, which costs some 20 s.
#include "net/server.h"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <unordered_map>

#include "hub/limits.h"
#include "net/beast/link.h"

namespace shopbell::relay {

using asio::ip::tcp;
using StringRequest = http::request<http::string_body>;

struct IoThread::Impl {
  asio::io_context io{1};
  asio::signal_set signals{io};
  asio::steady_timer second{io};
  std::function<void()> tick;

  void NextSecond() {
    second.expires_after(std::chrono::seconds(1));
    second.async_wait([this](error_code error) {
      if (error) return;
      tick();
      NextSecond();
    });
  }
};

IoThread::IoThread() : impl_(std::make_unique<Impl>()) {}
IoThread::~IoThread() = default;
void IoThread::Post(std::function<void()> work) { asio::post(impl_->io, std::move(work)); }

void IoThread::EverySecond(std::function<void()> tick) {
  impl_->tick = std::move(tick);
  impl_->NextSecond();
}

void IoThread::OnStopSignal(std::function<void()> stop) {
  impl_->signals.add(SIGTERM);
  impl_->signals.add(SIGINT);
  impl_->signals.async_wait([stop = std::move(stop)](error_code error, int) {
    if (!error) stop();
  });
}

void IoThread::Run() {
  const auto work = asio::make_work_guard(impl_->io);
  impl_->io.run();
}

void IoThread::Stop() { impl_->io.stop(); }

namespace {

std::string ToString(beast::string_view text) { return {text.data(), text.size()}; }

/// Awaits a callback, which may come at once or later but always on this thread.
/// Nothing with a destructor is a temporary of a co_await expression here: GCC 12 would destroy it twice.
template <typename Result>
asio::awaitable<Result> Await(asio::io_context& io,
                              const std::function<void(std::function<void(Result)>)> start) {
  auto initiate = [&io, &start](auto handler) {
    auto kept = std::make_shared<decltype(handler)>(std::move(handler));
    start([&io, kept](Result value) {
      auto shared = std::make_shared<Result>(std::move(value));
      asio::post(io, [kept, shared] { std::move (*kept)(shared); });
    });
  };
  auto result = asio::async_initiate<const asio::use_awaitable_t<>&, void(std::shared_ptr<Result>)>(
      initiate, asio::use_awaitable);
  const std::shared_ptr<Result> shared = co_await std::move(result);
  co_return std::move(*shared);
}

http::response<http::string_body> ToBeast(const StringRequest& request, HttpResponse response) {
  http::response<http::string_body> out{static_cast<http::status>(response.status), request.version()};
  for (const auto& [name, value] : response.headers) out.set(name, value);
  out.set(http::field::server, "shopbell");
  out.keep_alive(request.keep_alive());
  const bool bodiless = response.status == 304 || response.status == 204;
  if (request.method() == http::verb::head) {
    out.content_length(response.body.size());
  } else if (!bodiless) {
    out.body() = std::move(response.body);
    out.prepare_payload();
  }
  return out;
}

}  // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  Impl(IoThread& thread, Service& served, ServerOptions chosen)
      : io(thread.impl().io), service(served), options(std::move(chosen)), acceptor(io) {}

  void Listen() {
    try {
      const tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
      acceptor.open(endpoint.protocol());
      acceptor.set_option(asio::socket_base::reuse_address(true));
      acceptor.bind(endpoint);
      acceptor.listen();
    } catch (const std::exception& error) {
      throw std::runtime_error("cannot listen on " + options.address + ":" + std::to_string(options.port) +
                               ": " + error.what());
    }
    asio::co_spawn(
        io, [self = shared_from_this()] { return self->Accept(); }, asio::detached);
  }

  asio::awaitable<void> Accept() {
    asio::steady_timer pause(io);
    while (acceptor.is_open()) {
      error_code error;
      tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted || !acceptor.is_open()) co_return;
      if (error) {
        // Out of file handles, most likely: let some go first.
        pause.expires_after(std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      auto stream = std::make_shared<beast::tcp_stream>(std::move(socket));
      asio::co_spawn(
          io, [self = shared_from_this(), stream] { return self->Converse(stream); }, asio::detached);
    }
  }

  asio::awaitable<void> Converse(const std::shared_ptr<beast::tcp_stream> stream) {
    beast::flat_buffer buffer;
    error_code error;
    while (!stopping) {
      constexpr std::size_t kMaxBody = 64 * 1024;
      http::request_parser<http::string_body> parser;
      parser.body_limit(kMaxBody);
      stream->expires_after(std::chrono::milliseconds(options.idle_ms));
      co_await http::async_read(*stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
      if (error) break;
      const StringRequest request = parser.release();
      if (websocket::is_upgrade(request)) {
        co_await Upgrade(stream, request);
        co_return;
      }
      const HttpRequest plain = ToPlain(*stream, request);
      const std::function<void(std::function<void(HttpResponse)>)> ask =
          [this, &plain](std::function<void(HttpResponse)> done) {
            service.OnRequest(plain, std::move(done));
          };
      HttpResponse reply = co_await Await<HttpResponse>(io, ask);
      const bool again = co_await Write(*stream, request, reply);
      if (!again) break;
    }
    stream->socket().shutdown(tcp::socket::shutdown_send, error);
  }

  asio::awaitable<bool> Write(beast::tcp_stream& stream, const StringRequest& request, HttpResponse& reply) {
    error_code error;
    const auto response = ToBeast(request, std::move(reply));
    http::response_serializer<http::string_body> serializer(response);
    // A HEAD's response has no body: the serializer ends after the header.
    while (!error && !serializer.is_done()) {
      // Anew for each piece: a large file may take a slow client as long as it goes on taking it.
      stream.expires_after(std::chrono::milliseconds(options.idle_ms));
      co_await http::async_write_some(stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return !error && request.keep_alive();
  }

  asio::awaitable<void> Upgrade(const std::shared_ptr<beast::tcp_stream> stream,
                                const StringRequest& request) {
    const HttpRequest plain = ToPlain(*stream, request);
    const std::string from = AddressGroup(plain.address);
    const auto held = links_of.find(from);
    if (held != links_of.end() && held->second >= options.max_links_per_address) {
      HttpResponse refusal = ErrorResponse(429, "rate_limited", "too many sockets from this address");
      co_await Write(*stream, request, refusal);
      co_return;
    }
    const std::function<void(std::function<void(UpgradeAnswer)>)> ask =
        [this, &plain](std::function<void(UpgradeAnswer)> done) {
          service.OnUpgrade(plain, std::move(done));
        };
    UpgradeAnswer answer = co_await Await<UpgradeAnswer>(io, ask);
    if (auto* refusal = std::get_if<HttpResponse>(&answer)) {
      co_await Write(*stream, request, *refusal);
      co_return;
    }
    if (stopping) co_return;
    stream->expires_never();
    const auto link = std::make_shared<BeastLink>(std::move(*stream),
                                                  std::get<std::shared_ptr<LinkHandler>>(std::move(answer)),
                                                  std::chrono::milliseconds(options.heartbeat_ms));
    links.push_back(link);
    ++links_of[from];
    co_await link->Run(request);
    std::erase(links, link);
    if (--links_of[from] == 0) links_of.erase(from);
    if (stopping && links.empty()) Finish();
  }

  HttpRequest ToPlain(beast::tcp_stream& stream, const StringRequest& request) const {
    HttpRequest plain;
    plain.method = ToString(request.method_string());
    const std::string target = ToString(request.target());
    const std::size_t mark = std::min(target.find('?'), target.size());
    plain.path = target.substr(0, mark);
    plain.query = mark < target.size() ? target.substr(mark + 1) : "";
    for (const auto& field : request) {
      std::string name = ToString(field.name_string());
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      plain.headers[name] = ToString(field.value());
    }
    plain.body = request.body();
    error_code error;
    const auto peer = stream.socket().remote_endpoint(error);
    if (!error) plain.address = peer.address().to_string();
    BelieveProxy(plain);
    return plain;
  }

  void BelieveProxy(HttpRequest& plain) const {
    const auto& trusted = options.trusted_proxies;
    if (std::find(trusted.begin(), trusted.end(), plain.address) == trusted.end()) return;
    plain.secure = plain.Header("x-forwarded-proto") == "https";
    // The last is what the trusted proxy itself saw; those before it are hearsay.
    const std::string_view chain = plain.Header("x-forwarded-for");
    const std::size_t comma = chain.rfind(',');
    std::string_view last = comma == std::string_view::npos ? chain : chain.substr(comma + 1);
    while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
    if (!last.empty()) plain.address = std::string(last);
  }

  void Shutdown(std::function<void()> done) {
    stopping = true;
    finished = std::move(done);
    error_code ignored;
    acceptor.close(ignored);
    if (links.empty()) {
      Finish();
      return;
    }
    constexpr auto kPatience = std::chrono::seconds(3);
    deadline.expires_after(kPatience);
    deadline.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->Finish();
    });
    const auto all = links;
    for (const auto& link : all) link->Close(CloseCode::kShuttingDown, "relay shutting down");
  }

  void Finish() {
    deadline.cancel();
    if (auto done = std::exchange(finished, nullptr)) asio::post(io, std::move(done));
  }

  asio::io_context& io;
  Service& service;
  ServerOptions options;
  tcp::acceptor acceptor;
  asio::steady_timer deadline{io};
  std::vector<std::shared_ptr<BeastLink>> links;
  std::unordered_map<std::string, std::size_t> links_of;
  std::function<void()> finished;
  bool stopping = false;
};

Server::Server(IoThread& io, Service& service, ServerOptions options)
    : impl_(std::make_shared<Impl>(io, service, std::move(options))) {
  impl_->Listen();
}

Server::~Server() = default;
std::uint16_t Server::port() const { return impl_->acceptor.local_endpoint().port(); }
std::size_t Server::links() const { return impl_->links.size(); }

void Server::Tick() {
  const auto all = impl_->links;
  for (const auto& link : all) link->Tick();
}

void Server::Shutdown(std::function<void()> done) { impl_->Shutdown(std::move(done)); }

}  // namespace shopbell::relay

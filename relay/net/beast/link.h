// A WebSocket over Beast. Included by server.cc alone: Beast is compiled once.
#ifndef SHOPBELL_RELAY_NET_BEAST_LINK_H_
#define SHOPBELL_RELAY_NET_BEAST_LINK_H_

// Asio 1.74 uses std::exchange without including its header.
#include <utility>
// Kept after <utility>.
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "net/link.h"

namespace shopbell::relay {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

class BeastLink final : public Link, public std::enable_shared_from_this<BeastLink> {
 public:
  BeastLink(beast::tcp_stream stream, std::shared_ptr<LinkHandler> handler,
            std::chrono::milliseconds heartbeat)
      : ws_(std::move(stream)),
        handler_(std::move(handler)),
        kill_(ws_.get_executor()),
        heartbeat_(heartbeat) {}

  void Send(std::string frame) override {
    if (closing_ || over_) return;
    queued_bytes_ += frame.size();
    queue_.push_back(std::move(frame));
    if (queued_bytes_ > kMaxQueueBytes) {
      queue_.clear();
      Close(CloseCode::kSlowReader, "slow reader: resume from the cursor");
      return;
    }
    StartWriting();
  }

  void Close(CloseCode code, std::string_view reason) override {
    if (closing_ || over_) return;
    closing_ = true;
    close_reason_.code = static_cast<std::uint16_t>(code);
    close_reason_.reason.assign(reason.data(), reason.size());
    // A peer that reads nothing takes no close frame either.
    constexpr auto kPatience = std::chrono::seconds(2);
    kill_.expires_after(kPatience);
    kill_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->Cut();
    });
    StartWriting();
  }

  void WhenDrained(std::function<void()> then) override {
    if (over_ || closing_) return;
    drained_.push_back(std::move(then));
    StartWriting();
  }

  /// Accepts the upgrade and runs until the link is over.
  asio::awaitable<void> Run(const http::request<http::string_body> request) {
    const auto self = shared_from_this();
    constexpr auto kHandshake = std::chrono::seconds(10);
    ws_.set_option(websocket::stream_base::timeout{kHandshake, websocket::stream_base::none(), false});
    ws_.control_callback([this](websocket::frame_type, beast::string_view) { Heard(); });
    error_code error;
    co_await ws_.async_accept(request, asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
      Heard();
      handler_->OnOpen(self);
      co_await ReadAll();
      over_ = true;
      handler_->OnClosed();
    }
    over_ = true;
    queue_.clear();
    drained_.clear();
    // While the close frame is still being written the kill timer stays, in case it cannot be.
    if (!writing_) kill_.cancel();
  }

  void Tick() {
    if (over_) return;
    handler_->OnTick();
    const auto quiet = SteadyClock::now() - last_heard_;
    if (quiet > heartbeat_ * 5 / 2) {
      Close(CloseCode::kNoPong, "nothing heard");
    } else if (quiet > heartbeat_ && !pinging_ && !closing_) {
      pinging_ = true;
      ws_.async_ping({}, [self = shared_from_this()](error_code) { self->pinging_ = false; });
    }
  }

 private:
  void Heard() { last_heard_ = SteadyClock::now(); }

  void Cut() {
    error_code ignored;
    beast::get_lowest_layer(ws_).socket().close(ignored);
  }

  // Frames are read piece by piece so that an overlong one is refused with the protocol's own code.
  asio::awaitable<void> ReadAll() {
    std::string frame;
    while (true) {
      constexpr std::size_t kPiece = 16 * 1024;
      const std::size_t had = frame.size();
      frame.resize(had + kPiece);
      error_code error;
      const std::size_t got = co_await ws_.async_read_some(asio::buffer(frame.data() + had, kPiece),
                                                           asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return;
      frame.resize(had + got);
      Heard();
      // Closing: only the peer's close frame matters now.
      if (closing_) {
        frame.clear();
        continue;
      }
      if (frame.size() > kMaxFrameBytes) {
        Close(CloseCode::kBadFrame, "frame over 256 KiB");
      } else if (!ws_.got_text()) {
        Close(CloseCode::kBadFrame, "binary frame");
      } else if (ws_.is_message_done()) {
        handler_->OnText(frame);
        frame.clear();
        if (frame.capacity() > 4 * kPiece) frame.shrink_to_fit();
      }
    }
  }

  void StartWriting() {
    if (writing_) return;
    writing_ = true;
    asio::co_spawn(
        ws_.get_executor(), [self = shared_from_this()] { return self->WriteAll(); }, asio::detached);
  }

  asio::awaitable<void> WriteAll() {
    ws_.text(true);
    error_code error;
    while (!error && !over_ && (!queue_.empty() || !drained_.empty())) {
      if (!drained_.empty() && queued_bytes_ <= kDrainedBytes) {
        const std::function<void()> then = std::move(drained_.front());
        drained_.pop_front();
        then();
        continue;
      }
      const std::string frame = std::move(queue_.front());
      queue_.pop_front();
      co_await ws_.async_write(asio::buffer(frame), asio::redirect_error(asio::use_awaitable, error));
      queued_bytes_ = queue_.empty() ? 0 : queued_bytes_ - frame.size();
    }
    if (closing_ && !error && !over_) {
      co_await ws_.async_close(close_reason_, asio::redirect_error(asio::use_awaitable, error));
    }
    if (closing_ || error) Cut();
    writing_ = false;
    if (over_) kill_.cancel();
  }

  websocket::stream<beast::tcp_stream> ws_;
  std::shared_ptr<LinkHandler> handler_;
  asio::steady_timer kill_;
  std::chrono::milliseconds heartbeat_;
  SteadyClock::time_point last_heard_ = SteadyClock::now();
  std::deque<std::string> queue_;
  std::size_t queued_bytes_ = 0;
  std::deque<std::function<void()>> drained_;
  websocket::close_reason close_reason_;
  bool writing_ = false;
  bool pinging_ = false;
  bool closing_ = false;
  bool over_ = false;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_BEAST_LINK_H_

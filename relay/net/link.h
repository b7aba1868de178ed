// A WebSocket as its sessions see it.
#ifndef SHOPBELL_RELAY_NET_LINK_H_
#define SHOPBELL_RELAY_NET_LINK_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/codes.h"

namespace shopbell::relay {

/// The way out. All calls on the server's thread; after the link has closed they do nothing.
class Link {
 public:
  virtual ~Link() = default;
  /// Queues one text frame. Past 1 MiB of waiting frames the link closes with 4002.
  virtual void Send(std::string frame) = 0;
  /// Sends what is queued (not for 4002), then the close frame; cuts the connection where that takes too
  /// long.
  virtual void Close(CloseCode code, std::string_view reason) = 0;
  /// Calls back when at most kDrainedBytes wait, the callers in turn: one that sends holds up the next.
  virtual void WhenDrained(std::function<void()> then) = 0;
};

/// The way in. All calls on the server's thread.
class LinkHandler {
 public:
  virtual ~LinkHandler() = default;
  /// First; the link lives until OnClosed returns.
  virtual void OnOpen(const std::shared_ptr<Link>& link) = 0;
  /// One whole text frame of at most 256 KiB.
  virtual void OnText(std::string_view frame) = 0;
  /// About once a second.
  virtual void OnTick() = 0;
  /// Last, once.
  virtual void OnClosed() = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_LINK_H_

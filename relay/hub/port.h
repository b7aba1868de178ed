// How the hub speaks to a socket.
#ifndef SHOPBELL_RELAY_HUB_PORT_H_
#define SHOPBELL_RELAY_HUB_PORT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "values/commands.h"
#include "values/values.h"

namespace shopbell::relay {

/// The start of a subscription, or its restart after the history changed under it.
struct Opening {
  ConversationKey key;
  /// Nothing where the conversation does not exist yet.
  std::optional<std::string> epoch;
  std::int64_t head = 0;
  Owner owner = Owner::kBot;
  /// What the client holds cannot be continued; what follows is the whole.
  bool reset = false;
};

/// A conversation as an agent's list shows it.
struct Summary {
  Conversation conversation;
  bool visitor_online = false;
};

/// One socket, a visitor's or an agent's; implemented by net. All calls on the hub's thread.
class Port {
 public:
  virtual ~Port() = default;
  virtual void OnOpened(const Opening& opening) = 0;
  /// The subscription did not come about.
  virtual void OnRefused(const ConversationKey& key, const CommandError& error) = 0;
  virtual void OnEvent(const ConversationKey& key, const Event& event) = 0;
  /// `key` is null where the socket follows no conversation.
  virtual void OnHeartbeat(const ConversationKey* key, std::int64_t head,
                           const std::optional<std::string>& epoch) = 0;
  virtual void OnTyping(const ConversationKey& key) = 0;
  virtual void OnErased(const ConversationKey& key) = 0;
  virtual void OnList(const std::vector<Summary>& summaries) = 0;
  virtual void OnSummary(const Summary& summary) = 0;
  /// Calls back once little of what has been handed over still waits, each caller after what the one before
  /// then handed over has gone likewise; at once where nothing waits.
  virtual void WhenDrained(std::function<void()> then) = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_PORT_H_

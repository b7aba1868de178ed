// How relays tell each other, and their own hub, what has been stored. Implementations: bus/local.
#ifndef SHOPBELL_RELAY_BUS_BUS_H_
#define SHOPBELL_RELAY_BUS_BUS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "values/values.h"

namespace shopbell::relay {

/// What one committed command changed. `events` are in order and end at `conversation.head`; they may be
/// empty, then a subscriber below the head reads the store.
struct Publication {
  Conversation conversation;
  std::vector<Event> events;
  /// The visitor erased what was there before.
  bool erased = false;
};

/// Fan-out without promises: a publication may be lost or come late, never in part; heads in the store
/// decide.
class Bus {
 public:
  using Handler = std::function<void(std::shared_ptr<const Publication>)>;
  virtual ~Bus() = default;
  /// Sets who is told; once, before the first Publish. The handler is called on the hub's thread.
  virtual void Subscribe(Handler handler) = 0;
  virtual void Publish(std::shared_ptr<const Publication> publication) = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_BUS_BUS_H_

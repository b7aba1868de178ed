#include "bus/local/local_bus.h"

#include <utility>

namespace shopbell::relay {

void LocalBus::Subscribe(Handler handler) { handler_ = std::move(handler); }

void LocalBus::Publish(std::shared_ptr<const Publication> publication) {
  if (handler_) handler_(std::move(publication));
}

}  // namespace shopbell::relay

// The bus of a relay that runs alone.
#ifndef SHOPBELL_RELAY_BUS_LOCAL_LOCAL_BUS_H_
#define SHOPBELL_RELAY_BUS_LOCAL_LOCAL_BUS_H_

#include <memory>

#include "bus/bus.h"

namespace shopbell::relay {

/// Calls the handler at once, on the publisher's thread.
class LocalBus final : public Bus {
 public:
  void Subscribe(Handler handler) override;
  void Publish(std::shared_ptr<const Publication> publication) override;

 private:
  Handler handler_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_BUS_LOCAL_LOCAL_BUS_H_

// One line an event, ids only: never message text, never secrets.
#ifndef SHOPBELL_RELAY_NET_LOG_H_
#define SHOPBELL_RELAY_NET_LOG_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace shopbell::relay {

/// Thread-safe.
class Log {
 public:
  using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;
  virtual ~Log() = default;
  virtual void Info(std::string_view event, Fields fields) = 0;
  virtual void Error(std::string_view event, Fields fields) = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_LOG_H_

// The relay's log on standard error, one line an event.
#ifndef SHOPBELL_RELAY_APP_RELAY_LOG_H_
#define SHOPBELL_RELAY_APP_RELAY_LOG_H_

#include <memory>

#include "net/log.h"

namespace shopbell::relay {

/// Lines such as `2026-11-22T05:45:01.123Z info event=visitor_hello shop=stylesavvy conversation=…`.
/// Thread-safe.
[[nodiscard]] std::unique_ptr<Log> MakeLog();

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_APP_RELAY_LOG_H_

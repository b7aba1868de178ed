// Error and close codes of docs/protocol.md.
#ifndef SHOPBELL_RELAY_PROTOCOL_CODES_H_
#define SHOPBELL_RELAY_PROTOCOL_CODES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "values/commands.h"

namespace shopbell::relay {

[[nodiscard]] std::string_view CodeText(ErrorCode code);
/// Whether sending the same again may succeed.
[[nodiscard]] bool IsTemporary(ErrorCode code);

/// 4000–4399: connect again with back-off; 4400–4999: final until something changes.
enum class CloseCode : std::uint16_t {
  kShuttingDown = 4001,
  kSlowReader = 4002,
  kNoPong = 4003,
  kStoreUnavailable = 4004,
  kBadFrame = 4400,
  kNotLoggedIn = 4401,
  kForbidden = 4403,
  kUnknownShop = 4404,
  kNoHello = 4408,
  kErased = 4410,
};

inline constexpr std::size_t kMaxFrameBytes = 256 * 1024;
inline constexpr std::size_t kMaxQueueBytes = 1024 * 1024;
/// A page of history and what is published meanwhile fit between this and kMaxQueueBytes.
inline constexpr std::size_t kDrainedBytes = 128 * 1024;
inline constexpr std::size_t kMaxTextPoints = 4000;
inline constexpr std::size_t kMaxTranscriptItems = 200;
inline constexpr std::size_t kMaxReasonPoints = 200;
inline constexpr std::size_t kMaxEmailBytes = 254;
inline constexpr std::int64_t kHelloTimeoutMs = 10'000;

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_PROTOCOL_CODES_H_

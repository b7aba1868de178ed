// Named places where a test may end the process.
#ifndef SHOPBELL_RELAY_STORE_FAULT_POINTS_H_
#define SHOPBELL_RELAY_STORE_FAULT_POINTS_H_

#include <string_view>

namespace shopbell::relay {

inline constexpr std::string_view kBeforeCommit = "before-commit";
inline constexpr std::string_view kBeforeAck = "before-ack";
inline constexpr std::string_view kBeforePublish = "before-publish";

/// Told each time that a named place is passed. Production has none (a null pointer). Called from any thread.
class FaultPoints {
 public:
  virtual ~FaultPoints() = default;
  virtual void Pass(std::string_view point) = 0;
};

inline void PassFaultPoint(FaultPoints* faults, std::string_view point) {
  if (faults != nullptr) faults->Pass(point);
}

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_FAULT_POINTS_H_

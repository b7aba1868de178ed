#include <cstddef>
#include <cstdint>
#include <string_view>

#include "protocol/frames.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)shopbell::relay::ParseVisitorFrame(text);
  (void)shopbell::relay::ParseAgentFrame(text);
  (void)shopbell::relay::ParseLogin(text);
  return 0;
}

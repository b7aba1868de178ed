// Any bytes as a turn's state, with and without a sound checksum; what is read is written back the same.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "text/hash.h"
#include "turn/state.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shopbell;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)turn::ReadState({bytes});
  const std::uint32_t check = text::Murmur3(bytes, 3);
  bytes.append(reinterpret_cast<const char*>(&check), sizeof check);
  const TurnState once = turn::WriteState(turn::ReadState({bytes}));
  const TurnState twice = turn::WriteState(turn::ReadState(once));
  if (once.bytes != twice.bytes || once.bytes.size() > kMaxStateBytes) std::abort();
  return 0;
}

#include "turn/state.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

#include "bell/reader.h"
#include "text/hash.h"

namespace shopbell::turn {
namespace {

constexpr std::uint8_t kStateVersion = 5;

class Writer {
 public:
  template <typename T>
  void Put(T value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
  std::string bytes;
};

template <typename T>
void Get(bell::Reader& reader, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    value = reader.Plain<std::uint8_t>() != 0;
  } else {
    value = reader.Plain<T>();
  }
}

/// Passes each remembered field to `io`, in the order of the format.
template <typename Memory, typename Io>
void EachField(Memory& m, Io&& io) {
  io(m.offer_pending);
  io(m.offer_declined);
  io(m.no_human);
  io(m.apologised);
  io(m.answered);
  io(m.offers);
  io(m.misses);
  io(m.repeats);
  io(m.running);
  io(m.trouble);
  io(m.unhelped);
  io(m.waiting);
  for (auto& value : m.course) io(value);
  io(m.topic);
  io(m.turns);
  io(m.last_offer);
}

}  // namespace

TurnState WriteState(const State& state) {
  Writer writer;
  writer.Put(kStateVersion);
  writer.Put(static_cast<std::uint8_t>(state.memory.owner));
  EachField(state.memory, [&](const auto& field) { writer.Put(field); });
  const std::string last = state.last_question.substr(0, kLastQuestionBytes);
  writer.Put(static_cast<std::uint16_t>(last.size()));
  writer.bytes += last;
  writer.Put(static_cast<std::uint8_t>(state.asked.size()));
  for (const Sketch& asked : state.asked) {
    writer.Put(asked);
  }
  writer.Put(text::Murmur3(writer.bytes, kStateVersion));
  return {std::move(writer.bytes)};
}

State ReadState(const TurnState& state) {
  const std::string_view bytes(state.bytes);
  if (bytes.size() < 5 || bytes.size() > kMaxStateBytes) return {};
  const std::string_view body = bytes.substr(0, bytes.size() - 4);
  std::uint32_t check;
  std::memcpy(&check, bytes.data() + body.size(), 4);
  if (static_cast<std::uint8_t>(body[0]) != kStateVersion || check != text::Murmur3(body, kStateVersion))
    return {};

  State out;
  bell::Reader reader(body.substr(1));
  const auto owner = reader.Plain<std::uint8_t>();
  if (owner > static_cast<std::uint8_t>(policy::Owner::kHuman)) return {};
  out.memory.owner = static_cast<policy::Owner>(owner);
  EachField(out.memory, [&](auto& field) { Get(reader, field); });
  const auto last_bytes = reader.Plain<std::uint16_t>();
  if (last_bytes > kLastQuestionBytes) return {};
  const std::vector<char> last = reader.Array<char>(last_bytes);
  out.last_question.assign(last.begin(), last.end());
  const auto count = reader.Plain<std::uint8_t>();
  if (!reader.ok() || count > kRememberedQuestions) return {};
  out.asked.resize(count);
  for (Sketch& asked : out.asked) {
    for (std::int8_t& value : asked) Get(reader, value);
  }
  const policy::Memory& m = out.memory;
  if (!reader.ok() || !std::isfinite(m.running) || !std::isfinite(m.trouble) || !std::isfinite(m.unhelped) ||
      !std::isfinite(m.waiting) ||
      !std::all_of(m.course.begin(), m.course.end(), [](float x) { return std::abs(x) <= 1; }))
    return {};
  return out;
}

}  // namespace shopbell::turn

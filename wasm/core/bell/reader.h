#ifndef SHOPBELL_BELL_READER_H_
#define SHOPBELL_BELL_READER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

namespace shopbell::bell {

/// Takes numbers off the front of a section and never reads behind its end: a number that is not there in
/// full is 0, and from then on `ok` is false and nothing is left. Little-endian. Borrows the bytes.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  /// One number of sizeof(T) bytes.
  template <typename T>
  T Plain() {
    static_assert(std::is_arithmetic_v<T>);
    T value{};
    if (bytes_.size() < sizeof(T)) {
      Fail();
      return value;
    }
    std::memcpy(&value, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return value;
  }

  /// `count` numbers in a row; none where there are fewer. Nothing is allocated for numbers that are not
  /// there.
  template <typename T>
  std::vector<T> Array(std::size_t count) {
    static_assert(std::is_arithmetic_v<T>);
    std::vector<T> values;
    if (count > bytes_.size() / sizeof(T)) {
      Fail();
      return values;
    }
    if constexpr (sizeof(T) == 1) {  // long tables are made of these: not zeroed first
      const auto* const first = reinterpret_cast<const T*>(bytes_.data());
      values.assign(first, first + count);
    } else if (count > 0) {
      values.resize(count);
      std::memcpy(values.data(), bytes_.data(), count * sizeof(T));
    }
    bytes_.remove_prefix(count * sizeof(T));
    return values;
  }

  /// Passes `count` numbers to `take`, each of seven bits a byte, the low ones first, the top bit of a byte
  /// saying that more follow; at most four bytes each.
  /// @return false where one is not there, or `take` returns false; nothing is left then.
  template <typename Take>
  [[nodiscard]] bool EachLeb128(std::size_t count, Take take) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t value = 0;
      std::uint8_t byte = 0x80;
      for (int shift = 0; byte >= 0x80; shift += 7) {
        if (at == bytes_.size() || shift > 21) return Fail();
        byte = static_cast<std::uint8_t>(bytes_[at++]);
        value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
      }
      if (!take(value)) return Fail();
    }
    bytes_.remove_prefix(at);
    return true;
  }

  [[nodiscard]] bool ok() const { return ok_; }
  /// Bytes not read yet.
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  /// All was there, and what is left is at most the padding that brings a section to eight bytes.
  [[nodiscard]] bool AtEnd() const { return ok_ && left() < 8; }

 private:
  bool Fail() {
    ok_ = false;
    bytes_ = {};
    return false;
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace shopbell::bell

#endif  // SHOPBELL_BELL_READER_H_

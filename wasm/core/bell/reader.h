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
    } else if (count > 0) {
      values.resize(count);
      std::memcpy(values.data(), bytes_.data(), count * sizeof(T));
      bytes_.remove_prefix(count * sizeof(T));
    }
    return values;
  }

  /// Seven bits a byte, the low ones first; the top bit says that more follow. At most four bytes.
  std::uint32_t Leb128() {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      const auto byte = Plain<std::uint8_t>();
      value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return ok_ ? value : 0;
    }
    Fail();
    return 0;
  }

  [[nodiscard]] bool ok() const { return ok_; }
  /// Bytes not read yet.
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  /// All was there, and what is left is at most the padding that brings a section to eight bytes.
  [[nodiscard]] bool AtEnd() const { return ok_ && left() < 8; }

 private:
  void Fail() {
    ok_ = false;
    bytes_ = {};
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace shopbell::bell

#endif  // SHOPBELL_BELL_READER_H_

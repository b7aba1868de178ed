#ifndef SHOPBELL_BELL_CONTAINER_H_
#define SHOPBELL_BELL_CONTAINER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shopbell/result.h"

/// The container that both .bell files share (docs/formats.md): a header, a table of sections, the sections.
/// All numbers are little-endian; the machines that Shopbell runs on are too.
namespace shopbell::bell {

/// Four letters that name a section or a kind of file.
using Tag = std::uint32_t;
[[nodiscard]] constexpr Tag MakeTag(const char (&name)[5]) {
  Tag tag = 0;
  for (int i = 3; i >= 0; --i) tag = tag << 8 | static_cast<unsigned char>(name[i]);
  return tag;
}

inline constexpr Tag kModelKind = MakeTag("MODL");
inline constexpr Tag kPackKind = MakeTag("SHOP");
inline constexpr Tag kNeuralKind = MakeTag("NEUR");
inline constexpr std::uint32_t kVersion = 1;

/// Sections of a file whose header, offsets and checksum were checked. Borrows the bytes.
class Container {
 public:
  /// @return the container, or kNotBell, kWrongVersion, kTruncated, kCorrupt with the offset in words.
  [[nodiscard]] static Result<Container> Open(std::span<const std::byte> bytes, Tag kind);

  /// A section's bytes; empty if it is not there.
  [[nodiscard]] std::string_view Section(Tag tag) const;
  /// Content hash of the file, as in its header.
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  std::vector<std::pair<Tag, std::string_view>> sections_;
  std::uint64_t hash_ = 0;
};

/// Puts sections together; equal input gives equal bytes.
class Writer {
 public:
  void Add(Tag tag, std::string bytes) { sections_.emplace_back(tag, std::move(bytes)); }
  /// Lets each section go once it is in the file: the writer is empty afterwards.
  [[nodiscard]] std::string Finish(Tag kind);

 private:
  std::vector<std::pair<Tag, std::string>> sections_;
};

/// Copies a section that is an array of plain numbers. @return false if its size is no multiple of sizeof(T).
template <typename T>
[[nodiscard]] bool ReadArray(std::string_view bytes, std::vector<T>& out) {
  if (bytes.size() % sizeof(T) != 0) return false;
  out.resize(bytes.size() / sizeof(T));
  if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
  return true;
}

/// Cuts `count` numbers off the front of a section without copying them. @return false where there are not so
/// many, or they are not aligned (sections of a Container are).
template <typename T>
[[nodiscard]] bool TakeView(std::string_view& bytes, std::size_t count, std::span<const T>& out) {
  if (count > bytes.size() / sizeof(T)) return false;
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(T) != 0) return false;
  out = {reinterpret_cast<const T*>(bytes.data()), count};
  bytes.remove_prefix(count * sizeof(T));
  return true;
}

/// The same, copied, however the section lies.
template <typename T>
[[nodiscard]] bool TakeArray(std::string_view& bytes, std::size_t count, std::vector<T>& out) {
  if (count > bytes.size() / sizeof(T)) return false;
  if (!ReadArray(bytes.substr(0, count * sizeof(T)), out)) return false;
  bytes.remove_prefix(count * sizeof(T));
  return true;
}

template <typename T>
void AppendArray(const std::vector<T>& values, std::string& out) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <typename T>
[[nodiscard]] std::string WriteArray(const std::vector<T>& values) {
  return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

/// A list of strings as one section: u32 count, u32 ends[count], bytes.
[[nodiscard]] std::string WriteStrings(const std::vector<std::string_view>& strings);

class StringTable {
 public:
  /// @return false where counts or offsets do not fit. Borrows the bytes.
  [[nodiscard]] bool Open(std::string_view section);
  [[nodiscard]] std::size_t size() const { return count_; }
  /// @pre index < size()
  [[nodiscard]] std::string_view operator[](std::size_t index) const;
  /// Every string, in order; they borrow the bytes as well.
  [[nodiscard]] std::vector<std::string_view> all() const;

 private:
  [[nodiscard]] std::uint32_t End(std::size_t index) const;
  std::size_t count_ = 0;
  std::string_view ends_;
  std::string_view bytes_;
};

}  // namespace shopbell::bell

#endif  // SHOPBELL_BELL_CONTAINER_H_

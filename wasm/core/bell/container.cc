#include "bell/container.h"

#include <bit>
#include <cstddef>

namespace shopbell::bell {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint32_t kMagic = MakeTag("BELL");
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kRowBytes = 16;
constexpr std::size_t kMaxSections = 64;

struct Header {
  std::uint32_t magic, version, kind, sections;
  std::uint64_t size, hash;  // hash: of everything before and behind itself
};
static_assert(sizeof(Header) == kHeaderBytes);

struct Row {
  std::uint32_t tag, zero;
  std::uint32_t offset, size;
};
static_assert(sizeof(Row) == kRowBytes);

/// Eight bytes a step: a checksum and a name, not a secret.
std::uint64_t Checksum(std::string_view bytes, std::uint64_t hash = 0xCBF29CE484222325u) {
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t block;
    std::memcpy(&block, bytes.data() + at, 8);
    hash = (hash ^ block) * 0x100000001B3u;
    hash ^= hash >> 29;
  }
  for (; at < bytes.size(); ++at) hash = (hash ^ static_cast<std::uint8_t>(bytes[at])) * 0x100000001B3u;
  return hash;
}

/// The header's hash field: over the header before it, then the body.
std::uint64_t FileHash(const Header& header, std::string_view body) {
  return Checksum(body, Checksum({reinterpret_cast<const char*>(&header), offsetof(Header, hash)}));
}

Error Corrupt(std::string what) { return {ErrorCode::kCorrupt, std::move(what)}; }

void AppendPlain(std::string& out, const auto& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

std::size_t AlignedTo8(std::size_t size) { return (size + 7) / 8 * 8; }

}  // namespace

Result<Container> Container::Open(std::span<const std::byte> span, Tag kind) {
  const std::string_view bytes(reinterpret_cast<const char*>(span.data()), span.size());
  Header header;
  if (!bytes.starts_with("BELL"))
    return Error{ErrorCode::kNotBell, "expected a .bell file, which begins with the letters BELL"};
  if (bytes.size() < kHeaderBytes)
    return Error{ErrorCode::kTruncated, "the file ends within its 32-byte header"};
  std::memcpy(&header, bytes.data(), kHeaderBytes);
  if (header.version != kVersion)
    return Error{ErrorCode::kWrongVersion, "expected version " + std::to_string(kVersion) + ", found " +
                                               std::to_string(header.version) + ": build the file again"};
  if (header.kind != kind)
    return Error{ErrorCode::kNotBell, kind == kModelKind
                                          ? "expected a model.bell, found another kind of .bell file"
                                          : "expected a shop.bell, found another kind of .bell file"};
  if (header.size > bytes.size())
    return Error{ErrorCode::kTruncated,
                 "expected " + std::to_string(header.size) + " bytes, found " + std::to_string(bytes.size())};
  if (header.size != bytes.size())
    return Corrupt("bytes behind the end at offset " + std::to_string(header.size));
  if (header.sections > kMaxSections || kHeaderBytes + header.sections * kRowBytes > bytes.size())
    return Corrupt("section count at offset 12 does not fit");
  if (FileHash(header, bytes.substr(kHeaderBytes)) != header.hash)
    return Corrupt("the checksum at offset 24 does not match");
  Container out;
  out.hash_ = header.hash;
  for (std::size_t i = 0; i < header.sections; ++i) {
    Row row;
    const std::size_t at = kHeaderBytes + i * kRowBytes;
    std::memcpy(&row, bytes.data() + at, kRowBytes);
    if (row.offset > bytes.size() || row.size > bytes.size() - row.offset)
      return Corrupt("the section at offset " + std::to_string(at) + " reaches behind the end");
    out.sections_.emplace_back(row.tag, bytes.substr(row.offset, row.size));
  }
  return out;
}

std::string_view Container::Section(Tag tag) const {
  for (const auto& [name, bytes] : sections_) {
    if (name == tag) return bytes;
  }
  return {};
}

std::string Writer::Finish(Tag kind) {
  std::size_t size = kHeaderBytes + sections_.size() * kRowBytes;
  for (const auto& [tag, bytes] : sections_) size += AlignedTo8(bytes.size());
  Header header{kMagic, kVersion, kind, static_cast<std::uint32_t>(sections_.size()), size, 0};
  std::string out;
  out.reserve(size);
  AppendPlain(out, header);
  std::size_t offset = kHeaderBytes + sections_.size() * kRowBytes;
  for (const auto& [tag, bytes] : sections_) {
    AppendPlain(out,
                Row{tag, 0, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes.size())});
    offset += AlignedTo8(bytes.size());
  }
  for (auto& section : sections_) {
    const std::string bytes = std::move(section.second);
    out += bytes;
    out.resize(AlignedTo8(out.size()));
  }
  sections_.clear();
  header.hash = FileHash(header, std::string_view(out).substr(kHeaderBytes));
  std::memcpy(out.data(), &header, kHeaderBytes);
  return out;
}

std::string WriteStrings(const std::vector<std::string_view>& strings) {
  std::string out;
  AppendPlain(out, static_cast<std::uint32_t>(strings.size()));
  std::uint32_t end = 0;
  for (const std::string_view s : strings) AppendPlain(out, end += static_cast<std::uint32_t>(s.size()));
  for (const std::string_view s : strings) out += s;
  return out;
}

bool StringTable::Open(std::string_view section) {
  std::uint32_t count = 0;
  if (section.size() < 4) return false;
  std::memcpy(&count, section.data(), 4);
  if (count > (section.size() - 4) / 4) return false;
  count_ = count;
  ends_ = section.substr(4, std::size_t{count} * 4);
  bytes_ = section.substr(4 + std::size_t{count} * 4);
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    const std::uint32_t end = End(i);
    if (end < last || end > bytes_.size()) return false;
    last = end;
  }
  return true;
}

std::uint32_t StringTable::End(std::size_t index) const {
  std::uint32_t end;
  std::memcpy(&end, ends_.data() + index * 4, 4);
  return end;
}

std::string_view StringTable::operator[](std::size_t index) const {
  const std::uint32_t begin = index == 0 ? 0 : End(index - 1);
  return bytes_.substr(begin, End(index) - begin);
}

std::vector<std::string_view> StringTable::all() const {
  std::vector<std::string_view> strings;
  strings.reserve(count_);
  for (std::size_t i = 0; i < count_; ++i) strings.push_back((*this)[i]);
  return strings;
}

}  // namespace shopbell::bell

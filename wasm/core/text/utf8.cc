#include "text/utf8.h"

#include <cstddef>
#include <cstdint>

namespace shopbell::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point;
  std::size_t size;  // bytes taken, at least 1
  bool valid;
};

struct Lead {
  int continuation;                      // bytes that must follow; -1 for no lead byte
  std::uint8_t low = 0x80, high = 0xBF;  // what the first of them may be
};

Lead ReadLead(std::uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {-1};
}

Decoded DecodeOne(std::string_view bytes, std::size_t at) {
  const auto first = static_cast<std::uint8_t>(bytes[at]);
  if (first < 0x80) return {first, 1, true};
  Lead lead = ReadLead(first);
  if (lead.continuation < 0) return {kReplacement, 1, false};
  char32_t code_point = first & (0x3Fu >> lead.continuation);
  std::size_t size = 1;
  for (int i = 0; i < lead.continuation; ++i, ++size) {
    if (at + size >= bytes.size()) return {kReplacement, size, false};
    const auto byte = static_cast<std::uint8_t>(bytes[at + size]);
    if (byte < lead.low || byte > lead.high) return {kReplacement, size, false};
    code_point = (code_point << 6) | (byte & 0x3Fu);
    lead.low = 0x80;
    lead.high = 0xBF;
  }
  return {code_point, size, true};
}

}  // namespace

std::u32string DecodeUtf8(std::string_view bytes) {
  std::u32string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = DecodeOne(bytes, at);
    out.push_back(decoded.code_point);
    at += decoded.size;
  }
  return out;
}

void AppendUtf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

std::string EncodeUtf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : text) AppendUtf8(c, out);
  return out;
}

std::size_t FindInvalidUtf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = DecodeOne(bytes, at);
    if (!decoded.valid) return at;
    at += decoded.size;
  }
  return std::string_view::npos;
}

}  // namespace shopbell::text

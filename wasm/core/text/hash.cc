#include "text/hash.h"

#include <cstddef>

namespace shopbell::text {
namespace {

std::uint32_t Rotate(std::uint32_t x, int by) { return (x << by) | (x >> (32 - by)); }

std::uint32_t Byte(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

std::uint32_t Mix(std::uint32_t block) { return Rotate(block * 0xCC9E2D51u, 15) * 0x1B873593u; }

}  // namespace

std::uint32_t Murmur3(std::string_view bytes, std::uint32_t seed) {
  std::uint32_t hash = seed;
  std::size_t at = 0;
  for (; at + 4 <= bytes.size(); at += 4) {
    const std::uint32_t block =
        Byte(bytes, at) | Byte(bytes, at + 1) << 8 | Byte(bytes, at + 2) << 16 | Byte(bytes, at + 3) << 24;
    hash = Rotate(hash ^ Mix(block), 13) * 5 + 0xE6546B64u;
  }
  std::uint32_t tail = 0;
  for (std::size_t i = bytes.size(); i > at; --i) tail = tail << 8 | Byte(bytes, i - 1);
  if (bytes.size() > at) hash ^= Mix(tail);
  hash ^= static_cast<std::uint32_t>(bytes.size());
  hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
  hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
  return hash ^ (hash >> 16);
}

}  // namespace shopbell::text

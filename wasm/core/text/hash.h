#ifndef SHOPBELL_TEXT_HASH_H_
#define SHOPBELL_TEXT_HASH_H_

#include <cstdint>
#include <string_view>

namespace shopbell::text {

/// MurmurHash3 x86_32 (Austin Appleby, public domain): the same on every machine.
[[nodiscard]] std::uint32_t Murmur3(std::string_view bytes, std::uint32_t seed);

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_HASH_H_

#include "most_asked.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace shopbell {

std::size_t most_asked = 0;

}  // namespace shopbell

// In a file of their own: inlined beside their use, the compiler takes new and free for a mismatch.
void* operator new(std::size_t size) {
  shopbell::most_asked = std::max(shopbell::most_asked, size);
  if (void* const room = std::malloc(std::max<std::size_t>(size, 1))) return room;
  throw std::bad_alloc();
}
void operator delete(void* room) noexcept { std::free(room); }
void operator delete(void* room, std::size_t) noexcept { std::free(room); }

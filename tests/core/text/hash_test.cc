#include "text/hash.h"

#include <gtest/gtest.h>

namespace shopbell::text {
namespace {

// Values that the reference implementation gives.
TEST(Murmur3, AgreesWithTheReference) {
  EXPECT_EQ(Murmur3("", 0), 0u);
  EXPECT_EQ(Murmur3("", 1), 0x514E28B7u);
  EXPECT_EQ(Murmur3("test", 0), 0xBA6BD213u);
  EXPECT_EQ(Murmur3("Hello, world!", 0), 0xC0363E43u);
  EXPECT_EQ(Murmur3("The quick brown fox jumps over the lazy dog", 0), 0x2E4FF723u);
}

}  // namespace
}  // namespace shopbell::text

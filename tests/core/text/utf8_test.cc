#include "text/utf8.h"

#include <gtest/gtest.h>

namespace shopbell::text {
namespace {

std::string Clean(std::string_view bytes) { return EncodeUtf8(DecodeUtf8(bytes)); }

TEST(Utf8, KeepsEveryWellFormedText) {
  for (const char* text : {"", "plain", "na\xC3\xAFve", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF",
                           "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(Clean(text), text);
    EXPECT_EQ(FindInvalidUtf8(text), std::string_view::npos);
  }
}

TEST(Utf8, ReplacesEachMaximalIllFormedPartOnce) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(Clean("\x80"), r);
  EXPECT_EQ(Clean("a\xFF"
                  "b"),
            "a" + r + "b");
  EXPECT_EQ(Clean("\xF0\x9F\x98"), r);  // cut short: one
  EXPECT_EQ(Clean("\xF0\x9F\x98"
                  "a"),
            r + "a");
  EXPECT_EQ(Clean("\xC0\xAF"), r + r);                  // overlong
  EXPECT_EQ(Clean("\xED\xA0\x80"), r + r + r);          // surrogate
  EXPECT_EQ(Clean("\xF4\x90\x80\x80"), r + r + r + r);  // above U+10FFFF
}

TEST(Utf8, NamesTheFirstBadByte) {
  EXPECT_EQ(FindInvalidUtf8("abc\xC3"), 3u);
  EXPECT_EQ(FindInvalidUtf8("\xC3\xA9\xED\xA0\x80"), 2u);
}

TEST(Utf8, KeepsNulAndEverySingleCodePoint) {
  EXPECT_EQ(Clean(std::string_view("a\0b", 3)), std::string("a\0b", 3));
  for (char32_t c = 0; c < 0x110000; c += 7) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::u32string one(1, c);
    ASSERT_EQ(DecodeUtf8(EncodeUtf8(one)), one) << static_cast<unsigned>(c);
  }
}

}  // namespace
}  // namespace shopbell::text

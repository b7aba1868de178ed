#include "bell/reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace shopbell::bell {
namespace {

using namespace std::string_view_literals;

TEST(Reader, TakesNumbersInTheirOrder) {
  Reader reader("\x05\x00\x00\x00\xFE\x01\x02\x03\x04\xAC\x02"sv);
  EXPECT_EQ(reader.Plain<std::uint32_t>(), 5u);
  EXPECT_EQ(reader.Plain<std::int8_t>(), -2);
  EXPECT_EQ(reader.Array<std::uint16_t>(2), (std::vector<std::uint16_t>{0x0201, 0x0403}));
  EXPECT_EQ(reader.Leb128(), 300u);
  EXPECT_EQ(reader.left(), 0u);
  EXPECT_TRUE(reader.ok());
}

TEST(Reader, ReadsLeb128OfUpToFourBytes) {
  EXPECT_EQ(Reader("\x00"sv).Leb128(), 0u);
  EXPECT_EQ(Reader("\x7F"sv).Leb128(), 127u);
  EXPECT_EQ(Reader("\xFF\xFF\xFF\x7F"sv).Leb128(), (1u << 28) - 1);
  Reader five("\xFF\xFF\xFF\xFF\x01"sv);
  EXPECT_EQ(five.Leb128(), 0u);
  EXPECT_FALSE(five.ok());
}

TEST(Reader, RefusesANumberThatIsCutShort) {
  for (const std::string_view cut : {""sv, "\x01"sv, "\x01\x02\x03"sv}) {
    Reader reader(cut);
    EXPECT_EQ(reader.Plain<std::uint32_t>(), 0u);
    EXPECT_FALSE(reader.ok());
  }
  Reader open("\x85"sv);
  EXPECT_EQ(open.Leb128(), 0u);
  EXPECT_FALSE(open.ok());
}

TEST(Reader, RefusesAnArrayOfMoreThanThereIs) {
  for (const std::size_t count : {std::size_t{2}, std::numeric_limits<std::size_t>::max()}) {
    Reader reader("\x01\x02\x03\x04\x05"sv);
    EXPECT_TRUE(reader.Array<std::uint32_t>(count).empty());
    EXPECT_FALSE(reader.ok());
  }
}

TEST(Reader, GivesNothingMoreOnceItRanShort) {
  Reader reader("\x01\x02"sv);
  (void)reader.Plain<std::uint32_t>();
  EXPECT_EQ(reader.left(), 0u);
  EXPECT_EQ(reader.Plain<std::uint8_t>(), 0u);
  EXPECT_FALSE(reader.AtEnd());
}

TEST(Reader, IsAtTheEndBeforePaddingButNotBeforeEightBytes) {
  EXPECT_TRUE(Reader("").AtEnd());
  EXPECT_TRUE(Reader(std::string(7, '\0')).AtEnd());
  EXPECT_FALSE(Reader("12345678").AtEnd());
}

}  // namespace
}  // namespace shopbell::bell

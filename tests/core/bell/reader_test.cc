#include "bell/reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shopbell::bell {
namespace {

using namespace std::string_view_literals;

using Values = std::vector<std::uint32_t>;

/// The next `count` LEB128 numbers; none where there are fewer.
std::optional<Values> Leb128(Reader& reader, std::size_t count) {
  Values numbers;
  const bool all = reader.EachLeb128(count, [&](std::uint32_t number) {
    numbers.push_back(number);
    return true;
  });
  return all ? std::optional(numbers) : std::nullopt;
}

TEST(Reader, TakesNumbersInTheirOrder) {
  Reader reader("\x05\x00\x00\x00\xFE\x01\x02\x03\x04\xAC\x02\x05"sv);
  EXPECT_EQ(reader.Plain<std::uint32_t>(), 5u);
  EXPECT_EQ(reader.Plain<std::int8_t>(), -2);
  EXPECT_EQ(reader.Array<std::uint16_t>(2), (std::vector<std::uint16_t>{0x0201, 0x0403}));
  EXPECT_EQ(Leb128(reader, 2), (Values{300, 5}));
  EXPECT_EQ(reader.left(), 0u);
  EXPECT_TRUE(reader.ok());
}

TEST(Reader, ReadsLeb128OfUpToFourBytes) {
  Reader reader("\x00\x7F\xFF\xFF\xFF\x7F"sv);
  EXPECT_EQ(Leb128(reader, 3), (Values{0, 127, (1u << 28) - 1}));
  EXPECT_TRUE(reader.ok());
  Reader five("\xFF\xFF\xFF\xFF\x01"sv);
  EXPECT_EQ(Leb128(five, 1), std::nullopt);
  EXPECT_FALSE(five.ok());
}

TEST(Reader, RefusesANumberThatIsCutShort) {
  for (const std::string_view cut : {""sv, "\x01"sv, "\x01\x02\x03"sv}) {
    Reader reader(cut);
    EXPECT_EQ(reader.Plain<std::uint32_t>(), 0u);
    EXPECT_FALSE(reader.ok());
  }
  Reader open("\x85"sv);
  EXPECT_EQ(Leb128(open, 1), std::nullopt);
  EXPECT_FALSE(open.ok());
  Reader two("\x01\x02"sv);
  EXPECT_EQ(Leb128(two, 3), std::nullopt);
  EXPECT_FALSE(two.ok());
}

TEST(Reader, RefusesAnArrayOfMoreThanThereIs) {
  for (const std::size_t count : {std::size_t{2}, std::numeric_limits<std::size_t>::max()}) {
    Reader reader("\x01\x02\x03\x04\x05"sv);
    EXPECT_TRUE(reader.Array<std::uint32_t>(count).empty());
    EXPECT_FALSE(reader.ok());
  }
}

TEST(Reader, StopsAtANumberThatIsNotTaken) {
  Reader reader("\x01\x02\x03"sv);
  int asked = 0;
  EXPECT_FALSE(reader.EachLeb128(3, [&](std::uint32_t number) { return ++asked, number < 2; }));
  EXPECT_EQ(asked, 2);
  EXPECT_FALSE(reader.ok());
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

#include "bell/container.h"

#include <gtest/gtest.h>

namespace shopbell::bell {
namespace {

std::span<const std::byte> Bytes(const std::string& s) { return std::as_bytes(std::span(s)); }

std::string Sample() {
  Writer writer;
  writer.Add(MakeTag("AAAA"), "hello");
  writer.Add(MakeTag("BBBB"), WriteStrings({"one", "", "three"}));
  return writer.Finish(kPackKind);
}

ErrorCode CodeOf(const std::string& bytes) {
  const auto opened = Container::Open(Bytes(bytes), kPackKind);
  EXPECT_FALSE(opened.ok());
  return opened.ok() ? ErrorCode::kInvalidSource : opened.error().code;
}

TEST(Container, GivesBackWhatWasWritten) {
  const std::string bytes = Sample();
  const auto opened = Container::Open(Bytes(bytes), kPackKind);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened.value().Section(MakeTag("AAAA")), "hello");
  EXPECT_EQ(opened.value().Section(MakeTag("CCCC")), "");
  StringTable strings;
  ASSERT_TRUE(strings.Open(opened.value().Section(MakeTag("BBBB"))));
  ASSERT_EQ(strings.size(), 3u);
  EXPECT_EQ(strings[0], "one");
  EXPECT_EQ(strings[1], "");
  EXPECT_EQ(strings[2], "three");
  EXPECT_EQ(strings.all(), (std::vector<std::string_view>{"one", "", "three"}));
}

TEST(Container, NamesWhatIsWrong) {
  std::string other = Sample();
  other[0] = 'X';
  EXPECT_EQ(CodeOf(other), ErrorCode::kNotBell);
  std::string newer = Sample();
  newer[4] = 9;
  EXPECT_EQ(CodeOf(newer), ErrorCode::kWrongVersion);
  std::string cut = Sample();
  cut.pop_back();
  EXPECT_EQ(CodeOf(cut), ErrorCode::kTruncated);
  EXPECT_EQ(CodeOf("BELL"), ErrorCode::kTruncated);
  EXPECT_EQ(CodeOf(""), ErrorCode::kNotBell);
  std::string longer = Sample() + "x";
  EXPECT_EQ(CodeOf(longer), ErrorCode::kCorrupt);
}

TEST(Container, RefusesEveryFlippedBit) {
  const std::string good = Sample();
  for (std::size_t i = 0; i < good.size() * 8; ++i) {
    std::string bad = good;
    bad[i / 8] = static_cast<char>(bad[i / 8] ^ (1 << (i % 8)));
    ASSERT_FALSE(Container::Open(Bytes(bad), kPackKind).ok()) << "bit " << i;
  }
}

TEST(Container, RefusesEveryShorterFile) {
  const std::string good = Sample();
  for (std::size_t size = 0; size < good.size(); ++size)
    ASSERT_FALSE(Container::Open(Bytes(good.substr(0, size)), kPackKind).ok());
}

TEST(Container, TellsAPackFromAModel) {
  const std::string bytes = Sample();
  const auto opened = Container::Open(Bytes(bytes), kModelKind);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kNotBell);
}

TEST(StringTable, RefusesOffsetsThatDoNotFit) {
  std::string section = WriteStrings({"ab", "cd"});
  StringTable table;
  EXPECT_TRUE(table.Open(section));
  section[4] = 5;  // the first end lies behind the second
  EXPECT_FALSE(table.Open(section));
  EXPECT_FALSE(table.Open(std::string("\xFF\xFF\xFF\xFF", 4)));
  EXPECT_FALSE(table.Open(""));
}

}  // namespace
}  // namespace shopbell::bell

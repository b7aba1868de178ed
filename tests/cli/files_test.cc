#include "cli/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "toy_shop.h"

namespace shopbell::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> TextsOf(const std::string& input) {
  std::istringstream in(input);
  std::vector<std::string> out;
  EachText(in, [&](const std::string& text) { out.push_back(text); });
  return out;
}

TEST(EachText, TakesALineAsTheQuestionUnlessItIsAnObjectWithText) {
  EXPECT_THAT(
      TextsOf("plain\n{\"text\":\"inside\"}\n{\"text\":5}\n{\"other\":\"x\"}\n[1]\n\"quoted\"\n{broken"),
      ElementsAre("plain", "inside", "{\"text\":5}", "{\"other\":\"x\"}", "[1]", "\"quoted\"", "{broken"));
}

TEST(EachText, TakesABlankLineAsAQuestionAndNoLineAsNone) {
  EXPECT_THAT(TextsOf("\na\n\n"), ElementsAre("", "a", ""));
  EXPECT_THAT(TextsOf(""), ElementsAre());
}

TEST(EachText, ReplacesBadBytesAndDropsCarriageReturns) {
  EXPECT_THAT(TextsOf("a\xFF\r\n{\"text\":\"b\xC3\"}"), ElementsAre("a\xEF\xBF\xBD", "b\xEF\xBF\xBD"));
}

TEST(ReadFile, ReadsFilesOfManyBlocksAndEmptyOnes) {
  const TemporaryFolder folder;
  std::string long_text;
  for (int i = 0; long_text.size() < 1'000'000; ++i) long_text += std::to_string(i);
  EXPECT_EQ(ReadFile(folder.Write("long", long_text)), long_text);
  EXPECT_EQ(ReadFile(folder.Write("empty", "")), "");
}

TEST(ReadFile, ReadsPipesWhichTellNoSize) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string text(40'000, 'p');
  ASSERT_EQ(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  ::close(ends[1]);
  EXPECT_EQ(ReadFile("/dev/fd/" + std::to_string(ends[0])), text);
  ::close(ends[0]);
}

TEST(Build, LeavesTheOldPackWhenTheFaqIsBad) {
  const TemporaryFolder folder;
  const std::string out = folder.Write("shop.bell", "old");
  const std::string bad =
      folder.Write("faq.json", R"([{"id":"a","question":"Q"},{"id":"a","question":"R"}])");
  std::ostringstream log;
  try {
    Build(bad, out, *LoadModel(SHOPBELL_MODEL), log);
    FAIL() << "a duplicate id was accepted";
  } catch (const UserError& error) {
    EXPECT_THAT(error.message, HasSubstr("entry 2 (id \"a\")"));
  }
  EXPECT_EQ(ReadFile(out), "old");
  EXPECT_EQ(folder.file_count(), 2u);
}

TEST(Build, WritesAPackThatOpens) {
  const TemporaryFolder folder;
  const std::string faq = folder.Write("faq.json", R"([{"id":"a","question":"Q?"}])");
  std::ostringstream log;
  Build(faq, folder.Path("shop.bell"), *LoadModel(SHOPBELL_MODEL), log);
  EXPECT_EQ(LoadEngine(folder.Path("shop.bell"), SHOPBELL_MODEL)->entry_count(), 1u);
  EXPECT_THAT(log.str(), HasSubstr("warning"));
}

TEST(Build, TellsTheFirstMistakesAndHowManyMoreThereAre) {
  const TemporaryFolder folder;
  std::string entries;
  for (int i = 0; i < 30; ++i)
    entries += (i == 0 ? "" : ",") + std::string(R"({"id":"e)") + std::to_string(i) + R"(","question":"Q)" +
               std::to_string(i) + R"("})";
  std::ostringstream log;
  Build(folder.Write("faq.json", "[" + entries + "]"), folder.Path("shop.bell"), *LoadModel(SHOPBELL_MODEL),
        log);
  EXPECT_THAT(log.str(), HasSubstr("entry 20 "));
  EXPECT_THAT(log.str(), Not(HasSubstr("entry 21 ")));
  EXPECT_THAT(log.str(), HasSubstr("and 10 more"));
}

TEST(LoadEngine, NamesTheFileAndWhatIsWrong) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("x.bell", "no pack");
  try {
    (void)LoadEngine(path, SHOPBELL_MODEL);
    FAIL();
  } catch (const UserError& error) {
    EXPECT_THAT(error.message, HasSubstr("x.bell"));
    EXPECT_THAT(error.message, HasSubstr("not-bell"));
  }
}

TEST(LoadEngine, NamesTheCureForAFaq) {
  const TemporaryFolder folder;
  try {
    (void)LoadEngine(folder.Write("faq.json", "[]"), SHOPBELL_MODEL);
    FAIL();
  } catch (const UserError& error) {
    EXPECT_THAT(error.message, HasSubstr("shopbell build"));
  }
}

}  // namespace
}  // namespace shopbell::cli

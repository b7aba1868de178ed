// The program as its users run it: arguments, exit codes, the fixed output forms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "toy_shop.h"

namespace shopbell::cli {
namespace {

using testing::HasSubstr;

struct Outcome {
  int code;
  std::string output;
};

/// Runs `shopbell` with arguments through a shell, both streams together.
Outcome Shopbell(const std::string& arguments) {
  std::FILE* pipe = ::popen((std::string(SHOPBELL_PROGRAM) + " " + arguments + " 2>&1").c_str(), "r");
  std::string output;
  std::array<char, 4096> part;
  for (std::size_t n; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;) output.append(part.data(), n);
  return {WEXITSTATUS(::pclose(pipe)), output};
}

class ProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_.Write("faq.json", R"([{"id":"returns","question":"How do I return an item?","answer":"By post."},
                                  {"id":"hours","question":"When are you open?","answer":"Daily."}])");
    ASSERT_EQ(Shopbell("build " + folder_.Path("faq.json") + " -o " + Pack()).code, 0);
  }
  std::string Pack() { return folder_.Path("shop.bell"); }
  TemporaryFolder folder_;
};

TEST_F(ProgramTest, TalksInWordsAndSaysWhy) {
  const Outcome run =
      Shopbell("talk " + Pack() + " < " + folder_.Write("in", "How do I return an item?\n\nnot read\n"));
  EXPECT_EQ(run.code, 0);
  EXPECT_THAT(run.output, HasSubstr("By post."));
  EXPECT_THAT(run.output, HasSubstr("nearest entry \"returns\""));
  EXPECT_THAT(run.output, HasSubstr("    - "));
  EXPECT_THAT(run.output, testing::Not(HasSubstr("not read")));
}

TEST_F(ProgramTest, AsksWithTheFixedForm) {
  folder_.Write("in", "how to return\n\n{\"text\":\"\\u00e9t\\u00e9\"}\n\xFF");
  const Outcome run = Shopbell("ask " + Pack() + " < " + folder_.Path("in"));
  EXPECT_EQ(run.code, 0);
  std::istringstream lines(run.output);
  std::vector<nlohmann::json> replies;
  for (std::string line; std::getline(lines, line);) {
    for (const char c : line) ASSERT_GE(static_cast<signed char>(c), 0) << "not ASCII";
    replies.push_back(nlohmann::json::parse(line));
  }
  ASSERT_EQ(replies.size(), 4u);
  EXPECT_EQ(replies[0].at("hits")[0].at("id"), "returns");
  EXPECT_EQ(replies[0].at("hits").size(), 2u);
  EXPECT_EQ(replies[1].at("text"), "");
  EXPECT_EQ(replies[2].at("text"), "\u00e9t\u00e9");
  EXPECT_EQ(replies[3].at("text"), "\uFFFD");
}

TEST_F(ProgramTest, ReadsMoodsWithTheFixedForm) {
  folder_.Write("in", "I want to speak to a human being");
  const Outcome run = Shopbell("mood < " + folder_.Path("in"));
  EXPECT_EQ(run.code, 0);
  const auto reply = nlohmann::json::parse(run.output);
  for (const char* mood : {"upset", "distressed", "confused", "neutral", "happy", "grateful"})
    EXPECT_TRUE(reply.at("moods").contains(mood));
  EXPECT_GE(reply.at("human_wanted").get<double>(), 0.5);
}

TEST_F(ProgramTest, ExplainsOnRequest) {
  folder_.Write("in", "open");
  EXPECT_THAT(Shopbell("ask " + Pack() + " --explain < " + folder_.Path("in")).output,
              HasSubstr("\"parts\""));
}

TEST_F(ProgramTest, Exits2AndSaysWhy) {
  folder_.Write("bad.json", "[{\"id\": \"a\",\n oops");
  const Outcome bad = Shopbell("build " + folder_.Path("bad.json") + " -o " + folder_.Path("bad.bell"));
  EXPECT_EQ(bad.code, 2);
  EXPECT_THAT(bad.output, HasSubstr("line 2, byte 2"));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("bad.bell")));
  EXPECT_EQ(Shopbell("ask " + folder_.Path("missing.bell") + " < /dev/null").code, 2);
  EXPECT_EQ(Shopbell("dance").code, 2);
  EXPECT_THAT(Shopbell("chat " + Pack() + " --warmth hot < /dev/null").output,
              HasSubstr("plain,friendly,warm"));
  EXPECT_EQ(Shopbell("--help").code, 0);
}

}  // namespace
}  // namespace shopbell::cli

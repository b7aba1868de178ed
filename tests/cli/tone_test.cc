// Fifty dialogues at three levels of warmth: the same hits and offers, no feeling in plain words, one apology
// at most.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/commands.h"
#include "cli/files.h"
#include "toy_shop.h"

namespace shopbell::cli {
namespace {

using Json = nlohmann::json;

class ToneTest : public testing::Test {
 protected:
  void SetUp() override {
    const TemporaryFolder folder;
    std::ostringstream log;
    const auto model = LoadModel(SHOPBELL_MODEL);
    Build(SHOPBELL_FAQ, folder.Path("shop.bell"), *model, log);
    const auto engine = LoadEngine(folder.Path("shop.bell"), SHOPBELL_MODEL);
    for (const Json& entry : Json::parse(ReadFile(SHOPBELL_FAQ)))
      answers_[entry.at("id").get<std::string>()] = entry.at("answer").get<std::string>();
    std::ifstream in(SHOPBELL_DIALOGUES);
    std::string asked;
    for (std::string line; std::getline(in, line);) {
      const Json dialogue = Json::parse(line);
      asked += Json{{"id", dialogue.at("id")}, {"turns", dialogue.at("texts")}}.dump() + "\n";
    }
    for (std::size_t warmth = 0; warmth < told_.size(); ++warmth) {
      std::istringstream talk(asked);
      std::ostringstream out, faults;
      EXPECT_TRUE(Chat(*engine, static_cast<Warmth>(warmth), talk, out, faults)) << faults.str();
      std::istringstream lines(out.str());
      for (std::string line; std::getline(lines, line);) told_[warmth].push_back(Json::parse(line));
      ASSERT_EQ(told_[warmth].size(), 50u);
    }
  }

  /// What the assistant says of its own, in lower case: without the owner's answer and questions.
  [[nodiscard]] std::string OwnWords(const Json& decision) const {
    std::string text = decision.at("text").get<std::string>();
    if (decision.at("hit").is_string()) {
      const std::string& answer = answers_.at(decision.at("hit").get<std::string>());
      if (const auto at = text.find(answer); at != std::string::npos) text.erase(at, answer.size());
    }
    text = text.substr(0, text.find("\n- "));
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
  }

  static int Count(const std::string& text, const char* word) {
    int count = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; ++at) ++count;
    return count;
  }

  std::array<std::vector<Json>, 3> told_;
  std::map<std::string, std::string> answers_;
};

TEST_F(ToneTest, HitsAndOffersAreTheSameAtEveryWarmth) {
  for (std::size_t i = 0; i < told_[0].size(); ++i) {
    const Json& plain = told_[0][i].at("decisions");
    for (std::size_t warmth = 1; warmth < told_.size(); ++warmth) {
      const Json& other = told_[warmth][i].at("decisions");
      ASSERT_EQ(plain.size(), other.size());
      for (std::size_t turn = 0; turn < plain.size(); ++turn) {
        for (const char* field : {"action", "hit", "human_offered", "confidence", "reasons"})
          EXPECT_EQ(plain[turn].at(field), other[turn].at(field)) << told_[0][i].at("id") << ' ' << field;
      }
    }
  }
}

TEST_F(ToneTest, PlainWordsNameNoFeelingAndNoneClaimsToFeel) {
  for (std::size_t warmth = 0; warmth < told_.size(); ++warmth) {
    for (const Json& dialogue : told_[warmth]) {
      for (const Json& decision : dialogue.at("decisions")) {
        const std::string text = OwnWords(decision);
        for (const char* claim :
             {"i feel", "i'm glad", "i am glad", "i'm happy", "i'm so", "i'm sorry", "i am sorry",
              "i understand how", "i love", "i hope", "i'm a person", "i'm human"})
          EXPECT_EQ(Count(text, claim), 0) << dialogue.at("id") << ": " << text;
        if (warmth > 0) continue;
        for (const char* feeling :
             {"sorry", "glad", "happy", "love", "great", "wonderful", "sad", "excit", "worr"})
          EXPECT_EQ(Count(text, feeling), 0) << dialogue.at("id") << ": " << text;
      }
    }
  }
}

TEST_F(ToneTest, ApologisesOnceInAConversationAtMost) {
  for (const auto& dialogues : told_) {
    for (const Json& dialogue : dialogues) {
      int apologies = 0;
      for (const Json& decision : dialogue.at("decisions")) {
        const std::string text = OwnWords(decision);
        apologies += Count(text, "sorry") + Count(text, "apolog");
      }
      EXPECT_LE(apologies, 1) << dialogue.at("id");
    }
  }
}

}  // namespace
}  // namespace shopbell::cli

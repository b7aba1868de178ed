#include "text/token.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace shopbell::text {
namespace {

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> out;
  for (const Token& token : TokenizeUtf8(text)) out.push_back(EncodeUtf8(token.word));
  return out;
}

using Strings = std::vector<std::string>;

TEST(Tokenize, SplitsWordsDigitsAndSigns) {
  EXPECT_EQ(Words("Where's my order #42-A?"), (Strings{"wheres", "my", "order", "42", "a"}));
  EXPECT_EQ(Words("size12"), (Strings{"size", "12"}));
  EXPECT_EQ(Words(""), Strings{});
  EXPECT_EQ(Words("...!?"), Strings{});
}

TEST(IsWord, IsTrueOfLettersInAnyScriptAlone) {
  std::vector<bool> words;
  for (const Token& token : TokenizeUtf8("caf\u00E9 42 \u5E97 \U0001F600")) words.push_back(IsWord(token));
  EXPECT_EQ(words, (std::vector<bool>{true, false, true, false}));
}

TEST(Tokenize, JoinsWordsAtEitherApostrophe) {
  EXPECT_EQ(Words("don't"), Strings{"dont"});
  EXPECT_EQ(Words("don\xE2\x80\x99t"), Strings{"dont"});
}

TEST(Tokenize, TakesUnspacedScriptsCharacterByCharacterAndEmojiAlone) {
  EXPECT_EQ(Words("\xE5\x95\x86\xE5\xBA\x97"), (Strings{"\xE5\x95\x86", "\xE5\xBA\x97"}));
  EXPECT_EQ(Words("ok\xF0\x9F\x98\x80"
                  "bye"),
            (Strings{"ok", "\xF0\x9F\x98\x80", "bye"}));
}

TEST(Tokenize, NotesShoutingAndTheSignsBehindAWord) {
  const auto tokens = TokenizeUtf8("WHERE is it?!");
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_TRUE(tokens[0].shouted);
  EXPECT_FALSE(tokens[1].shouted);
  EXPECT_EQ(tokens[2].mark, U"?!");
}

TEST(Tokenize, ReadsOnlySoMuch) {
  EXPECT_LE(TokenizeUtf8(std::string(100000, 'x')).front().word.size(), kMaxWord);
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "a ";
  EXPECT_LE(TokenizeUtf8(many).size(), kMaxTokens);
}

TEST(Tokenize, CutsALongTextAtACodePoint) {
  std::string text(kMaxTextBytes - 1, ' ');
  text += "\xE2\x82\xAC";  // its second byte would be the first cut off
  EXPECT_TRUE(TokenizeUtf8(text).empty());
}

}  // namespace
}  // namespace shopbell::text

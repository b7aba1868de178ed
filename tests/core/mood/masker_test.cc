#include "mood/masker.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/utf8.h"
#include "word_lists.h"

namespace shopbell::mood {
namespace {

/// A masker that knows a few words, as a trained model would.
class MaskerTest : public testing::Test {
 protected:
  MaskerTest() {
    // Stems, as training lists them.
    EXPECT_TRUE(known_.Load(
        SectionOf({"i",  "am",  "an",    "my",   "a",  "is",  "the",   "name", "and",  "where", "packag",
                   "so", "bad", "cross", "year", "it", "thi", "order", "late", "from", "new"})));
    EXPECT_TRUE(
        people_.Load(SectionOf({"muslim", "christian", "grandmother", "woman", "he", "emily", "nigerian",
                                "working class", "working class#", "0 year old", "0 year old#", "tyrone",
                                "new yorker", "new yorker#", "late order", "lagos"})));
    EXPECT_TRUE(foreign_.Load(SectionOf({"und", "wo"})));
    EXPECT_TRUE(language_.Load({"package", "where", "throne", "late", "order", "a", "b"}));
  }

  std::string Masked(std::string_view text) const {
    return Joined(masker_.Mask(masker_.Mend(text::TokenizeUtf8(text))));
  }
  std::string Mended(std::string_view text) const { return Joined(masker_.Mend(text::TokenizeUtf8(text))); }
  double Familiar(std::string_view text) const { return masker_.Familiar(text::TokenizeUtf8(text)); }

 private:
  static std::string Joined(const std::vector<text::Token>& tokens) {
    std::string out;
    for (const text::Token& token : tokens) {
      out +=
          (out.empty() ? "" : " ") + (token.word[0] == Masker::kSomeone ? "*" : text::EncodeUtf8(token.word));
    }
    return out;
  }

  text::WordPiece language_;
  WordSet known_, people_, foreign_;
  Masker masker_{language_, known_, people_, foreign_};
};

TEST_F(MaskerTest, MakesListedAndUnknownPeopleOneAndTheSame) {
  EXPECT_EQ(Masked("My name is Emily"), "my name is *");
  EXPECT_EQ(Masked("my name is emily"), "my name is *");
  EXPECT_EQ(Masked("My name is Oluwaseun"), "my name is *");
  EXPECT_EQ(Masked("I am a Muslim"), "i am a *");
  EXPECT_EQ(Masked("I am a Zoroastrian"), "i am a *");
}

TEST_F(MaskerTest, MakesOneMarkOfWordsSideBySide) {
  EXPECT_EQ(Masked("my Muslim grandmother is late"), "my * is late");
  EXPECT_EQ(Masked("I am a working class woman"), "i am a *");
  EXPECT_EQ(Masked("I am a 72 year old woman"), "i am a *");
  EXPECT_EQ(Masked("I am a woman from Lagos"), "i am a *");
}

TEST_F(MaskerTest, TakesPluralsPossessivesAndArticlesAlike) {
  EXPECT_EQ(Masked("my grandmother's order"), "my * order");
  EXPECT_EQ(Masked("an Emily"), Masked("a Muslim"));
}

TEST_F(MaskerTest, KeepsAPhraseApartFromItsWords) { EXPECT_EQ(Masked("working order"), "* order"); }

TEST_F(MaskerTest, BelievesNoPhraseThatOneHashAloneFinds) {
  EXPECT_EQ(Masked("my late order"), "my late order");
}

TEST_F(MaskerTest, MendsSlipsButNoNames) {
  EXPECT_EQ(Mended("wheer is my pakcage"), "where is my package");
  EXPECT_EQ(Mended("tyrone is late"), "tyrone is late");  // and not a throne
  EXPECT_EQ(Masked("I am a New Yorker"), "i am a *");
  EXPECT_EQ(Mended("sooooo baaad"), "so bad");
}

TEST_F(MaskerTest, MakesAllNumbersOne) { EXPECT_EQ(Masked("order 4711"), Masked("order 12")); }

TEST_F(MaskerTest, DropsWhatEmojiTellOfSkinGenderAndFlag) {
  EXPECT_EQ(Masked("so bad 👎🏿"), Masked("so bad 👎🏻"));
  EXPECT_EQ(Masked("so bad 🤷🏽‍♀️"), Masked("so bad 🤷‍♂️"));
  EXPECT_EQ(Masked("I am from 🇳🇬"), Masked("I am from 🇸🇪"));
}

TEST_F(MaskerTest, KnowsItsLanguageByTheWords) {
  EXPECT_EQ(Familiar("where is my package and my order"), 1);
  EXPECT_LT(Familiar("kie estas mia pakajxo kaj mia mendo"), 0.5);
  EXPECT_LT(Familiar("где мой заказ"), 0.5);
  EXPECT_EQ(Familiar("wo und"), 0);  // few words, all of another language
}

TEST_F(MaskerTest, TakesSlipsAndShortTextsForTheLanguage) {
  EXPECT_GE(Familiar("wheer is my pakcage"), 0.5);
  EXPECT_EQ(Familiar("brrr"), 1);
  EXPECT_EQ(Familiar("😡"), 1);
  EXPECT_EQ(Familiar(""), 1);
}

}  // namespace
}  // namespace shopbell::mood

#include "text/fold.h"

#include <gtest/gtest.h>

namespace shopbell::text {
namespace {

TEST(Fold, IgnoresCaseAccentsAndWidth) {
  EXPECT_EQ(Fold(U"HELLO"), U"hello");
  EXPECT_EQ(Fold(U"Crème Brûlée"), U"creme brulee");
  EXPECT_EQ(Fold(U"cre\u0300me"), U"creme");  // decomposed
  EXPECT_EQ(Fold(U"\uFF28\uFF29"), U"hi");    // fullwidth
  EXPECT_EQ(Fold(U"stra\u00DFe"), U"strasse");
  EXPECT_EQ(Fold(U"\uFB01t"), U"fit");  // ligature
}

TEST(Fold, FoldsTheTurkishDottedI) { EXPECT_EQ(Fold(U"\u0130stanbul"), U"istanbul"); }

TEST(Fold, DropsInvisibleCharactersAndArabicVowelSigns) {
  EXPECT_EQ(Fold(U"re\u200Bfund\u00AD"), U"refund");
  EXPECT_EQ(Fold(U"\u0645\u064E"), U"\u0645");
}

TEST(Fold, KeepsMarksThatCarryLetters) {
  EXPECT_EQ(Fold(U"\u0915\u093F"), U"\u0915\u093F");  // Devanagari ki
  EXPECT_EQ(Fold(U"\uD55C"), U"\uD55C");              // Hangul stays composed
}

TEST(Fold, IsIdempotentOnEveryCodePoint) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::u32string once = Fold(std::u32string(1, c));
    ASSERT_EQ(Fold(once), once) << static_cast<unsigned>(c);
  }
}

TEST(KindOf, TellsLettersDigitsIdeographsAndEmojiApart) {
  EXPECT_EQ(KindOf(U'a'), Kind::kLetter);
  EXPECT_EQ(KindOf(U'7'), Kind::kNumber);
  EXPECT_EQ(KindOf(U'\u5E97'), Kind::kIdeograph);
  EXPECT_EQ(KindOf(U'\U0001F600'), Kind::kSymbol);
  EXPECT_EQ(KindOf(U' '), Kind::kSeparator);
  EXPECT_EQ(KindOf(U'.'), Kind::kSeparator);
}

}  // namespace
}  // namespace shopbell::text

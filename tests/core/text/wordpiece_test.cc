#include "text/wordpiece.h"

#include <gtest/gtest.h>

namespace shopbell::text {
namespace {

std::vector<std::uint16_t> Split(const WordPiece& pieces, std::string_view word) {
  std::vector<std::uint16_t> out;
  pieces.Split(word, out);
  return out;
}

TEST(WordPiece, TakesTheLongestPieceEachTime) {
  WordPiece pieces;
  ASSERT_TRUE(pieces.Load({"re", "return", "##s", "##turn", "##able"}));
  EXPECT_EQ(Split(pieces, "returns"), (std::vector<std::uint16_t>{1, 2}));
  EXPECT_EQ(Split(pieces, "returnable"), (std::vector<std::uint16_t>{1, 4}));
}

TEST(WordPiece, LeavesOutWhatIsNoPiece) {
  WordPiece pieces;
  ASSERT_TRUE(pieces.Load({"a", "##b"}));
  EXPECT_EQ(Split(pieces, "azb"), (std::vector<std::uint16_t>{0, 1}));
  EXPECT_EQ(Split(pieces, "\u0434b"), (std::vector<std::uint16_t>{1}));  // a letter of two bytes
  EXPECT_TRUE(Split(pieces, "").empty());
}

TEST(WordPiece, TellsWholeWordsFromPartsOfThem) {
  WordPiece pieces;
  ASSERT_TRUE(pieces.Load({"size", "##size", "##d"}));
  EXPECT_EQ(pieces.Rank("size"), 0);
  EXPECT_EQ(pieces.Rank("d"), WordPiece::kNone);
  EXPECT_EQ(pieces.Rank("##d"), WordPiece::kNone);
}

TEST(WordPiece, RefusesAPieceTwiceOrEmpty) {
  WordPiece twice, empty;
  EXPECT_FALSE(twice.Load({"a", "b", "a"}));
  EXPECT_FALSE(empty.Load({"a", ""}));
}

TEST(WordPiece, WithoutPiecesSplitsIntoNothing) {
  const WordPiece none;
  EXPECT_TRUE(Split(none, "word").empty());
  EXPECT_EQ(none.Rank("word"), WordPiece::kNone);
}

}  // namespace
}  // namespace shopbell::text

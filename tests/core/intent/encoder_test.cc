#include "intent/encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace shopbell::intent {
namespace {

template <std::size_t n, typename T>
std::string Bytes(const T (&values)[n]) {
  return {reinterpret_cast<const char*>(values), sizeof values};
}

std::string Row(char first) { return first + std::string(kWidth / 2 - 1, '\x88'); }
const std::string kUp = Row('\x8F'), kDown = Row('\x48'), kUpDown = Row('\x8A');

/// Two pieces: "up" is 7 along dimension 0 with scale 1, "down" is -4 along dimension 1 with scale `second`.
std::string Table(float second = 0.5F) {
  return Bytes<2, std::uint32_t>({2, kWidth}) + Bytes<2, float>({1, second}) + kUp + kDown;
}

/// The same, and the pair "up down" is 2 along dimension 0 with scale 3.
std::string TableWithPair() {
  return Bytes<2, std::uint32_t>({3, kWidth}) + Bytes<3, float>({1, 0.5F, 3}) + kUp + kDown + kUpDown;
}
const std::string kPair = Bytes<2, std::uint16_t>({0, 1});

class EncoderTest : public testing::Test {
 protected:
  EncoderTest() { EXPECT_TRUE(pieces_.Load({"up", "down"})); }
  [[nodiscard]] double Aligned(const std::string& a, const std::string& b) const {
    return Alignment(encoder_.PiecesOf(text::TokenizeUtf8(a)), encoder_.PiecesOf(text::TokenizeUtf8(b)));
  }
  text::WordPiece pieces_;
  Encoder encoder_;
};

TEST_F(EncoderTest, AddsTheRowsOfItsPiecesToUnitLength) {
  ASSERT_TRUE(encoder_.Load(pieces_, "", Table()));
  const Vector vector = encoder_.Encode(text::TokenizeUtf8("Up, down!"));
  EXPECT_NEAR(vector[0], 7 / std::sqrt(49.0 + 4), 1e-6);
  EXPECT_NEAR(vector[1], -2 / std::sqrt(49.0 + 4), 1e-6);
  EXPECT_EQ(vector[2], 0.0F);
}

TEST_F(EncoderTest, AddsTheRowOfAPairOfNeighbours) {
  ASSERT_TRUE(encoder_.Load(pieces_, kPair, TableWithPair()));
  const Vector vector = encoder_.Encode(text::TokenizeUtf8("Up, down!"));
  EXPECT_NEAR(vector[0], 13 / std::sqrt(169.0 + 4), 1e-6);
  EXPECT_NEAR(vector[1], -2 / std::sqrt(169.0 + 4), 1e-6);
}

TEST_F(EncoderTest, TellsAPairFromTheSameWordsTheOtherWayRound) {
  ASSERT_TRUE(encoder_.Load(pieces_, kPair, TableWithPair()));
  const Vector vector = encoder_.Encode(text::TokenizeUtf8("down up"));
  EXPECT_NEAR(vector[0], 7 / std::sqrt(49.0 + 4), 1e-6);
}

TEST_F(EncoderTest, AlignsEachPieceWithTheNearestOfTheOtherText) {
  ASSERT_TRUE(encoder_.Load(pieces_, "", Table()));
  EXPECT_NEAR(Aligned("up down", "down up"), 1, 1e-6);
  EXPECT_EQ(Aligned("up", "down"), 0);
  // All of "up" is met; of "up" (norm 7) and "down" (norm 2) together 7 ninths are.
  EXPECT_NEAR(Aligned("up", "up down"), (1 + 7.0 / 9) / 2, 1e-6);
  EXPECT_NEAR(Aligned("up down", "up"), (1 + 7.0 / 9) / 2, 1e-6);
}

TEST_F(EncoderTest, AlignsNothingWithATextWithoutPieces) {
  ASSERT_TRUE(encoder_.Load(pieces_, "", Table()));
  EXPECT_EQ(Aligned("up", "..."), 0);
  EXPECT_EQ(Aligned("", "up"), 0);
}

TEST_F(EncoderTest, TakesTheFirstPiecesOfALongText) {
  ASSERT_TRUE(encoder_.Load(pieces_, "", Table()));
  std::string text;
  for (std::size_t i = 0; i < Encoder::kMostPieces; ++i) text += "up ";
  EXPECT_EQ(encoder_.PiecesOf(text::TokenizeUtf8(text + "down")).size(), Encoder::kMostPieces);
  EXPECT_NEAR(Aligned(text + "down", "up"), 1, 1e-6);
}

TEST_F(EncoderTest, GivesZeroForATextWithoutPieces) {
  ASSERT_TRUE(encoder_.Load(pieces_, "", Table()));
  for (const float x : encoder_.Encode(text::TokenizeUtf8("\u4f60\u597d \U0001F600"))) EXPECT_EQ(x, 0.0F);
}

TEST_F(EncoderTest, RefusesPairsWithoutRowsTwiceNotAscendingOrCutShort) {
  EXPECT_FALSE(encoder_.Load(pieces_, kPair, Table()));
  EXPECT_FALSE(encoder_.Load(pieces_, "", TableWithPair()));
  EXPECT_FALSE(encoder_.Load(pieces_, kPair.substr(0, 3), Table()));
  const std::string four =
      Bytes<2, std::uint32_t>({4, kWidth}) + Bytes<4, float>({1, 1, 1, 1}) + kUp + kDown + kUpDown + kUpDown;
  EXPECT_TRUE(encoder_.Load(pieces_, Bytes<4, std::uint16_t>({0, 1, 1, 0}), four));
  EXPECT_FALSE(encoder_.Load(pieces_, Bytes<4, std::uint16_t>({0, 0, 1, 1}), four));
  EXPECT_FALSE(encoder_.Load(pieces_, Bytes<4, std::uint16_t>({1, 0, 0, 1}), four));
}

TEST_F(EncoderTest, RefusesSizesThatDoNotFitAndScalesThatAreNoneOrNegative) {
  EXPECT_FALSE(encoder_.Load(pieces_, "", ""));
  EXPECT_FALSE(encoder_.Load(pieces_, "", Table().substr(0, 60)));
  EXPECT_FALSE(encoder_.Load(pieces_, "", Table() + std::string(8, '\0')));
  EXPECT_FALSE(encoder_.Load(pieces_, "", Table(std::numeric_limits<float>::quiet_NaN())));
  EXPECT_FALSE(encoder_.Load(pieces_, "", Table(-0.5F)));
}

}  // namespace
}  // namespace shopbell::intent

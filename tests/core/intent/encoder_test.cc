#include "intent/encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace shopbell::intent {
namespace {

/// Two pieces: "up" is 7 along dimension 0 with scale 1, "down" is -4 along dimension 1 with scale `second`.
std::string Table(float second = 0.5F) {
  std::string out(8 + 2 * sizeof(float), '\0');
  const std::uint32_t head[2] = {2, kWidth};
  const float scales[2] = {1.0F, second};
  std::memcpy(out.data(), head, sizeof head);
  std::memcpy(out.data() + sizeof head, scales, sizeof scales);
  std::string up(kWidth / 2, '\x88'), down = up;
  up[0] = '\x8F';
  down[0] = '\x48';
  return out + up + down;
}

class EncoderTest : public testing::Test {
 protected:
  EncoderTest() { EXPECT_TRUE(pieces_.Load({"up", "down"})); }
  text::WordPiece pieces_;
  Encoder encoder_;
};

TEST_F(EncoderTest, AddsTheRowsOfItsPiecesToUnitLength) {
  ASSERT_TRUE(encoder_.Load(pieces_, Table()));
  const Vector vector = encoder_.Encode(text::TokenizeUtf8("Up, down!"));
  EXPECT_NEAR(vector[0], 7 / std::sqrt(49.0 + 4), 1e-6);
  EXPECT_NEAR(vector[1], -2 / std::sqrt(49.0 + 4), 1e-6);
  EXPECT_EQ(vector[2], 0.0F);
}

TEST_F(EncoderTest, GivesZeroForATextWithoutPieces) {
  ASSERT_TRUE(encoder_.Load(pieces_, Table()));
  for (const float x : encoder_.Encode(text::TokenizeUtf8("\u4f60\u597d \U0001F600"))) EXPECT_EQ(x, 0.0F);
}

TEST_F(EncoderTest, RefusesSizesThatDoNotFitAndScalesThatAreNoNumbers) {
  EXPECT_FALSE(encoder_.Load(pieces_, ""));
  EXPECT_FALSE(encoder_.Load(pieces_, Table().substr(0, 60)));
  EXPECT_FALSE(encoder_.Load(pieces_, Table() + std::string(8, '\0')));
  EXPECT_FALSE(encoder_.Load(pieces_, Table(std::numeric_limits<float>::quiet_NaN())));
}

}  // namespace
}  // namespace shopbell::intent

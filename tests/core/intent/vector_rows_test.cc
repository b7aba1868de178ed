#include "intent/vector_rows.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace shopbell::intent {
namespace {

void Put(std::string& out, const auto& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Row 0 begins 3, -4; row 1 begins 100; the rest is 0.
std::string Rows() {
  std::string rows(2 * kWidth, '\0');
  rows[0] = 3;
  rows[1] = -4;
  rows[kWidth] = 100;
  return rows;
}

std::string Head(std::uint32_t rows, std::uint32_t width = kWidth) {
  std::string out;
  Put(out, rows);
  Put(out, width);
  return out;
}

std::string Scaled(float second = 0.5F) {
  std::string out = Head(2);
  Put(out, 2.0F);
  Put(out, second);
  return out + Rows();
}

TEST(VectorRows, WeighsAVectorByEachRowAndItsScale) {
  VectorRows rows;
  ASSERT_TRUE(rows.Load(Scaled(), 2));
  ASSERT_EQ(rows.size(), 2u);
  Vector vector{};
  vector[0] = 0.5F;
  vector[1] = 0.25F;
  EXPECT_DOUBLE_EQ(rows.Logit(0, vector), 2 * (0.5 * 3 - 0.25 * 4));
  EXPECT_DOUBLE_EQ(rows.Logit(1, vector), 0.5 * 0.5 * 100);
}

TEST(VectorRows, TakesRowsWithoutScalesAsTheyAre) {
  VectorRows rows;
  ASSERT_TRUE(rows.LoadUnscaled(Head(2) + Rows(), 2));
  EXPECT_EQ(rows[0][1], -4);
  EXPECT_EQ(rows[1][0], 100);
  Vector vector{};
  vector[0] = 1;
  EXPECT_DOUBLE_EQ(rows.Logit(1, vector), 100);
}

TEST(VectorRows, IsEmptyBeforeLoading) { EXPECT_EQ(VectorRows().size(), 0u); }

TEST(VectorRows, RefusesEverySectionThatIsCutShort) {
  const std::string scaled = Scaled(), plain = Head(2) + Rows();
  for (std::size_t size = 0; size < scaled.size(); ++size)
    EXPECT_FALSE(VectorRows().Load(scaled.substr(0, size), 2)) << size;
  for (std::size_t size = 0; size < plain.size(); ++size)
    EXPECT_FALSE(VectorRows().LoadUnscaled(plain.substr(0, size), 2)) << size;
}

TEST(VectorRows, RefusesOtherCountsAndScalesThatAreNoNumbers) {
  EXPECT_FALSE(VectorRows().Load(Scaled(), 3));
  EXPECT_FALSE(VectorRows().LoadUnscaled(Head(2, kWidth / 2) + Rows(), 2));
  EXPECT_FALSE(VectorRows().Load(Scaled() + std::string(8, '\0'), 2));
  EXPECT_TRUE(VectorRows().Load(Scaled() + std::string(7, '\0'), 2));
  EXPECT_FALSE(VectorRows().Load(Scaled(std::numeric_limits<float>::infinity()), 2));
}

}  // namespace
}  // namespace shopbell::intent

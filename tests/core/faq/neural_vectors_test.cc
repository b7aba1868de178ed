#include "faq/neural_vectors.h"

#include <gtest/gtest.h>

#include <limits>

#include "shopbell/neural.h"

namespace shopbell::faq {
namespace {

/// A unit vector along one or two axes.
std::vector<float> Along(std::size_t axis, float length = 1, std::size_t other = 0, float rest = 0) {
  std::vector<float> out(kNeuralWidth);
  out[axis] = length;
  if (rest != 0) out[other] = rest;
  return out;
}

std::vector<float> Joined(const std::vector<std::vector<float>>& rows) {
  std::vector<float> out;
  for (const auto& row : rows) out.insert(out.end(), row.begin(), row.end());
  return out;
}

TEST(NeuralVectors, TellsQuestionsFromWholeEntries) {
  NeuralVectors vectors;
  EXPECT_TRUE(vectors.empty());
  ASSERT_TRUE(vectors.Load(Joined({Along(0), Along(1), Along(2), Along(0, 0.6F, 3, -0.8F)}), 2));
  const NeuralVectors::Cosines cosines = vectors.To(Along(0));
  EXPECT_EQ(cosines.question, (std::vector<float>{1, 0}));
  ASSERT_EQ(cosines.whole.size(), 2u);
  EXPECT_FLOAT_EQ(cosines.whole[0], 0);
  EXPECT_NEAR(cosines.whole[1], 0.6, 0.01);
}

TEST(NeuralVectors, RefusesAnotherNumberOfRows) {
  NeuralVectors vectors;
  EXPECT_FALSE(vectors.Load(Joined({Along(0), Along(1), Along(2)}), 2));
  EXPECT_TRUE(vectors.empty());
}

TEST(NeuralVectors, RefusesWhatIsNoUnitVector) {
  NeuralVectors vectors;
  EXPECT_FALSE(vectors.Load(Joined({Along(0), Along(1, 2)}), 1));
  EXPECT_FALSE(vectors.Load(Joined({Along(0), Along(1, std::numeric_limits<float>::quiet_NaN())}), 1));
  EXPECT_TRUE(vectors.empty());
}

}  // namespace
}  // namespace shopbell::faq

#include "faq/vectors.h"

#include <gtest/gtest.h>

#include <string>

namespace shopbell::faq {
namespace {

intent::Vector Along(std::size_t dimension) {
  std::array<double, intent::kWidth> sums{};
  sums[dimension] = 3;
  return intent::Unit(sums);
}

TEST(Vectors, GiveCosinesAfterWritingAndReading) {
  Vectors::Builder written;
  written.Add(Along(0));
  written.Add(Along(1));
  const std::string section = written.Finish();
  Vectors read;
  ASSERT_TRUE(read.Load(section, 2));
  const std::vector<float> cosines = read.Cosines(Along(1));
  EXPECT_NEAR(cosines[0], 0, 1e-6);
  EXPECT_NEAR(cosines[1], 1, 1e-3);
}

TEST(Vectors, RefuseAnotherCountAndScalesBeyondAUnitVector) {
  Vectors::Builder written;
  written.Add(Along(0));
  std::string section = written.Finish();
  Vectors read;
  EXPECT_FALSE(read.Load(section, 2));
  section[3] = '\x7F';  // the scale's exponent
  EXPECT_FALSE(read.Load(section, 1));
}

}  // namespace
}  // namespace shopbell::faq

#include "turn/cues.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>

#include "intent/ngram.h"
#include "text/token.h"

namespace shopbell::turn {
namespace {

void Put(std::string& out, const auto& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A head without weights, whose row k says k - 5.
std::string Rows(std::uint32_t count) {
  std::string section;
  Put(section, count);
  for (std::uint32_t row = 0; row < count; ++row)
    Put(section, static_cast<float>(row) - 5), Put(section, 1.0F), Put(section, std::uint32_t{0});
  return section;
}

double Chance(double odds) { return 1 / (1 + std::exp(-odds)); }

TEST(CueReader, GivesEachRowItsCue) {
  CueReader reader;
  ASSERT_TRUE(reader.Load(Rows(9), {}));
  const policy::Cues cues = reader.Read(intent::NgramFeatures(text::TokenizeUtf8("hello")), {});
  EXPECT_DOUBLE_EQ(cues.trouble, -5);
  EXPECT_DOUBLE_EQ(cues.eased, -4);
  EXPECT_NEAR(cues.alarm, Chance(-3), 1e-12);
  EXPECT_NEAR(cues.unhelped, Chance(-2), 1e-12);
  EXPECT_NEAR(cues.waiting, Chance(-1), 1e-12);
  EXPECT_NEAR(cues.danger, Chance(0), 1e-12);
  EXPECT_NEAR(cues.distress, Chance(1), 1e-12);
  EXPECT_NEAR(cues.legal, Chance(2), 1e-12);
  EXPECT_NEAR(cues.cross, Chance(3), 1e-12);
}

TEST(CueReader, TellsNothingOfATextWithoutWordsOrWithoutAHead) {
  CueReader reader;
  ASSERT_TRUE(reader.Load(Rows(9), {}));
  EXPECT_DOUBLE_EQ(reader.Read({}, {}).alarm, policy::Cues{}.alarm);
  CueReader none;
  ASSERT_TRUE(none.Load({}, {}));
  EXPECT_DOUBLE_EQ(none.Read(intent::NgramFeatures(text::TokenizeUtf8("hello")), {}).alarm,
                   policy::Cues{}.alarm);
}

TEST(CueReader, RefusesAnotherNumberOfRows) {
  for (const std::uint32_t count : {0U, 8U, 10U, 11U})
    EXPECT_FALSE(CueReader().Load(Rows(count), {})) << count;
}

}  // namespace
}  // namespace shopbell::turn

#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>

#include "shopbell/engine.h"

namespace shopbell {
namespace {

constexpr std::int64_t kDay = 1'795'305'600;  // 2026-11-22 00:00 UTC

/// A bakery with a special for one day, by the visitor's clock.
class SpecialTest : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(SHOPBELL_MODEL, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto model = Model::Load(std::as_bytes(std::span(bytes)));
    ASSERT_TRUE(model.ok());
    const std::string pack =
        BuildPack(*model.value(), {{"special",
                                    "What is today's special?",
                                    "Plum cake.",
                                    {},
                                    "",
                                    Bound{kDay, true},
                                    Bound{kDay + 86'400, true}},
                                   {"hours", "When do you open?", "At seven.", {}, ""},
                                   {"bread", "Which breads do you bake?", "Rye and spelt.", {}, ""}});
    auto engine = Engine::Create(model.value(), pack);
    ASSERT_TRUE(engine.ok());
    engine_ = std::move(engine).value();
  }
  /// The id of the first hit for "what is the special today".
  std::string AskedAt(std::int64_t seconds, std::int32_t offset = 0) {
    const Finding found = engine_->Find("what is the special today", 1, Moment{seconds * 1000, offset});
    return engine_->Entry(found.hits.at(0).entry).id;
  }
  std::shared_ptr<const Engine> engine_;
};

TEST_F(SpecialTest, IsFoundOnItsDayAlone) {
  EXPECT_EQ(AskedAt(kDay), "special");
  EXPECT_NE(AskedAt(kDay - 1), "special");
  EXPECT_NE(AskedAt(kDay + 86'400), "special");
}

TEST_F(SpecialTest, EndsAtTheVisitorsMidnight) {
  EXPECT_EQ(AskedAt(kDay + 86'400, -60), "special");
  EXPECT_NE(AskedAt(kDay + 86'399, 60), "special");
}

TEST_F(SpecialTest, IsNeverAnsweredOutsideItsDayHoweverItIsAsked) {
  TurnEvent event;
  event.text = "What is today's special?";
  event.at_ms = (kDay + 86'400) * 1000;
  const Decision decision = engine_->Step(event, {}).decision;
  for (const Hit& hit : decision.hits) EXPECT_NE(engine_->Entry(hit.entry).id, "special");
}

}  // namespace
}  // namespace shopbell

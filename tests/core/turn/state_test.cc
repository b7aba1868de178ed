#include "turn/state.h"

#include <gtest/gtest.h>

#include <limits>

namespace shopbell::turn {
namespace {

State Full() {
  State state;
  state.memory.owner = policy::Owner::kHuman;
  state.memory.offer_pending = true;
  state.memory.misses = 3;
  state.memory.running = 0.25F;
  state.memory.trouble = 1.5F;
  state.memory.course[31] = -0.75F;
  state.memory.topic = 77;
  state.memory.turns = 700;
  state.last_question = std::string(kLastQuestionBytes, 'q');
  for (std::size_t i = 0; i < kRememberedQuestions; ++i) {
    Sketch asked;
    asked.fill(static_cast<std::int8_t>(i));
    state.asked.push_back(asked);
  }
  return state;
}

TEST(TurnState, GivesBackWhatWasRemembered) {
  const State back = ReadState(WriteState(Full()));
  EXPECT_EQ(back.memory.owner, policy::Owner::kHuman);
  EXPECT_TRUE(back.memory.offer_pending);
  EXPECT_FALSE(back.memory.no_human);
  EXPECT_EQ(back.memory.misses, 3);
  EXPECT_EQ(back.memory.running, 0.25F);
  EXPECT_EQ(back.memory.trouble, 1.5F);
  EXPECT_EQ(back.memory.course[31], -0.75F);
  EXPECT_EQ(back.memory.topic, 77u);
  EXPECT_EQ(back.memory.turns, 700);
  EXPECT_EQ(back.last_question.size(), kLastQuestionBytes);
  ASSERT_EQ(back.asked.size(), kRememberedQuestions);
  EXPECT_EQ(back.asked[5][9], 5);
}

TEST(TurnState, FitsInto8KilobytesWhenFull) { EXPECT_LE(WriteState(Full()).bytes.size(), kMaxStateBytes); }

TEST(TurnState, StartsAfreshFromACourseThatNoReaderGives) {
  for (const float value : {1.5F, -1.5F, std::numeric_limits<float>::quiet_NaN()}) {
    State state = Full();
    state.memory.course[0] = value;
    EXPECT_EQ(ReadState(WriteState(state)).memory.turns, 0) << value;
  }
}

TEST(TurnState, StartsAfreshFromAnythingElse) {
  const std::string good = WriteState(Full()).bytes;
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_EQ(ReadState({good.substr(0, size)}).memory.turns, 0);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    ASSERT_EQ(ReadState({bad}).memory.turns, 0) << i;
  }
  EXPECT_EQ(ReadState({std::string(100000, 'x')}).memory.turns, 0);
}

}  // namespace
}  // namespace shopbell::turn

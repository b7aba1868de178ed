#ifndef SHOPBELL_TURN_STATE_H_
#define SHOPBELL_TURN_STATE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "shopbell/types.h"
#include "turn/sketch.h"

namespace shopbell::turn {

inline constexpr std::size_t kRememberedQuestions = 8;
inline constexpr std::size_t kLastQuestionBytes = 400;

/// TurnState, read.
struct State {
  policy::Memory memory;
  std::string last_question;  ///< The visitor's last question, cut to kLastQuestionBytes: what a follow-up is
                              ///< read with.
  std::vector<Sketch> asked;  ///< Questions, at most kRememberedQuestions, oldest first.
};

/// @return the state; a fresh one for bytes of another version, cut or damaged.
[[nodiscard]] State ReadState(const TurnState& bytes);
[[nodiscard]] TurnState WriteState(const State& state);

}  // namespace shopbell::turn

#endif  // SHOPBELL_TURN_STATE_H_

#ifndef SHOPBELL_TURN_MODEL_H_
#define SHOPBELL_TURN_MODEL_H_

#include <string>
#include <vector>

#include "bell/container.h"
#include "faq/rarity.h"
#include "intent/linear_head.h"
#include "shopbell/engine.h"
#include "shopbell/params.h"

namespace shopbell {

/// What a model.bell holds.
struct Model::Impl {
  std::string hash;
  Params params;
  faq::Rarity rarity;
  intent::LinearHead moods;    ///< Six classes, in the order of Mood.
  intent::LinearHead human;    ///< One class: a person is asked for.
  intent::LinearHead intents;  ///< What visitors of shops ask for; the last class is none.
  intent::LinearHead talk;     ///< Small talk; class 0 is none.
  std::vector<std::string> talk_names;
};

namespace turn {
inline constexpr bell::Tag kMoodTag = bell::MakeTag("MOOD"), kHumanTag = bell::MakeTag("HUMN"),
                           kTalkTag = bell::MakeTag("TALK"), kTalkNamesTag = bell::MakeTag("TLKN"),
                           kIntentsTag = bell::MakeTag("INTN"), kIntentNamesTag = bell::MakeTag("INTI"),
                           kRarityTag = bell::MakeTag("RARE"), kParamNamesTag = bell::MakeTag("PKEY"),
                           kParamValuesTag = bell::MakeTag("PVAL");
}  // namespace turn

}  // namespace shopbell

#endif  // SHOPBELL_TURN_MODEL_H_

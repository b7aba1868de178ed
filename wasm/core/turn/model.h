#ifndef SHOPBELL_TURN_MODEL_H_
#define SHOPBELL_TURN_MODEL_H_

#include <string>
#include <vector>

#include "bell/container.h"
#include "faq/rarity.h"
#include "intent/encoder.h"
#include "intent/intent_head.h"
#include "intent/linear_head.h"
#include "shopbell/engine.h"
#include "shopbell/params.h"
#include "text/wordpiece.h"
#include "turn/cues.h"

namespace shopbell {

/// What a model.bell holds.
struct Model::Impl {
  std::string hash;
  Params params;
  faq::Rarity rarity;
  std::string pieces;          ///< The section that `language` borrows.
  text::WordPiece language;    ///< Words and pieces of words, the most frequent first.
  intent::Encoder encoder;     ///< Borrows `language`.
  intent::IntentHead intents;  ///< What visitors of shops ask for.
  intent::LinearHead moods;    ///< Six classes, in the order of Mood.
  intent::LinearHead human;    ///< One class: a person is asked for.
  intent::LinearHead talk;     ///< Small talk; class 0 is none.
  std::vector<std::string> talk_names;
  std::vector<std::string> intent_names;
  turn::CueReader cues;
};

namespace turn {
inline constexpr bell::Tag kMoodTag = bell::MakeTag("MOOD"), kHumanTag = bell::MakeTag("HUMN"),
                           kTalkTag = bell::MakeTag("TALK"), kTalkNamesTag = bell::MakeTag("TLKN"),
                           kIntentsTag = bell::MakeTag("INTG"), kIntentNamesTag = bell::MakeTag("INTI"),
                           kPiecesTag = bell::MakeTag("PIEC"), kTableTag = bell::MakeTag("PTAB"),
                           kIdfTag = bell::MakeTag("NIDF"), kIntentVectorsTag = bell::MakeTag("INTU"),
                           kIntentMeansTag = bell::MakeTag("INTM"), kRarityTag = bell::MakeTag("RARE"),
                           kCuesTag = bell::MakeTag("CUES"), kCueVectorsTag = bell::MakeTag("CUEV"),
                           kParamNamesTag = bell::MakeTag("PKEY"), kParamValuesTag = bell::MakeTag("PVAL");
}  // namespace turn

}  // namespace shopbell

#endif  // SHOPBELL_TURN_MODEL_H_

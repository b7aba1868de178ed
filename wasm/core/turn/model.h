#ifndef SHOPBELL_TURN_MODEL_H_
#define SHOPBELL_TURN_MODEL_H_

#include <memory>
#include <string>
#include <vector>

#include "bell/container.h"
#include "faq/rarity.h"
#include "intent/encoder.h"
#include "intent/intent_head.h"
#include "mood/head.h"
#include "mood/message.h"
#include "mood/word_set.h"
#include "shopbell/engine.h"
#include "shopbell/params.h"
#include "text/wordpiece.h"
#include "turn/course_reader.h"
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
  mood::WordSet known;         ///< Stems of the words that the heads of mood met in training.
  mood::WordSet people;        ///< Names and words for groups of people, which mood is not read from.
  mood::WordSet foreign;       ///< Little words of other languages.
  mood::Head moods;            ///< The moods in the order of Mood, then how angry upset is.
  mood::Head human;            ///< One class: a person is asked for.
  mood::Head talk;             ///< Small talk; class 0 is none.
  std::vector<std::string> talk_names;
  std::unique_ptr<const mood::MessageReader> messages;  ///< Borrows the above.
  std::vector<std::string> intent_names;
  turn::CueReader cues;
  turn::CourseReader courses;  ///< Borrows `encoder`.
};

namespace turn {
inline constexpr bell::Tag kMoodTag = bell::MakeTag("MOOD"), kHumanTag = bell::MakeTag("HUMN"),
                           kTalkTag = bell::MakeTag("TALK"), kTalkNamesTag = bell::MakeTag("TLKN"),
                           kMoodVectorsTag = bell::MakeTag("MODV"), kHumanVectorsTag = bell::MakeTag("HUMV"),
                           kTalkVectorsTag = bell::MakeTag("TLKV"), kKnownTag = bell::MakeTag("KNWN"),
                           kPeopleTag = bell::MakeTag("PEOP"), kForeignTag = bell::MakeTag("FRGN"),
                           kIntentsTag = bell::MakeTag("INTG"), kIntentNamesTag = bell::MakeTag("INTI"),
                           kPiecesTag = bell::MakeTag("PIEC"), kPairsTag = bell::MakeTag("PAIR"),
                           kTableTag = bell::MakeTag("PTAB"), kIdfTag = bell::MakeTag("NIDF"),
                           kIntentVectorsTag = bell::MakeTag("INTU"), kIntentMeansTag = bell::MakeTag("INTM"),
                           kRarityTag = bell::MakeTag("RARE"), kCuesTag = bell::MakeTag("CUES"),
                           kCourseTag = bell::MakeTag("CRSE"), kCueVectorsTag = bell::MakeTag("CUEV"),
                           kParamNamesTag = bell::MakeTag("PKEY"), kParamValuesTag = bell::MakeTag("PVAL");
}  // namespace turn

}  // namespace shopbell

#endif  // SHOPBELL_TURN_MODEL_H_

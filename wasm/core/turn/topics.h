#ifndef SHOPBELL_TURN_TOPICS_H_
#define SHOPBELL_TURN_TOPICS_H_

#include <string>
#include <string_view>
#include <vector>

#include "shopbell/types.h"
#include "text/token.h"

namespace shopbell::turn {

/// What a message is about, as far as it is known.
struct Subject {
  const std::vector<text::Token>& tokens;
  std::string entry;     ///< Id of the entry found with confidence; empty for none.
  std::string category;  ///< Of that entry.
  std::string intent;    ///< The phrasebook's topic that is more likely than not; empty for none.
};

/// The first of the owner's marked topics that the message is about: the id of the entry found, the name of
/// the phrasebook's topic, or words that all occur in the message. Empty for none.
[[nodiscard]] std::string MarkedTopic(const Subject& subject, const Settings& settings);

/// Mode::kTopics: whether the entry found may be answered, by its id or its category.
[[nodiscard]] bool IsSwitchedOn(const Subject& subject, const Settings& settings);

}  // namespace shopbell::turn

#endif  // SHOPBELL_TURN_TOPICS_H_

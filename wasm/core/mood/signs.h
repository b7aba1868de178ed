#ifndef SHOPBELL_MOOD_SIGNS_H_
#define SHOPBELL_MOOD_SIGNS_H_

#include <string_view>
#include <vector>

#include "intent/ngram.h"

namespace shopbell::mood {

/// What a text shows beside its words: faces and hearts made of signs, dots that trail off, `!!` and `?!`,
/// letters drawn out, capitals throughout. Appended as features in buckets of their own kind. Cost: O(text).
void AddSigns(std::string_view text, std::vector<intent::Feature>& out);

/// Capitals and exclamation marks, in [0, 1].
[[nodiscard]] double Loudness(std::string_view text);

}  // namespace shopbell::mood

#endif  // SHOPBELL_MOOD_SIGNS_H_

#ifndef SHOPBELL_MOOD_MOOD_READER_H_
#define SHOPBELL_MOOD_MOOD_READER_H_

#include <vector>

#include "intent/linear_head.h"
#include "shopbell/types.h"
#include "text/token.h"

namespace shopbell::mood {

/// Reads the mood of one message from words alone. Thread-safe; borrows the heads.
class MoodReader {
 public:
  /// @param moods six classes in the order of Mood. @param human one class: a person is asked for.
  MoodReader(const intent::LinearHead& moods, const intent::LinearHead& human)
      : moods_(moods), human_(human) {}

  /// A text without words is neutral.
  [[nodiscard]] MoodReading Read(const std::vector<text::Token>& tokens,
                                 const std::vector<intent::Feature>& features) const;

 private:
  const intent::LinearHead& moods_;
  const intent::LinearHead& human_;
};

}  // namespace shopbell::mood

#endif  // SHOPBELL_MOOD_MOOD_READER_H_

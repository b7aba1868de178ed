#ifndef SHOPBELL_MOOD_MOOD_READER_H_
#define SHOPBELL_MOOD_MOOD_READER_H_

#include <string>
#include <vector>

#include "mood/head.h"
#include "mood/message.h"
#include "shopbell/types.h"

namespace shopbell::mood {

/// Rows of the head of moods: the moods in the order of Mood as said to a shop; the same as in general talk;
/// which of the two a message is; how angry upset is.
inline constexpr std::size_t kMoodRows = 2 * kMoodCount + 2;

/// Reads the mood of one message from words alone. Thread-safe; borrows the heads.
class MoodReader {
 public:
  /// @param moods kMoodRows classes. @param human one class: a person is asked for.
  MoodReader(const Head& moods, const Head& human) : moods_(moods), human_(human) {}

  /// A text without words is neutral; one in another language is unknown, its moods all alike.
  [[nodiscard]] MoodReading Read(const Message& message, bool foreign) const;

 private:
  const Head& moods_;
  const Head& human_;
};

/// What small talk a message is.
struct Talk {
  std::string name;   ///< Empty for none.
  double chance = 0;  ///< Of that class.
};

/// @param head its class 0 is none. @param names of its classes.
[[nodiscard]] Talk ReadTalk(const Head& head, const std::vector<std::string>& names, const Message& message);

}  // namespace shopbell::mood

#endif  // SHOPBELL_MOOD_MOOD_READER_H_

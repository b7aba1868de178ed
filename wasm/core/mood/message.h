#ifndef SHOPBELL_MOOD_MESSAGE_H_
#define SHOPBELL_MOOD_MESSAGE_H_

#include <string_view>
#include <vector>

#include "intent/encoder.h"
#include "intent/ngram.h"
#include "intent/vector.h"
#include "mood/masker.h"
#include "text/token.h"

namespace shopbell::mood {

/// One form of a message, as a Head reads it.
struct Form {
  std::vector<text::Token> words;
  std::vector<intent::Feature> features;
  intent::Vector vector{};
};

/// A message in the two forms in which heads read it.
struct Message {
  std::vector<text::Token> written;  ///< As typed.
  Form plain;           ///< Mended; as typed in another language. For small talk and the ask for a person.
  Form masked;          ///< Mended, without names and words for people. For mood.
  double familiar = 1;  ///< Share of the words that belong to the model's language.
  double loudness = 0;  ///< Capitals and exclamation marks, in [0, 1].
};

/// Turns texts into messages. Borrows the tables. Immutable, thread-safe.
class MessageReader {
 public:
  /// @param least_familiar below it a message is taken to be in another language.
  MessageReader(const text::WordPiece& language, const intent::Encoder& encoder, const WordSet& known,
                const WordSet& people, const WordSet& foreign, double least_familiar)
      : encoder_(encoder), masker_(language, known, people, foreign), least_familiar_(least_familiar) {}

  [[nodiscard]] Message Read(std::string_view text) const;
  [[nodiscard]] bool IsForeign(const Message& message) const { return message.familiar < least_familiar_; }

 private:
  [[nodiscard]] Form FormOf(std::vector<text::Token> words, std::string_view text) const;

  const intent::Encoder& encoder_;
  Masker masker_;
  double least_familiar_;
};

}  // namespace shopbell::mood

#endif  // SHOPBELL_MOOD_MESSAGE_H_

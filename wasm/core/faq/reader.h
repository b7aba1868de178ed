#ifndef SHOPBELL_FAQ_READER_H_
#define SHOPBELL_FAQ_READER_H_

#include <span>
#include <string_view>
#include <vector>

#include "intent/encoder.h"
#include "intent/intent_head.h"
#include "intent/ngram.h"
#include "intent/vector.h"
#include "text/mender.h"
#include "text/token.h"
#include "text/wordpiece.h"

namespace shopbell::faq {

/// A text as search sees it.
struct Reading {
  std::vector<text::Token> tokens;
  std::vector<intent::Feature> features;
  intent::Vector vector{};
  std::span<const float> neural{};  ///< The second tier's vector, borrowed; empty where it is not known.
  double familiar = 0;              ///< Share of its words that the language knows, in [0, 1].
};

/// Turns texts into what search compares. Borrows the model's tables. Thread-safe.
class Reader {
 public:
  Reader(const text::WordPiece& language, const intent::Encoder& encoder, const intent::IntentHead& intents)
      : language_(language), encoder_(encoder), intents_(intents) {}

  /// @param mender puts slips right first, if given.
  [[nodiscard]] Reading Read(std::vector<text::Token> tokens, const text::Mender* mender = nullptr) const;
  [[nodiscard]] Reading Read(std::string_view text) const { return Read(text::TokenizeUtf8(text)); }

  /// Chances of the intent head's classes. @param heat multiplies the logits. Exact arithmetic.
  [[nodiscard]] std::vector<double> Chances(const Reading& reading, double heat = 1) const {
    return intents_.Chances(reading.features, reading.vector, heat);
  }
  [[nodiscard]] const intent::IntentHead& intents() const { return intents_; }
  [[nodiscard]] const intent::Encoder& encoder() const { return encoder_; }

 private:
  const text::WordPiece& language_;
  const intent::Encoder& encoder_;
  const intent::IntentHead& intents_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_READER_H_

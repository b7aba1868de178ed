#include "mood/message.h"

#include <utility>

#include "mood/signs.h"

namespace shopbell::mood {

Form MessageReader::FormOf(std::vector<text::Token> words, std::string_view text) const {
  Form form;
  form.features = intent::NgramFeatures(words);
  if (!form.features.empty()) AddSigns(text, form.features);
  form.vector = encoder_.Encode(words);
  form.words = std::move(words);
  return form;
}

Message MessageReader::Read(std::string_view text) const {
  text = text.substr(0, text::kMaxTextBytes);
  Message message;
  message.written = text::TokenizeUtf8(text);
  message.familiar = masker_.Familiar(message.written);
  message.loudness = Loudness(text);
  std::vector<text::Token> mended = masker_.Mend(message.written);
  message.masked = FormOf(masker_.Mask(mended), text);
  message.plain = FormOf(IsForeign(message) ? message.written : std::move(mended), text);
  return message;
}

}  // namespace shopbell::mood

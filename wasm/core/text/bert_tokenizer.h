#ifndef SHOPBELL_TEXT_BERT_TOKENIZER_H_
#define SHOPBELL_TEXT_BERT_TOKENIZER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/wordpiece.h"

namespace shopbell::text {

/// Turns texts into the numbers that a BERT graph reads (Devlin et al. 2019, the uncased kind): lower case
/// without accents, signs and Chinese characters alone, then pieces. A word with a letter that is no piece is
/// `[UNK]` as a whole; pictures and arrows stand alone, so that they spoil no word. Immutable; borrows the
/// pieces.
class BertTokenizer {
 public:
  /// @param pieces `[UNK]`, `[CLS]` and `[SEP]` among them. @return false where one of these is missing, or
  /// what WordPiece refuses.
  [[nodiscard]] bool Load(std::vector<std::string_view> pieces);

  /// `[CLS]`, the places of the pieces, `[SEP]`. @param text any bytes; what no reader sees is left out.
  /// @param most at most so many numbers; the rest is cut.
  [[nodiscard]] std::vector<std::uint16_t> Ids(std::string_view text, std::size_t most) const;

 private:
  void AddLetter(char32_t c, std::string& word, std::vector<std::uint16_t>& out) const;
  void AddWord(std::string& word, std::vector<std::uint16_t>& out) const;

  WordPiece pieces_;
  std::uint16_t unknown_ = 0, begin_ = 0, end_ = 0;
};

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_BERT_TOKENIZER_H_

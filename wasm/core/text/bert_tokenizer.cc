#include "text/bert_tokenizer.h"

#include <utility>

#include "text/fold.h"
#include "text/token.h"
#include "text/utf8.h"

namespace shopbell::text {
namespace {

constexpr std::size_t kMostLetters = 100;  // of a word; a longer one is unknown

bool Within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool IsSpace(char32_t c) {
  return c == U' ' || Within(c, U'\t', U'\r') || c == U'\u0085' || c == U'\u00A0' || c == U'\u1680' ||
         Within(c, 0x2000, 0x200A) || c == U'\u2028' || c == U'\u2029' || c == U'\u202F' || c == U'\u205F' ||
         c == U'\u3000';
}

bool IsInvisible(char32_t c) {
  return c < 0x20 || Within(c, 0x7F, 0x9F) || c == U'\u00AD' || Within(c, 0x200B, 0x200F) ||
         Within(c, 0x202A, 0x202E) || Within(c, 0x2060, 0x206F) || Within(c, 0xFE00, 0xFE0F) ||
         c == U'\uFEFF' || c == U'\uFFFD' || Within(c, 0xE000, 0xF8FF) || Within(c, 0xE0000, 0x10FFFF);
}

bool IsPunctuation(char32_t c) {
  return Within(c, 33, 47) || Within(c, 58, 64) || Within(c, 91, 96) || Within(c, 123, 126) ||
         c == U'\u00A1' || c == U'\u00A7' || c == U'\u00AB' || c == U'\u00B6' || c == U'\u00B7' ||
         c == U'\u00BB' || c == U'\u00BF' || c == U'\u037E' || c == U'\u0387' || c == U'\u055A' ||
         Within(c, 0x055B, 0x055F) || c == U'\u05BE' || c == U'\u060C' || c == U'\u061B' || c == U'\u061F' ||
         c == U'\u066A' || c == U'\u0964' || c == U'\u0965' || Within(c, 0x2010, 0x2027) ||
         (Within(c, 0x2030, 0x205E) && c != U'\u2044' && c != U'\u2052') || Within(c, 0x3001, 0x3003) ||
         Within(c, 0x3008, 0x3011) || Within(c, 0x3014, 0x301F) || c == U'\u30FB' ||
         Within(c, 0xFF01, 0xFF03) || Within(c, 0xFF05, 0xFF0A) || Within(c, 0xFF0C, 0xFF0F) ||
         c == U'\uFF1A' || c == U'\uFF1B' || c == U'\uFF1F' || c == U'\uFF20';
}

bool IsPicture(char32_t c) {
  return Within(c, 0x2190, 0x245F) || Within(c, 0x2500, 0x2BFF) || Within(c, 0x1F000, 0x1FAFF);
}

bool IsChinese(char32_t c) {
  return Within(c, 0x4E00, 0x9FFF) || Within(c, 0x3400, 0x4DBF) || Within(c, 0x20000, 0x2CEAF) ||
         Within(c, 0xF900, 0xFAFF) || Within(c, 0x2F800, 0x2FA1F);
}

}  // namespace

bool BertTokenizer::Load(std::vector<std::string_view> pieces) {
  if (!pieces_.Load(std::move(pieces))) return false;
  unknown_ = pieces_.Rank("[UNK]");
  begin_ = pieces_.Rank("[CLS]");
  end_ = pieces_.Rank("[SEP]");
  return unknown_ != WordPiece::kNone && begin_ != WordPiece::kNone && end_ != WordPiece::kNone;
}

void BertTokenizer::AddWord(std::string& word, std::vector<std::uint16_t>& out) const {
  const std::size_t before = out.size();
  if (!word.empty() && (word.size() > kMostLetters || !pieces_.SplitWhole(word, out))) {
    out.resize(before);
    out.push_back(unknown_);
  }
  word.clear();
}

void BertTokenizer::AddLetter(char32_t c, std::string& word, std::vector<std::uint16_t>& out) const {
  for (const char32_t folded : Fold(std::u32string_view(&c, 1))) {
    if (folded == U' ') {
      AddWord(word, out);  // an accent that stands for itself
    } else {
      AppendUtf8(folded, word);
    }
  }
}

std::vector<std::uint16_t> BertTokenizer::Ids(std::string_view text, std::size_t most) const {
  std::vector<std::uint16_t> out{begin_};
  std::string word;
  for (const char32_t c : DecodeUtf8(CutText(text))) {
    if (IsSpace(c)) {
      AddWord(word, out);
    } else if (IsInvisible(c)) {
      continue;
    } else if (IsPunctuation(c) || IsPicture(c) || IsChinese(c)) {
      AddWord(word, out);
      AppendUtf8(c, word);
      AddWord(word, out);
    } else {
      AddLetter(c, word, out);
    }
  }
  AddWord(word, out);
  if (out.size() > most - 1) out.resize(most - 1);
  out.push_back(end_);
  return out;
}

}  // namespace shopbell::text

#include "text/token.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "text/utf8.h"

namespace shopbell::text {
namespace {

bool IsApostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019' || c == U'\u02BC' || c == U'`' || c == U'\u00B4';
}
bool IsCapital(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= U'\u00C0' && c <= U'\u00DE') ||
         (c >= U'\u0391' && c <= U'\u03A9') || (c >= U'\u0400' && c <= U'\u042F');
}
bool IsMark(char32_t c) { return c == U'!' || c == U'?' || c == U'\u2026'; }

/// Collects one token after another from folded characters, keeping what the unfolded ones told.
class Builder {
 public:
  void Add(char32_t raw) {
    if (IsApostrophe(raw)) return;  // joins what it stands between
    const std::u32string folded = Fold(std::u32string_view(&raw, 1));
    if (folded.empty()) return;  // invisible, or an accent of the letter before
    for (const char32_t c : folded) AddFolded(c, raw);
  }

  std::vector<Token> Finish() {
    Flush();
    return std::move(tokens_);
  }

 private:
  void AddFolded(char32_t c, char32_t raw) {
    const Kind kind = KindOf(c);
    if (kind == Kind::kSeparator) {
      Flush();
      if (IsMark(raw) && !tokens_.empty()) tokens_.back().mark.push_back(raw);
      return;
    }
    if (kind == Kind::kIdeograph || kind == Kind::kSymbol) {
      Flush();
      Push({std::u32string(1, c), kind, {}, false});
      return;
    }
    if (!word_.empty() && kind != kind_) Flush();
    kind_ = kind;
    if (word_.size() < kMaxWord) word_.push_back(c);
    ++letters_;
    if (IsCapital(raw)) ++upper_;
  }

  void Flush() {
    if (!word_.empty())
      Push({word_, kind_, {}, kind_ == Kind::kLetter && letters_ >= 2 && upper_ == letters_});
    word_.clear();
    letters_ = upper_ = 0;
  }

  void Push(Token token) {
    if (tokens_.size() < kMaxTokens) tokens_.push_back(std::move(token));
  }

  std::vector<Token> tokens_;
  std::u32string word_;
  Kind kind_ = Kind::kLetter;
  std::size_t letters_ = 0;
  std::size_t upper_ = 0;
};

}  // namespace

std::vector<Token> Tokenize(std::u32string_view text) {
  Builder builder;
  for (const char32_t c : text) builder.Add(c);
  return builder.Finish();
}

std::string_view CutText(std::string_view bytes) {
  if (bytes.size() <= kMaxTextBytes) return bytes;
  std::size_t cut = kMaxTextBytes;
  while (cut > kMaxTextBytes - 3 && (static_cast<std::uint8_t>(bytes[cut]) & 0xC0) == 0x80) --cut;
  return bytes.substr(0, cut);
}

std::vector<Token> TokenizeUtf8(std::string_view bytes) { return Tokenize(DecodeUtf8(CutText(bytes))); }

}  // namespace shopbell::text

#include "mood/masker.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "text/stem.h"
#include "text/utf8.h"

namespace shopbell::mood {
namespace {

constexpr std::size_t kLongestPhrase = 4;  // words
// A phrase is listed with it as well: many phrases are tried, and one hash would find some by chance.
constexpr char kPhraseMark = '#';
constexpr std::size_t kFewWords = 3;  // fewer do not tell a language
constexpr double kMendedShare = 0.3;  // a word that had to be mended speaks so much for the language

/// Skin tones, signs of gender, joiners and the letters that flags are made of.
bool TellsAGroup(const text::Token& token) {
  if (token.kind != text::Kind::kSymbol || token.word.empty()) return false;
  const char32_t c = token.word[0];
  return (c >= U'\U0001F3FB' && c <= U'\U0001F3FF') || (c >= U'\U0001F1E6' && c <= U'\U0001F1FF') ||
         (c >= U'\U0001F466' && c <= U'\U0001F478') || (c >= U'\U0001F9D1' && c <= U'\U0001F9DD') ||
         c == U'\u2640' || c == U'\u2642' || c == U'\uFE0F' || c == U'\u200D';
}

bool IsForeignScript(const text::Token& token) {
  return std::any_of(token.word.begin(), token.word.end(), [](char32_t c) { return c >= 0x80; });
}

bool IsSomeone(const text::Token& token) { return token.word[0] == Masker::kSomeone && token.mark.empty(); }

/// What may stand between two words for one person: a woman from Lagos, a man on a pension, a mother of two.
bool Joins(const text::Token& token) {
  static constexpr std::u32string_view kJoints[] = {U"from", U"of",  U"on", U"in",
                                                    U"with", U"and", U"a",  U"the"};
  return token.mark.empty() &&
         std::find(std::begin(kJoints), std::end(kJoints), token.word) != std::end(kJoints);
}

/// Adds whoever `token` means; with a mark just before, one mark is left.
void Mark(const text::Token& token, std::vector<text::Token>& out) {
  std::size_t before = out.size();
  while (before > 0 && out.size() - before < 2 && Joins(out[before - 1])) --before;
  if (before > 0 && IsSomeone(out[before - 1])) {
    out.resize(before);
  } else {
    out.push_back({std::u32string(1, Masker::kSomeone), text::Kind::kSymbol, {}, false});
  }
  out.back().mark = token.mark;
}

std::vector<std::string> Written(const std::vector<text::Token>& tokens) {
  std::vector<std::string> words;
  words.reserve(tokens.size());
  for (const text::Token& token : tokens) words.push_back(text::EncodeUtf8(token.word));
  return words;
}

/// The word with runs of three or more equal letters cut to `most`; equal to the word where there are none.
std::u32string Cut(const std::u32string& word, std::size_t most) {
  std::u32string out;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && word[end] == word[at]) ++end;
    const std::size_t run = end - at;
    out.append(run >= 3 ? most : run, word[at]);
    at = end;
  }
  return out;
}

}  // namespace

bool Masker::Knows(const std::string& word) const { return known_.Has(text::Stem(word)); }

/// A plural or possessive counts as the word itself.
bool Masker::IsPeople(const std::string& words) const {
  const bool phrase = words.find(' ') != std::string::npos;
  if (people_.Has(words) && (!phrase || people_.Has(words + kPhraseMark))) return true;
  return words.size() > 3 && words.back() == 's' && IsPeople(words.substr(0, words.size() - 1));
}

text::Token Masker::Mended(text::Token token) const {
  for (const std::size_t most : {2, 1}) {
    const std::u32string cut = Cut(token.word, most);
    if (cut == token.word) break;
    if (most == 1 || Knows(text::EncodeUtf8(cut))) {
      token.word = cut;
      break;
    }
  }
  const std::string word = text::EncodeUtf8(token.word);
  if (word.size() < text::Mender::kLeastLetters || Knows(word) || IsPeople(word)) return token;
  return mender_.Mend({std::move(token)})[0];
}

std::vector<text::Token> Masker::Mend(const std::vector<text::Token>& words) const {
  std::vector<text::Token> out;
  out.reserve(words.size());
  for (const text::Token& token : words) {
    if (TellsAGroup(token)) continue;
    out.push_back(token);
    if (token.kind == text::Kind::kNumber) out.back().word = U"0";
  }
  const std::vector<std::string> written = Written(out);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const std::size_t people = PeopleAt(written, at);  // a New Yorker is no new worker
    if (people > 0) {
      at += people - 1;
    } else if (out[at].kind == text::Kind::kLetter) {
      out[at] = Mended(out[at]);
    }
  }
  return out;
}

/// How many words from `at` on are a listed phrase; the longest counts, 0 for none.
std::size_t Masker::PeopleAt(const std::vector<std::string>& words, std::size_t at) const {
  std::string phrase;
  std::size_t longest = 0;
  for (std::size_t n = 1; n <= kLongestPhrase && at + n <= words.size(); ++n) {
    phrase += (n > 1 ? " " : "") + words[at + n - 1];
    if (IsPeople(phrase)) longest = n;
  }
  return longest;
}

std::vector<text::Token> Masker::Mask(const std::vector<text::Token>& mended) const {
  const std::vector<std::string> words = Written(mended);
  std::vector<text::Token> out;
  for (std::size_t at = 0; at < mended.size();) {
    std::size_t people = PeopleAt(words, at);
    if (people == 0 && text::IsWord(mended[at]) && !Knows(words[at])) people = 1;
    if (people == 0) {
      out.push_back(mended[at]);
      if (words[at] == "an") out.back().word = U"a";  // a Norwegian, an Italian
    }
    for (std::size_t i = 0; i < people; ++i) Mark(mended[at + i], out);
    at += std::max<std::size_t>(people, 1);
  }
  return out;
}

double Masker::Familiar(const std::vector<text::Token>& words) const {
  double known = 0;
  std::size_t count = 0, foreign = 0;
  for (const text::Token& token : words) {
    if (!text::IsWord(token)) continue;
    const std::string word = text::EncodeUtf8(token.word);
    if (people_.Has(word)) continue;
    ++count;
    if (IsForeignScript(token) || foreign_.Has(word)) {
      ++foreign;
    } else if (Knows(word)) {
      known += 1;
    } else if (Knows(text::EncodeUtf8(Mended(token).word))) {
      known += kMendedShare;
    }
  }
  if (count < kFewWords) return count > 0 && foreign == count ? 0 : 1;
  // One word more, as short texts tell less; a word of another language speaks louder than one not known.
  return (known + 1) / static_cast<double>(count + foreign + 1);
}

}  // namespace shopbell::mood

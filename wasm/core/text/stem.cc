#include "text/stem.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace shopbell::text {
namespace {

struct Rule {
  std::string_view suffix;
  std::string_view replacement;
};

constexpr Rule kStep2[] = {{"ational", "ate"}, {"ization", "ize"}, {"fulness", "ful"}, {"ousness", "ous"},
                           {"iveness", "ive"}, {"tional", "tion"}, {"biliti", "ble"},  {"entli", "ent"},
                           {"ousli", "ous"},   {"ation", "ate"},   {"alism", "al"},    {"aliti", "al"},
                           {"iviti", "ive"},   {"enci", "ence"},   {"anci", "ance"},   {"izer", "ize"},
                           {"alli", "al"},     {"ator", "ate"},    {"logi", "log"},    {"bli", "ble"},
                           {"eli", "e"}};
constexpr Rule kStep3[] = {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
                           {"ical", "ic"},  {"ness", ""},  {"ful", ""}};
constexpr Rule kStep4[] = {{"ement", ""}, {"ance", ""},  {"ence", ""},  {"able", ""}, {"ible", ""},
                           {"ment", ""},  {"sion", "s"}, {"tion", "t"}, {"ant", ""},  {"ent", ""},
                           {"ism", ""},   {"ate", ""},   {"iti", ""},   {"ous", ""},  {"ive", ""},
                           {"ize", ""},   {"al", ""},    {"er", ""},    {"ic", ""},   {"ou", ""}};

bool IsVowel(std::string_view word, std::size_t i) {
  switch (word[i]) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
      return true;
    case 'y':
      return i > 0 && !IsVowel(word, i - 1);
    default:
      return false;
  }
}

/// Porter's m: how often a vowel run is followed by a consonant run.
int Measure(std::string_view stem) {
  int count = 0;
  bool after_vowel = false;
  for (std::size_t i = 0; i < stem.size(); ++i) {
    const bool vowel = IsVowel(stem, i);
    if (after_vowel && !vowel) ++count;
    after_vowel = vowel;
  }
  return count;
}

bool HasVowel(std::string_view stem) {
  for (std::size_t i = 0; i < stem.size(); ++i) {
    if (IsVowel(stem, i)) return true;
  }
  return false;
}

bool EndsDouble(std::string_view word) {
  const std::size_t n = word.size();
  return n >= 2 && word[n - 1] == word[n - 2] && !IsVowel(word, n - 1);
}

bool EndsShort(std::string_view word) {
  const std::size_t n = word.size();
  if (n < 3 || IsVowel(word, n - 1) || !IsVowel(word, n - 2) || IsVowel(word, n - 3)) return false;
  const char last = word[n - 1];
  return last != 'w' && last != 'x' && last != 'y';
}

bool Cut(std::string& word, std::string_view suffix) {
  if (!std::string_view(word).ends_with(suffix)) return false;
  word.resize(word.size() - suffix.size());
  return true;
}

void Plural(std::string& word) {
  if (Cut(word, "sses")) {
    word += "ss";
  } else if (Cut(word, "ies")) {
    word += word.size() > 1 ? "i" : "ie";
  } else if (!std::string_view(word).ends_with("ss") && !std::string_view(word).ends_with("us")) {
    Cut(word, "s");
  }
}

void MendAfterCut(std::string& word) {
  const std::string_view view(word);
  if (view.ends_with("at") || view.ends_with("bl") || view.ends_with("iz")) {
    word += 'e';
  } else if (EndsDouble(word) && word.back() != 'l' && word.back() != 's' && word.back() != 'z') {
    word.pop_back();
  } else if (Measure(word) == 1 && EndsShort(word)) {
    word += 'e';
  }
}

void PastAndGerund(std::string& word) {
  const std::string_view view(word);
  if (view.ends_with("eed")) {
    if (Measure(view.substr(0, view.size() - 3)) > 0) word.pop_back();
    return;
  }
  for (const std::string_view suffix : {"ed", "ing"}) {
    if (!view.ends_with(suffix)) continue;
    if (!HasVowel(view.substr(0, view.size() - suffix.size()))) return;
    Cut(word, suffix);
    MendAfterCut(word);
    return;
  }
}

/// Applies the first (longest) rule whose suffix fits, if the measure of what is left exceeds `above`.
void Apply(std::string& word, std::span<const Rule> rules, int above) {
  const std::string_view view(word);
  for (const Rule& rule : rules) {
    if (!view.ends_with(rule.suffix)) continue;
    const std::string_view stem =
        view.substr(0, view.size() - rule.suffix.size() + (above == 1 ? rule.replacement.size() : 0));
    if (Measure(stem) > above) {
      Cut(word, rule.suffix);
      word += rule.replacement;
    }
    return;
  }
}

void FinalE(std::string& word) {
  if (word.back() != 'e') return;
  const std::string_view stem = std::string_view(word).substr(0, word.size() - 1);
  const int measure = Measure(stem);
  if (measure > 1 || (measure == 1 && !EndsShort(stem))) word.pop_back();
}

}  // namespace

std::string Stem(std::string_view folded) {
  std::string word(folded);
  const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!ascii || word.size() <= 2) return word;
  Plural(word);
  PastAndGerund(word);
  if (word.back() == 'y' && word.size() > 2 && HasVowel(std::string_view(word).substr(0, word.size() - 1)))
    word.back() = 'i';
  Apply(word, kStep2, 0);
  Apply(word, kStep3, 0);
  Apply(word, kStep4, 1);
  if (!word.empty()) FinalE(word);
  if (EndsDouble(word) && word.back() == 'l' &&
      Measure(std::string_view(word).substr(0, word.size() - 1)) > 1)
    word.pop_back();
  return word;
}

}  // namespace shopbell::text

#ifndef SHOPBELL_MOOD_MASKER_H_
#define SHOPBELL_MOOD_MASKER_H_

#include <string>
#include <vector>

#include "mood/word_set.h"
#include "text/mender.h"
#include "text/token.h"
#include "text/wordpiece.h"

namespace shopbell::mood {

/// Takes out of a message who is meant, so that no name and no word for a group of people (gender, ethnicity,
/// religion, age, region, income, family) can tell a mood: what is listed, and every word that training never
/// met, becomes one and the same mark. Borrows the tables. Immutable, thread-safe.
class Masker {
 public:
  /// @param known stems of the words that training met. @param people words and phrases for people.
  /// @param foreign little words of other languages.
  Masker(const text::WordPiece& language, const WordSet& known, const WordSet& people, const WordSet& foreign)
      : known_(known), people_(people), foreign_(foreign), mender_(language, no_shop_) {}

  Masker(const Masker&) = delete;
  Masker& operator=(const Masker&) = delete;

  /// What stands for whoever is meant: a symbol, so that its letters say nothing.
  static constexpr char32_t kSomeone = U'\uFFFC';

  /// Puts slips right, makes all numbers one, cuts letters drawn out (`sooo`), drops what emoji tell of skin
  /// and gender. @param words as written.
  [[nodiscard]] std::vector<text::Token> Mend(const std::vector<text::Token>& words) const;

  /// @param mended what Mend gave. Marks that stand side by side become one.
  [[nodiscard]] std::vector<text::Token> Mask(const std::vector<text::Token>& mended) const;

  /// Share of the words, as written, that belong to the language, in [0, 1]; 1 where there are too few to
  /// say. Listed names count on neither side, words that can be mended a little.
  [[nodiscard]] double Familiar(const std::vector<text::Token>& words) const;

 private:
  [[nodiscard]] bool Knows(const std::string& word) const;
  [[nodiscard]] bool IsPeople(const std::string& words) const;
  [[nodiscard]] std::size_t PeopleAt(const std::vector<std::string>& words, std::size_t at) const;
  [[nodiscard]] text::Token Mended(text::Token token) const;

  const std::vector<std::uint32_t> no_shop_;
  const WordSet& known_;
  const WordSet& people_;
  const WordSet& foreign_;
  text::Mender mender_;
};

}  // namespace shopbell::mood

#endif  // SHOPBELL_MOOD_MASKER_H_

#ifndef SHOPBELL_TEXT_WORDPIECE_H_
#define SHOPBELL_TEXT_WORDPIECE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace shopbell::text {

/// Cuts words into the pieces of a vocabulary: always the longest piece that fits, `##` before those inside a
/// word (WordPiece as BERT uses it, Devlin et al. 2019; a letter that is no piece is left out instead of the
/// whole word). Borrows the pieces. Immutable.
class WordPiece {
 public:
  /// @param pieces each once, at most kMaxPieces; whole words come first, the most frequent first.
  /// @return false where there are too many, or one stands twice or is empty.
  [[nodiscard]] bool Load(std::vector<std::string_view> pieces);

  [[nodiscard]] std::size_t size() const { return pieces_.size(); }

  /// Appends the places of a word's pieces. @param word folded UTF-8. Cost: O(letters * longest piece).
  void Split(std::string_view word, std::vector<std::uint16_t>& out) const;

  /// As Split, but all or nothing. @return false where a letter is no piece; `out` then holds what came
  /// before it.
  [[nodiscard]] bool SplitWhole(std::string_view word, std::vector<std::uint16_t>& out) const;

  static constexpr std::uint16_t kNone = std::numeric_limits<std::uint16_t>::max();
  static constexpr std::size_t kMaxPieces = 32'768;
  /// Place of a whole word, which is its rank by frequency; kNone where it is no piece. Cost: O(letters).
  [[nodiscard]] std::uint16_t Rank(std::string_view word) const;

 private:
  /// Place of a piece; `inside` ones are looked up with their `##`.
  [[nodiscard]] std::uint16_t Find(std::string_view letters, bool inside) const;
  /// Appends the longest piece that fits at `at`. @return its bytes, 0 where none fits.
  std::size_t Take(std::string_view word, std::size_t at, std::vector<std::uint16_t>& out) const;

  std::vector<std::string_view> pieces_;
  std::vector<std::uint16_t> slots_;  // open addressing, a power of two
  std::size_t longest_ = 0;           // bytes of the longest piece, without its mark
};

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_WORDPIECE_H_

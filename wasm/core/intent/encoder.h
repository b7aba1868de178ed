#ifndef SHOPBELL_INTENT_ENCODER_H_
#define SHOPBELL_INTENT_ENCODER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "intent/vector.h"
#include "text/token.h"
#include "text/wordpiece.h"

namespace shopbell::intent {

/// The static encoder: a text's vector is the sum of the rows of its word pieces and of the pairs of
/// neighbours that have one ("gift card" is not a gift and a card), brought to unit length; how much a piece
/// says is in the length of its row. Distilled from a sentence transformer (models/en/CARD.md). Immutable.
class Encoder {
 public:
  /// @param pieces borrowed. @param pairs u16 first[]; u16 second[]: places of pieces, the pairs ascending.
  /// @param table u32 rows; u32 width; f32 scale[rows]; two values a byte, the even dimension in the low
  /// half, each stored as value + 8; the pieces' rows, then the pairs'. Both are copied.
  /// @return false where sizes do not fit or pairs are not ascending.
  [[nodiscard]] bool Load(const text::WordPiece& pieces, std::string_view pairs, std::string_view table);

  /// Cost: O(pieces * (kWidth + log pairs)). Thread-safe.
  [[nodiscard]] Vector Encode(const std::vector<text::Token>& tokens) const;

  /// A piece of a text: where its row points, and how much it says.
  struct Piece {
    Vector direction;
    double norm;
  };
  /// The first kMostPieces of a text, in order. Thread-safe.
  [[nodiscard]] std::vector<Piece> PiecesOf(const std::vector<text::Token>& tokens) const;
  static constexpr std::size_t kMostPieces = 32;

  [[nodiscard]] std::size_t piece_count() const { return pieces_->size(); }
  /// Appends the places of a word's pieces; of a symbol there are none. Thread-safe.
  void AppendPlaces(const text::Token& word, std::vector<std::uint16_t>& out) const;
  /// A piece's row as it is added up. @pre place < piece_count()
  [[nodiscard]] Vector Row(std::size_t place) const;

 private:
  [[nodiscard]] std::vector<std::uint16_t> PlacesOf(const std::vector<text::Token>& tokens) const;
  void Add(std::size_t row, std::array<double, kWidth>& sums) const;

  const text::WordPiece* pieces_ = nullptr;
  std::vector<std::uint32_t> pairs_;  // first * 65536 + second
  std::vector<float> scales_;
  std::vector<std::uint8_t> rows_;
};

/// How well two texts match piece by piece, in [0, 1]: each piece's cosine to the nearest of the other text,
/// weighted by its norm, the mean of both directions (Mihalcea, Corley and Strapparava 2006, with vectors; a
/// late interaction in the words of Khattab and Zaharia 2020). 0 where a text has no piece. Cost: O(pieces *
/// pieces * kWidth). Thread-safe.
[[nodiscard]] double Alignment(const std::vector<Encoder::Piece>& a, const std::vector<Encoder::Piece>& b);

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_ENCODER_H_

#include "intent/encoder.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include "bell/reader.h"
#include "text/utf8.h"

namespace shopbell::intent {
namespace {

constexpr std::size_t kRowBytes = kWidth / 2;
constexpr float kMostScale = 1e6F;  // far above what training gives, far below what could overflow
constexpr int kZero = 8;            // a half byte holds value + kZero

std::uint32_t PairOf(std::uint16_t first, std::uint16_t second) {
  return std::uint32_t{first} << 16 | second;
}

}  // namespace

bool Encoder::Load(const text::WordPiece& pieces, std::string_view pairs, std::string_view table) {
  bell::Reader pair_reader(pairs), reader(table);
  const std::size_t count = pairs.size() / (2 * sizeof(std::uint16_t));
  if (pairs.size() % (2 * sizeof(std::uint16_t)) != 0) return false;
  const auto firsts = pair_reader.Array<std::uint16_t>(count),
             seconds = pair_reader.Array<std::uint16_t>(count);
  pairs_.resize(count);
  for (std::size_t i = 0; i < count; ++i) pairs_[i] = PairOf(firsts[i], seconds[i]);
  if (std::adjacent_find(pairs_.begin(), pairs_.end(), std::greater_equal<>()) != pairs_.end()) return false;
  const std::size_t rows = pieces.size() + pairs_.size();
  if (reader.Plain<std::uint32_t>() != rows || reader.Plain<std::uint32_t>() != kWidth) return false;
  scales_ = reader.Array<float>(rows);
  rows_ = reader.Array<std::uint8_t>(rows * kRowBytes);
  if (!reader.AtEnd()) return false;
  for (const float scale : scales_) {
    if (!(scale >= 0 && scale <= kMostScale)) return false;
  }
  pieces_ = &pieces;
  return true;
}

void Encoder::Add(std::size_t row, std::array<double, kWidth>& sums) const {
  const std::uint8_t* const values = &rows_[row * kRowBytes];
  const double scale = scales_[row];
  for (std::size_t b = 0; b < kRowBytes; ++b) {
    sums[2 * b] += scale * ((values[b] & 15) - kZero);
    sums[2 * b + 1] += scale * ((values[b] >> 4) - kZero);
  }
}

std::vector<std::uint16_t> Encoder::PlacesOf(const std::vector<text::Token>& tokens) const {
  std::vector<std::uint16_t> places;
  for (const text::Token& token : tokens) AppendPlaces(token, places);
  return places;
}

void Encoder::AppendPlaces(const text::Token& word, std::vector<std::uint16_t>& out) const {
  if (word.kind != text::Kind::kSymbol) pieces_->Split(text::EncodeUtf8(word.word), out);
}

Vector Encoder::Row(std::size_t place) const {
  std::array<double, kWidth> row{};
  Add(place, row);
  Vector out{};
  std::copy(row.begin(), row.end(), out.begin());
  return out;
}

Vector Encoder::Encode(const std::vector<text::Token>& tokens) const {
  const std::vector<std::uint16_t> places = PlacesOf(tokens);
  std::array<double, kWidth> sums{};
  for (std::size_t i = 0; i < places.size(); ++i) {
    Add(places[i], sums);
    if (i + 1 == places.size()) break;
    const std::uint32_t pair = PairOf(places[i], places[i + 1]);
    const auto at = std::lower_bound(pairs_.begin(), pairs_.end(), pair);
    if (at != pairs_.end() && *at == pair) Add(pieces_->size() + (at - pairs_.begin()), sums);
  }
  return Unit(sums);
}

std::vector<Encoder::Piece> Encoder::PiecesOf(const std::vector<text::Token>& tokens) const {
  std::vector<std::uint16_t> places = PlacesOf(tokens);
  places.resize(std::min(places.size(), kMostPieces));
  std::vector<Piece> out;
  for (const std::uint16_t place : places) {
    std::array<double, kWidth> row{};
    Add(place, row);
    out.push_back({Unit(row), std::sqrt(std::inner_product(row.begin(), row.end(), row.begin(), 0.0))});
  }
  return out;
}

double Alignment(const std::vector<Encoder::Piece>& a, const std::vector<Encoder::Piece>& b) {
  std::vector<double> nearest(b.size());
  double met = 0, all = 0;
  for (const Encoder::Piece& piece : a) {
    double most = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const Vector &one = piece.direction, &other = b[j].direction;
      const double cosine = std::inner_product(one.begin(), one.end(), other.begin(), 0.0);
      most = std::max(most, cosine);
      nearest[j] = std::max(nearest[j], cosine);
    }
    met += piece.norm * most;
    all += piece.norm;
  }
  double met_back = 0, all_back = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    met_back += b[j].norm * nearest[j];
    all_back += b[j].norm;
  }
  return all > 0 && all_back > 0 ? (met / all + met_back / all_back) / 2 : 0;
}

}  // namespace shopbell::intent

#include "intent/encoder.h"

#include <array>
#include <cmath>
#include <string>

#include "bell/reader.h"
#include "text/utf8.h"

namespace shopbell::intent {
namespace {

constexpr std::size_t kRowBytes = kWidth / 2;
constexpr int kZero = 8;  // a half byte holds value + kZero

}  // namespace

bool Encoder::Load(const text::WordPiece& pieces, std::string_view table) {
  bell::Reader reader(table);
  if (reader.Plain<std::uint32_t>() != pieces.size() || reader.Plain<std::uint32_t>() != kWidth) return false;
  scales_ = reader.Array<float>(pieces.size());
  rows_ = reader.Array<std::uint8_t>(pieces.size() * kRowBytes);
  if (!reader.AtEnd()) return false;
  for (const float scale : scales_) {
    if (!std::isfinite(scale)) return false;
  }
  pieces_ = &pieces;
  return true;
}

Vector Encoder::Encode(const std::vector<text::Token>& tokens) const {
  std::vector<std::uint16_t> places;
  for (const text::Token& token : tokens) {
    if (token.kind != text::Kind::kSymbol) pieces_->Split(text::EncodeUtf8(token.word), places);
  }
  std::array<double, kWidth> sums{};
  for (const std::uint16_t place : places) {
    const std::uint8_t* const row = &rows_[place * kRowBytes];
    const double scale = scales_[place];
    for (std::size_t b = 0; b < kRowBytes; ++b) {
      sums[2 * b] += scale * ((row[b] & 15) - kZero);
      sums[2 * b + 1] += scale * ((row[b] >> 4) - kZero);
    }
  }
  return Unit(sums);
}

}  // namespace shopbell::intent

#include "turn/sketch.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "faq/terms.h"

namespace shopbell::turn {
namespace {

constexpr double kTrigramShare = 0.25;
constexpr double kLeastRarity = 0.05;

/// Spreads one term over the sketch by a xorshift generator that the term seeds.
void AddPattern(std::uint32_t term, double weight, std::array<double, 128>& sums) {
  std::uint32_t x = term | 1u;
  for (std::size_t i = 0; i < sums.size(); i += 32) {
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    for (std::size_t bit = 0; bit < 32; ++bit) sums[i + bit] += (x >> bit & 1u) != 0 ? weight : -weight;
  }
}

}  // namespace

Sketch MakeSketch(const std::vector<text::Token>& tokens, const faq::Rarity& rarity) {
  std::array<double, 128> sums{};
  for (const text::Token& token : tokens) {
    const std::string stem = faq::TokenStem(token);
    if (stem.empty()) continue;
    const double weight = std::max(kLeastRarity, rarity.Of(faq::StemTerm(stem)));
    AddPattern(faq::StemTerm(stem), weight, sums);
    const auto trigrams = faq::TrigramTerms({token});
    const double share =
        kTrigramShare * weight / std::sqrt(static_cast<double>(std::max<std::size_t>(1, trigrams.size())));
    for (const auto& [term, count] : trigrams) AddPattern(term, share, sums);
  }
  double most = 0;
  for (const double x : sums) most = std::max(most, std::abs(x));
  Sketch sketch{};
  if (most <= 0) return sketch;
  for (std::size_t i = 0; i < sums.size(); ++i)
    sketch[i] = static_cast<std::int8_t>(std::lround(sums[i] / most * 127));
  return sketch;
}

double Likeness(const Sketch& a, const Sketch& b) {
  std::int64_t dot = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  if (aa == 0 || bb == 0) return 0;
  return static_cast<double>(dot) / std::sqrt(static_cast<double>(aa) * static_cast<double>(bb));
}

}  // namespace shopbell::turn

#include "text/mender.h"

#include <algorithm>
#include <utility>

#include "text/hash.h"
#include "text/utf8.h"

namespace shopbell::text {
namespace {

constexpr std::uint32_t kWordSeed = 23;
constexpr double kShopFactor = 4;       // a word of the shop's own is so much likelier than in general
constexpr double kRankOffset = 50;      // Zipf: chance ~ 1 / (rank + offset)
constexpr double kRarestRank = 20'000;  // rank taken for a word that only the shop knows

bool IsPlain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Calls `visit` with every word one edit away from `word`.
template <typename Visit>
void EachEdit(const std::string& word, Visit visit) {
  std::string edit;
  for (std::size_t at = 0; at <= word.size(); ++at) {
    if (at < word.size()) {
      edit = word;
      visit(edit.erase(at, 1));
    }
    if (at + 1 < word.size() && word[at] != word[at + 1]) {
      edit = word;
      std::swap(edit[at], edit[at + 1]);
      visit(edit);
    }
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      if (at < word.size() && letter != word[at]) {
        edit = word;
        edit[at] = letter;
        visit(edit);
      }
      edit = word;
      visit(edit.insert(at, 1, letter));
    }
  }
}

}  // namespace

std::uint32_t WordHash(std::string_view word) { return Murmur3(word, kWordSeed); }

double Mender::Likelihood(std::string_view word) const {
  const std::uint16_t rank = language_.Rank(word);
  const bool in_shop = std::binary_search(shop_.begin(), shop_.end(), WordHash(word));
  if (rank == WordPiece::kNone && !in_shop) return 0;
  const double frequency = 1 / ((rank == WordPiece::kNone ? kRarestRank : rank) + kRankOffset);
  return in_shop ? kShopFactor * frequency : frequency;
}

std::string Mender::Mended(const std::string& word) const {
  std::string best;
  double most = 0;
  EachEdit(word, [&](const std::string& edit) {
    if (edit.size() < kLeastLetters) return;
    const double likelihood = Likelihood(edit);
    if (likelihood > most || (likelihood == most && likelihood > 0 && edit < best)) {
      most = likelihood;
      best = edit;
    }
  });
  return best.empty() ? word : best;
}

std::vector<Token> Mender::Mend(std::vector<Token> tokens) const {
  for (Token& token : tokens) {
    if (token.kind != Kind::kLetter || token.word.size() < kLeastLetters ||
        token.word.size() > kMostLetters) {
      continue;
    }
    const std::string word = EncodeUtf8(token.word);
    if (IsPlain(word) && Likelihood(word) == 0) token.word = DecodeUtf8(Mended(word));
  }
  return tokens;
}

}  // namespace shopbell::text

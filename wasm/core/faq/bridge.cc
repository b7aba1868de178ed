#include "faq/bridge.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "bell/container.h"
#include "intent/ngram.h"
#include "text/token.h"

namespace shopbell::faq {
namespace {

constexpr double kScale = 65535;
/// Keeps an intent that no entry is about from being shared out among entries that barely touch it.
constexpr double kUnclaimed = 0.02;
/// A FAQ whose entries claim less than kLeastClarity of an intent each gains nothing by the bridge; from
/// kClear on, all.
constexpr double kLeastClarity = 0.1, kClear = 0.4, kClaimedByNone = 0.1;
/// Question intents below this chance are left out.
constexpr double kLeastChance = 1e-4;

std::vector<double> ChancesOf(const intent::LinearHead& head, std::string_view text) {
  return IntentChances(head, intent::NgramFeatures(text::TokenizeUtf8(text)));
}

void AddScaled(const std::vector<double>& from, double scale, std::vector<double>& to) {
  for (std::size_t i = 0; i < from.size() && i < to.size(); ++i) to[i] += from[i] * scale;
}

}  // namespace

std::vector<double> IntentChances(const intent::LinearHead& head,
                                  const std::vector<intent::Feature>& features) {
  if (features.empty()) return {};
  std::vector<double> chances = head.Logits(features);
  intent::Softmax(chances);
  return chances;
}

void BridgeBuilder::Add(const FaqEntry& entry) {
  std::vector<double> chances(head_.class_count(), 0.0);
  const double share = 0.5 / static_cast<double>(entry.phrasings.size() + 1);
  std::string whole = entry.question;
  AddScaled(ChancesOf(head_, entry.question), share, chances);
  for (const std::string& phrasing : entry.phrasings) {
    AddScaled(ChancesOf(head_, phrasing), share, chances);
    whole += ' ' + phrasing;
  }
  AddScaled(ChancesOf(head_, whole + ' ' + entry.answer), 0.5, chances);
  chances.back() = 0;  // none is nobody's intent

  std::vector<std::uint16_t> order(chances.size());
  std::iota(order.begin(), order.end(), std::uint16_t{0});
  const std::size_t kept = std::min(order.size(), Bridge::kIntentsPerEntry);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&](std::uint16_t a, std::uint16_t b) {
                      return chances[a] != chances[b] ? chances[a] > chances[b] : a < b;
                    });
  for (std::size_t k = 0; k < Bridge::kIntentsPerEntry; ++k) {
    rows_.push_back(k < kept ? order[k] : std::uint16_t{0});
    rows_.push_back(k < kept ? static_cast<std::uint16_t>(std::floor(chances[order[k]] * kScale + 0.5))
                             : std::uint16_t{0});
  }
}

std::string BridgeBuilder::Finish() const { return bell::WriteArray(rows_); }

bool Bridge::Load(std::string_view section, std::size_t entries, std::size_t intents) {
  std::vector<std::uint16_t> rows;
  if (!bell::ReadArray(section, rows) || rows.size() != entries * kIntentsPerEntry * 2) return false;
  entries_ = entries;
  std::vector<double> sums(intents, kUnclaimed);
  starts_.assign(intents + 1, 0);
  for (std::size_t at = 0; at < rows.size(); at += 2) {
    if (rows[at] >= intents) return false;
    if (rows[at + 1] == 0) continue;
    sums[rows[at]] += rows[at + 1] / kScale;
    ++starts_[rows[at] + std::size_t{1}];
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  shares_.resize(starts_.back());
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  double clarity = 0;
  for (std::size_t at = 0; at < rows.size(); at += 2) {
    if (rows[at + 1] == 0) continue;
    const auto entry = static_cast<std::uint32_t>(at / (kIntentsPerEntry * 2));
    const double own = rows[at + 1] / kScale;
    shares_[next[rows[at]]++] = {entry, static_cast<float>(own / sums[rows[at]])};
    clarity += own * own / (sums[rows[at]] - kUnclaimed + kClaimedByNone);
  }
  if (entries > 0) clarity /= static_cast<double>(entries);
  gate_ = std::clamp((clarity - kLeastClarity) / (kClear - kLeastClarity), 0.0, 1.0);
  return true;
}

std::vector<double> Bridge::Scores(const std::vector<double>& chances) const {
  std::vector<double> scores(entries_, 0.0);
  for (std::size_t i = 0; i + 1 < starts_.size() && i < chances.size(); ++i) {
    if (chances[i] < kLeastChance) continue;
    for (std::uint32_t at = starts_[i]; at < starts_[i + 1]; ++at)
      scores[shares_[at].entry] += gate_ * chances[i] * shares_[at].weight;
  }
  return scores;
}

}  // namespace shopbell::faq

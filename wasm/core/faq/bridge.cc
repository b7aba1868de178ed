#include "faq/bridge.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <tuple>

#include "bell/container.h"
#include "text/exact_math.h"

namespace shopbell::faq {
namespace {

constexpr double kScale = 65535;
/// Of an intent's mass over the entries: keeps one that no entry is about from being shared out among those
/// that barely touch it.
constexpr double kUnclaimed = 0.1;
/// Share of the head's opinion in P(entry | intent); the rest is by vectors, at this temperature.
constexpr double kByHead = 0.75, kTemperature = 0.1;
/// A FAQ whose entries claim less than kLeastClarity of an intent each gains nothing by the bridge; from
/// kClear on, all.
constexpr double kLeastClarity = 0.05, kClear = 0.4;
/// Shares kept of an intent, and the least one.
constexpr std::size_t kSharesKept = 48;
constexpr double kLeastShare = 1.0 / 1024;
/// Question intents below this chance are left out.
constexpr double kLeastChance = 1e-4;

struct Share {
  std::uint32_t entry;
  double weight;
};

void AddScaled(const std::vector<double>& from, double scale, std::vector<double>& to) {
  for (std::size_t i = 0; i < from.size() && i < to.size(); ++i) to[i] += from[i] * scale;
}

std::uint32_t Fixed(double value) { return static_cast<std::uint32_t>(std::floor(value * kScale + 0.5)); }
std::uint16_t Fixed16(double value) { return static_cast<std::uint16_t>(std::min(Fixed(value), 65535u)); }

/// In [0, 1], less their mean.
std::vector<float> Centred(const std::vector<std::uint16_t>& fixed) {
  const double sum = std::accumulate(fixed.begin(), fixed.end(), 0.0);
  const double mean = fixed.empty() ? 0 : sum / static_cast<double>(fixed.size());
  std::vector<float> out;
  out.reserve(fixed.size());
  for (const std::uint16_t value : fixed) out.push_back(static_cast<float>((value - mean) / kScale));
  return out;
}

/// The strongest shares, in the order of entries.
std::vector<Share> Strongest(const std::vector<double>& weights) {
  std::vector<Share> shares;
  for (std::uint32_t e = 0; e < weights.size(); ++e) {
    if (weights[e] >= kLeastShare) shares.push_back({e, weights[e]});
  }
  if (shares.size() > kSharesKept) {
    std::nth_element(shares.begin(), shares.begin() + kSharesKept, shares.end(),
                     [](const Share& a, const Share& b) {
                       return std::tuple(b.weight, a.entry) < std::tuple(a.weight, b.entry);
                     });
    shares.resize(kSharesKept);
    std::sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.entry < b.entry; });
  }
  return shares;
}

}  // namespace

void BridgeBuilder::Add(const std::vector<std::vector<double>>& phrasings, const std::vector<double>& whole,
                        const intent::Vector& vector) {
  std::vector<double> chances(head_.class_count(), 0.0);
  for (const std::vector<double>& phrasing : phrasings)
    AddScaled(phrasing, 0.5 / static_cast<double>(phrasings.size()), chances);
  AddScaled(whole, 0.5, chances);
  chances.pop_back();  // none is nobody's intent

  std::vector<std::uint32_t> order(chances.size());
  std::iota(order.begin(), order.end(), 0u);
  const std::size_t kept = std::min(order.size(), kOwnKept);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      return chances[a] != chances[b] ? chances[a] > chances[b] : a < b;
                    });
  for (std::size_t k = 0; k < kOwnKept; ++k)
    own_.push_back(k < kept ? Own{order[k], chances[order[k]]} : Own{0, 0});
  vectors_.push_back(intent::MakeProbe(vector));
}

std::vector<double> BridgeBuilder::Masses() const {
  std::vector<double> masses(head_.intent_count(), kUnclaimed);
  for (const Own& own : own_) {
    if (own.chance > 0) masses[own.intent] += own.chance;
  }
  return masses;
}

double BridgeBuilder::Clarity(const std::vector<double>& masses) const {
  double sum = 0;
  for (const Own& own : own_) {
    if (own.chance > 0) sum += own.chance * own.chance / masses[own.intent];
  }
  return vectors_.empty() ? 0 : sum / static_cast<double>(vectors_.size());
}

std::string BridgeBuilder::Finish() const {
  const std::vector<double> masses = Masses();
  std::vector<std::vector<Share>> by_head(masses.size());
  for (std::size_t at = 0; at < own_.size(); ++at) {
    const Own& own = own_[at];
    if (own.chance > 0)
      by_head[own.intent].push_back(
          {static_cast<std::uint32_t>(at / kOwnKept), own.chance / masses[own.intent]});
  }
  std::vector<std::uint32_t> starts{0}, places;
  std::vector<std::uint16_t> weights;
  std::vector<double> shares(vectors_.size()), hubness(vectors_.size(), 0.0);
  for (std::size_t i = 0; i < masses.size(); ++i) {
    double sum = 0;
    for (std::size_t e = 0; e < shares.size(); ++e) {
      const double likeness = head_.Likeness(vectors_[e], i);
      hubness[e] = std::max(hubness[e], likeness);
      sum += shares[e] = text::ExactExp(likeness / kTemperature);
    }
    for (double& share : shares) share *= (1 - kByHead) / sum;
    for (const Share& share : by_head[i]) shares[share.entry] += kByHead * share.weight;
    for (const Share& share : Strongest(shares)) {
      places.push_back(share.entry);
      weights.push_back(Fixed16(share.weight));
    }
    starts.push_back(static_cast<std::uint32_t>(places.size()));
  }
  const double gate = std::clamp((Clarity(masses) - kLeastClarity) / (kClear - kLeastClarity), 0.0, 1.0);
  std::vector<std::uint16_t> hubs(hubness.size());
  std::transform(hubness.begin(), hubness.end(), hubs.begin(), Fixed16);
  return bell::WriteArray(std::vector<std::uint32_t>{Fixed(gate)}) + bell::WriteArray(starts) +
         bell::WriteArray(places) + bell::WriteArray(weights) + bell::WriteArray(hubs);
}

bool Bridge::Load(std::string_view section, std::size_t entries, std::size_t intents) {
  std::vector<std::uint32_t> numbers;
  if (!bell::TakeArray(section, intents + 2, numbers)) return false;
  starts_.assign(numbers.begin() + 1, numbers.end());
  if (numbers[0] > kScale || starts_[0] != 0 || !std::is_sorted(starts_.begin(), starts_.end())) return false;
  const std::size_t shares = starts_.back();
  std::vector<std::uint16_t> hubs;
  if (!bell::TakeArray(section, shares, places_) || !bell::TakeArray(section, shares, weights_) ||
      !bell::TakeArray(section, entries, hubs) || !section.empty()) {
    return false;
  }
  hubness_ = Centred(hubs);
  gate_ = numbers[0] / kScale;
  entries_ = entries;
  return std::all_of(places_.begin(), places_.end(), [&](std::uint32_t entry) { return entry < entries; });
}

std::vector<float> Bridge::Scores(const std::vector<double>& chances) const {
  std::vector<float> scores(entries_, 0.0F);
  for (std::size_t i = 0; i + 1 < starts_.size() && i < chances.size(); ++i) {
    if (chances[i] < kLeastChance) continue;
    const auto scale = static_cast<float>(gate_ * chances[i] / kScale);
    for (std::uint32_t at = starts_[i]; at < starts_[i + 1]; ++at)
      scores[places_[at]] += scale * static_cast<float>(weights_[at]);
  }
  return scores;
}

}  // namespace shopbell::faq

#ifndef SHOPBELL_FAQ_BRIDGE_H_
#define SHOPBELL_FAQ_BRIDGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intent/intent_head.h"

namespace shopbell::faq {

/// What people who visit shops ask for, as a bridge between a visitor's words and an owner's: both are read
/// by the same intent head, and meet in the intents instead of in words.

/// Works out P(entry | intent): in part from the head's opinion of the entries' own texts, in part from how
/// near their vectors lie to the intent's mean. Integers from exact arithmetic: equal everywhere.
class BridgeBuilder {
 public:
  explicit BridgeBuilder(const intent::IntentHead& head) : head_(head) {}

  /// @param phrasings chances of the classes for each phrasing. @param whole for all its text together; each
  /// may be empty. @param vector unit vector of the entry.
  void Add(const std::vector<std::vector<double>>& phrasings, const std::vector<double>& whole,
           const intent::Vector& vector);

  /// As Bridge::Load reads it. An entry's hubness is its greatest likeness to an intent's mean vector.
  /// Cost: O(entries * intents).
  [[nodiscard]] std::string Finish() const;

 private:
  struct Own {
    std::uint32_t intent;
    double chance;
  };
  static constexpr std::size_t kOwnKept = 16;

  [[nodiscard]] std::vector<double> Masses() const;
  [[nodiscard]] double Clarity(const std::vector<double>& masses) const;

  const intent::IntentHead& head_;
  std::vector<Own> own_;  // kOwnKept an entry, the strongest first
  std::vector<intent::Probe> vectors_;
};

/// Scores entries through intents. Immutable.
class Bridge {
 public:
  /// @param section u32 gate * 65535; u32 start[intents + 1]; u32 entry[shares]; u16 P(entry | intent) *
  /// 65535 [shares]; u16 hubness * 65535 [entries]. Copied. @return false where sizes or places do not fit.
  [[nodiscard]] bool Load(std::string_view section, std::size_t entries, std::size_t intents);

  /// sum over intents of P(intent | question) * P(entry | intent), one an entry, in [0, 1], all scaled by how
  /// far the intents tell this FAQ's entries apart. @param chances of the classes. Cost: O(shares of the
  /// likely intents).
  [[nodiscard]] std::vector<float> Scores(const std::vector<double>& chances) const;

  /// How far the intents tell this FAQ's entries apart, in [0, 1].
  [[nodiscard]] double gate() const { return gate_; }

  /// How much nearer than the FAQ's usual entry each lies to the nearest of what shops are asked. It stands
  /// for hubness: hubs are near to many questions that they do not answer (Radovanovic, Nanopoulos and
  /// Ivanovic 2010), and a search does well to take something off (as CSLS does: Conneau et al. 2018). One an
  /// entry, in [-1, 1]; their mean is 0.
  [[nodiscard]] const std::vector<float>& hubness() const { return hubness_; }

 private:
  std::size_t entries_ = 0;
  double gate_ = 0;  // in [0, 1]; near 0 for a FAQ whose entries claim no intents of their own
  std::vector<std::uint32_t> starts_;  // one an intent and one more
  std::vector<std::uint32_t> places_;
  std::vector<std::uint16_t> weights_;
  std::vector<float> hubness_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_BRIDGE_H_

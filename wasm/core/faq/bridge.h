#ifndef SHOPBELL_FAQ_BRIDGE_H_
#define SHOPBELL_FAQ_BRIDGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intent/linear_head.h"
#include "shopbell/types.h"

namespace shopbell::faq {

/// What people who visit shops ask for, as a bridge between a visitor's words and an owner's: both are read
/// by the same intent head, and meet in the intents instead of in words. The head's last class is "none of
/// them".

/// Chances of the intents for a text's features; the last is none. Empty for a text without words.
[[nodiscard]] std::vector<double> IntentChances(const intent::LinearHead& head,
                                                const std::vector<intent::Feature>& features);

/// How much each entry is about which intents: the mean of its phrasings and of all its text together, the
/// strongest kIntentsPerEntry, as u16 intent and u16 chance * 65535 each. Integers from exact arithmetic:
/// equal everywhere.
class BridgeBuilder {
 public:
  explicit BridgeBuilder(const intent::LinearHead& head) : head_(head) {}
  void Add(const FaqEntry& entry);
  [[nodiscard]] std::string Finish() const;

 private:
  const intent::LinearHead& head_;
  std::vector<std::uint16_t> rows_;
};

/// Scores entries through intents. Immutable.
class Bridge {
 public:
  static constexpr std::size_t kIntentsPerEntry = 16;

  /// @return false where the section's size or an intent does not fit.
  [[nodiscard]] bool Load(std::string_view section, std::size_t entries, std::size_t intents);

  /// sum over intents of P(intent | question) * P(entry | intent), one an entry, in [0, 1], all scaled by how
  /// much the whole FAQ is about the intents at all. @param chances as IntentChances gives them. Cost:
  /// O(intents * entries about them).
  [[nodiscard]] std::vector<double> Scores(const std::vector<double>& chances) const;

 private:
  struct Share {
    std::uint32_t entry;
    float weight;  // P(entry | intent)
  };
  std::size_t entries_ = 0;
  double gate_ = 0;  // in [0, 1]; near 0 for a FAQ whose entries claim no intents of their own
  std::vector<std::uint32_t> starts_;  // one an intent and one more
  std::vector<Share> shares_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_BRIDGE_H_

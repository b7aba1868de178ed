#ifndef SHOPBELL_FAQ_PACK_HEAD_H_
#define SHOPBELL_FAQ_PACK_HEAD_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "faq/inverted_index.h"
#include "intent/vector.h"

namespace shopbell::faq {

/// What a pack learns from its own phrasings: multinomial logistic regression of the entry on the likeness to
/// every phrasing (kernel form, Zhu and Hastie 2005). Worth having where entries have several phrasings; with
/// one each there is nothing to learn. Borrows what it was loaded from. Immutable.
class PackHead {
 public:
  /// Likeness of two texts: cosine of their vectors, and so much of their trigram cosine.
  static constexpr float kTrigramShare = 0.4F;

  class Builder {
   public:
    /// @param vector, trigrams of a phrasing of `entry`; entries ascend.
    void Add(std::uint32_t entry, const intent::Vector& vector, TermCounts trigrams);
    /// As Load reads it; empty where it would not help or would cost too much. Exact arithmetic in a fixed
    /// order: equal on every machine. Cost: O(steps * phrasings^2 * entries), at most a few seconds.
    [[nodiscard]] std::string Finish() const;

   private:
    bool too_many_ = false;
    std::vector<std::uint32_t> owners_;
    std::vector<intent::Vector> vectors_;
    std::vector<TermCounts> trigrams_;
  };

  /// @param section f32 scale; i16 weight[phrasings][entries]. Empty: no head. @return false where the size
  /// differs or the scale is no number.
  [[nodiscard]] bool Load(std::string_view section, std::size_t phrasings, std::size_t entries);

  [[nodiscard]] bool IsThere() const { return !weights_.empty(); }

  /// Logarithm of each entry's chance, not below kLeast; empty where there is no head.
  /// @param cosines, trigrams of the question to each phrasing. Cost: O(phrasings * entries).
  [[nodiscard]] std::vector<float> LogChances(std::span<const float> cosines,
                                              std::span<const float> trigrams) const;
  static constexpr float kLeast = -20;

 private:
  std::size_t entries_ = 0;
  float scale_ = 0;
  std::span<const std::int16_t> weights_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_PACK_HEAD_H_

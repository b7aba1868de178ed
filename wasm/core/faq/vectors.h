#ifndef SHOPBELL_FAQ_VECTORS_H_
#define SHOPBELL_FAQ_VECTORS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intent/vector.h"

namespace shopbell::faq {

/// Vectors of many texts, rounded to 8 bits with a scale each. Borrows what it was loaded from. Immutable.
class Vectors {
 public:
  class Builder {
   public:
    void Add(const intent::Vector& vector);
    /// As Load reads it.
    [[nodiscard]] std::string Finish() const;
    [[nodiscard]] std::size_t size() const { return scales_.size(); }

   private:
    std::vector<float> scales_;
    std::vector<std::int8_t> rows_;
  };

  /// @param section f32 scale[count]; i8 row[count][kWidth]. @return false where the size differs or a scale
  /// is no number of a unit vector.
  [[nodiscard]] bool Load(std::string_view section, std::size_t count);

  [[nodiscard]] std::size_t size() const { return scales_.size(); }
  /// Cosine to each. Cost: O(size() * kWidth), exact in integers.
  [[nodiscard]] std::vector<float> Cosines(const intent::Vector& question) const;

 private:
  std::span<const float> scales_;
  std::span<const std::int8_t> rows_;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_VECTORS_H_

#ifndef SHOPBELL_INTENT_VECTOR_ROWS_H_
#define SHOPBELL_INTENT_VECTOR_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "intent/vector.h"

namespace shopbell::intent {

/// Rows of kWidth integers to hold against a text's vector: a class's weights or an intent's mean. Immutable.
class VectorRows {
 public:
  /// @param section u32 rows; u32 width; f32 scale[rows]; i8 row[rows][width]. Copied.
  /// @return false where counts or sizes do not fit.
  [[nodiscard]] bool Load(std::string_view section, std::size_t rows);
  /// The same without scales: each is 1.
  [[nodiscard]] bool LoadUnscaled(std::string_view section, std::size_t rows);

  /// Rows; 0 before loading.
  [[nodiscard]] std::size_t size() const { return scales_.size(); }
  /// kWidth values. @pre row < size()
  [[nodiscard]] const std::int8_t* operator[](std::size_t row) const { return &values_[row * kWidth]; }
  /// scale * (row . vector): what the vector adds to a class's logit. @pre row < size()
  [[nodiscard]] double Logit(std::size_t row, const Vector& vector) const;

 private:
  std::vector<float> scales_;
  std::vector<std::int8_t> values_;
};

}  // namespace shopbell::intent

#endif  // SHOPBELL_INTENT_VECTOR_ROWS_H_

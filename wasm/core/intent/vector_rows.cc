#include "intent/vector_rows.h"

#include <algorithm>
#include <cmath>

#include "bell/reader.h"

namespace shopbell::intent {
namespace {

bool HeadFits(bell::Reader& reader, std::size_t rows) {
  return reader.Plain<std::uint32_t>() == rows && reader.Plain<std::uint32_t>() == kWidth;
}

}  // namespace

bool VectorRows::Load(std::string_view section, std::size_t rows) {
  bell::Reader reader(section);
  if (!HeadFits(reader, rows)) return false;
  scales_ = reader.Array<float>(rows);
  values_ = reader.Array<std::int8_t>(rows * kWidth);
  return reader.AtEnd() &&
         std::all_of(scales_.begin(), scales_.end(), [](float scale) { return std::isfinite(scale); });
}

bool VectorRows::LoadUnscaled(std::string_view section, std::size_t rows) {
  bell::Reader reader(section);
  if (!HeadFits(reader, rows)) return false;
  values_ = reader.Array<std::int8_t>(rows * kWidth);
  scales_.assign(rows, 1.0F);
  return reader.AtEnd();
}

double VectorRows::Logit(std::size_t row, const Vector& vector) const {
  return scales_[row] * Dot(vector, (*this)[row]);
}

}  // namespace shopbell::intent

#include "faq/vectors.h"

#include <algorithm>

#include "bell/container.h"

namespace shopbell::faq {

void Vectors::Builder::Add(const intent::Vector& vector) {
  const intent::Rounded rounded = intent::Round(vector);
  scales_.push_back(rounded.scale);
  rows_.insert(rows_.end(), rounded.values.begin(), rounded.values.end());
}

std::string Vectors::Builder::Finish() const { return bell::WriteArray(scales_) + bell::WriteArray(rows_); }

bool Vectors::Load(std::string_view section, std::size_t count) {
  if (!bell::TakeView(section, count, scales_) || !bell::TakeView(section, count * intent::kWidth, rows_) ||
      !section.empty()) {
    return false;
  }
  return std::all_of(scales_.begin(), scales_.end(), [](float scale) { return scale >= 0 && scale <= 1; });
}

std::vector<float> Vectors::Cosines(const intent::Vector& question) const {
  const intent::Probe probe = intent::MakeProbe(question);
  std::vector<float> out(size());
  const std::int8_t* row = rows_.data();
  std::size_t i = 0;
  for (; i + 4 <= out.size(); i += 4, row += 4 * intent::kWidth) {
    std::int32_t dots[4];
    intent::DotFour(probe, row, dots);
    for (std::size_t k = 0; k < 4; ++k)
      out[i + k] = probe.scale * scales_[i + k] * static_cast<float>(dots[k]);
  }
  for (; i < out.size(); ++i, row += intent::kWidth)
    out[i] = probe.scale * scales_[i] * static_cast<float>(intent::Dot(probe, row));
  return out;
}

}  // namespace shopbell::faq

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
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = probe.scale * scales_[i] * static_cast<float>(intent::Dot(probe, &rows_[i * intent::kWidth]));
  return out;
}

}  // namespace shopbell::faq

#include "faq/vectors.h"

#include <algorithm>
#include <cstring>

#include "bell/container.h"

namespace shopbell::faq {

void Vectors::Add(const intent::Vector& vector) {
  const intent::Rounded rounded = intent::Round(vector);
  scales_.push_back(rounded.scale);
  rows_.insert(rows_.end(), rounded.values.begin(), rounded.values.end());
}

std::string Vectors::Finish() const { return bell::WriteArray(scales_) + bell::WriteArray(rows_); }

bool Vectors::Load(std::string_view section, std::size_t count) {
  const std::size_t head = count * sizeof(float);
  if (section.size() != head + count * intent::kWidth) return false;
  if (!bell::ReadArray(section.substr(0, head), scales_) || !bell::ReadArray(section.substr(head), rows_))
    return false;
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

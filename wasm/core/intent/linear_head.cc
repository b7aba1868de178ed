#include "intent/linear_head.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "bell/reader.h"
#include "text/exact_math.h"

namespace shopbell::intent {
namespace {

constexpr std::uint32_t kMaxClasses = 4096;
constexpr int kHalfZero = 8;  // half a byte holds weight + kHalfZero

/// `count` buckets, ascending, off the front of what is left; `reader` is not ok where they do not fit.
std::vector<std::uint32_t> UsedBuckets(bell::Reader& reader, std::uint32_t count) {
  std::vector<std::uint32_t> used;
  std::uint32_t bucket = 0;
  (void)reader.EachLeb128(count, [&](std::uint32_t step) {
    if (step == 0 && !used.empty()) return false;
    used.push_back(bucket += step);
    return bucket < kBucketCount;
  });
  return used;
}

}  // namespace

bool LinearHead::Load(std::string_view section) {
  bell::Reader reader(section);
  const auto classes = reader.Plain<std::uint32_t>();
  if (!reader.ok() || classes == 0 || classes > kMaxClasses) return false;
  std::vector<std::uint32_t> counts;
  for (std::uint32_t c = 0; c < classes; ++c) {
    biases_.push_back(reader.Plain<float>());
    scales_.push_back(reader.Plain<float>());
    counts.push_back(reader.Plain<std::uint32_t>());
    if (!std::isfinite(biases_.back()) || !std::isfinite(scales_.back()) || counts.back() > kBucketCount)
      return false;
  }
  std::vector<std::pair<std::uint32_t, Weight>> rows;
  for (std::uint32_t c = 0; c < classes; ++c) {
    std::uint32_t bucket = 0;
    const bool fit = reader.EachLeb128(counts[c], [&](std::uint32_t step) {
      bucket += step;
      rows.push_back({bucket, {static_cast<std::uint16_t>(c), 0}});
      return bucket < kBucketCount;
    });
    if (!fit) return false;
  }
  for (auto& row : rows) row.second.value = reader.Plain<std::int8_t>();
  if (!reader.AtEnd()) return false;
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  starts_.assign(kBucketCount + 1, 0);
  for (const auto& row : rows) ++starts_[row.first + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  for (const auto& row : rows) weights_.push_back(row.second);
  return true;
}

bool LinearHead::LoadGrouped(std::string_view section) {
  bell::Reader reader(section);
  const auto classes = reader.Plain<std::uint32_t>(), buckets = reader.Plain<std::uint32_t>(),
             count = reader.Plain<std::uint32_t>();
  if (!reader.ok() || classes == 0 || classes > kMaxClasses || buckets > kBucketCount ||
      count > reader.left() * 2) {
    return false;
  }
  for (std::uint32_t c = 0; c < classes; ++c) biases_.push_back(reader.Plain<float>());
  for (std::uint32_t c = 0; c < classes; ++c) scales_.push_back(reader.Plain<float>());
  for (std::uint32_t c = 0; c < classes; ++c) {
    if (!std::isfinite(biases_[c]) || !std::isfinite(scales_[c])) return false;
  }
  const std::vector<std::uint32_t> used = UsedBuckets(reader, buckets);
  if (!reader.ok()) return false;
  starts_.assign(kBucketCount + 1, 0);
  auto next = used.begin();
  const bool sizes_fit = reader.EachLeb128(buckets, [&](std::uint32_t size) {
    starts_[*next++ + 1] = size;
    return size <= classes;
  });
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  if (!sizes_fit || starts_.back() != count) return false;
  weights_.reserve(count);
  for (const std::uint32_t one : used) {
    std::uint32_t cls = 0;
    const bool fit = reader.EachLeb128(starts_[one + 1] - starts_[one], [&](std::uint32_t step) {
      cls += step;
      weights_.push_back({static_cast<std::uint16_t>(cls), 0});
      return cls < classes;
    });
    if (!fit) return false;
  }
  for (std::size_t at = 0; at < weights_.size(); at += 2) {
    const auto byte = reader.Plain<std::uint8_t>();
    weights_[at].value = static_cast<std::int8_t>((byte & 15) - kHalfZero);
    if (at + 1 < weights_.size()) weights_[at + 1].value = static_cast<std::int8_t>((byte >> 4) - kHalfZero);
  }
  return reader.AtEnd();
}

std::vector<double> LinearHead::Logits(const std::vector<Feature>& features) const {
  std::vector<double> sums(class_count(), 0.0);
  for (const Feature& feature : features) {
    for (std::uint32_t i = starts_[feature.bucket]; i < starts_[feature.bucket + 1]; ++i) {
      sums[weights_[i].cls] += static_cast<double>(feature.value) * weights_[i].value;
    }
  }
  for (std::size_t c = 0; c < sums.size(); ++c) sums[c] = sums[c] * scales_[c] + biases_[c];
  return sums;
}

void Softmax(std::vector<double>& logits) {
  if (logits.empty()) return;
  const double most = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (double& x : logits) sum += x = text::ExactExp(x - most);
  for (double& x : logits) x /= sum;
}

std::vector<double> Heated(const std::vector<double>& chances, double heat) {
  std::vector<double> out(chances.size());
  double sum = 0;
  for (std::size_t c = 0; c < out.size(); ++c) sum += out[c] = std::pow(chances[c], heat);
  if (sum > 0) {
    for (double& chance : out) chance /= sum;
  }
  return out;
}

double Sigmoid(double logit) { return 1.0 / (1.0 + text::ExactExp(-logit)); }

}  // namespace shopbell::intent

#include "intent/linear_head.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "bell/reader.h"
#include "text/exact_math.h"

namespace shopbell::intent {
namespace {

constexpr int kByteBits = 8, kHalfBits = 4;  // of a weight, the sign among them
/// A class and a weight share 16 bits, and the weights of a block are counted in as many.
constexpr std::uint32_t kMaxClasses = 1u << (16 - kByteBits), kMaxGroupedClasses = 1023;

/// Passes `count` buckets, ascending, to `use`. @return false where they are not there or do not fit.
template <typename Use>
bool EachBucket(bell::Reader& reader, std::uint32_t count, Use use) {
  std::uint32_t bucket = 0;
  bool first = true;
  return reader.EachLeb128(count, [&](std::uint32_t step) {
    if (step == 0 && !first) return false;
    first = false;
    bucket += step;
    if (bucket >= kBucketCount) return false;
    use(bucket);
    return true;
  });
}

}  // namespace

void LinearHead::Arrange(const std::vector<std::uint16_t>& counts, int value_bits) {
  value_bits_ = value_bits;
  zero_ = 1 << (value_bits - 1);
  blocks_.resize(kBucketCount / kBlock);
  ends_.reserve(kBucketCount - static_cast<std::size_t>(std::count(counts.begin(), counts.end(), 0)));
  std::uint32_t total = 0;
  for (std::uint32_t bucket = 0; bucket < kBucketCount; ++bucket) {
    Block& block = blocks_[bucket / kBlock];
    if (bucket % kBlock == 0) block = {0, static_cast<std::uint32_t>(ends_.size()), total};
    if (counts[bucket] == 0) continue;
    block.used |= std::uint64_t{1} << (bucket % kBlock);
    total += counts[bucket];
    ends_.push_back(static_cast<std::uint16_t>(total - block.begin));
  }
  weights_.resize(total);
}

LinearHead::Range LinearHead::WeightsOf(std::uint32_t bucket) const {
  const Block& block = blocks_[bucket / kBlock];
  const std::uint64_t bit = std::uint64_t{1} << (bucket % kBlock);
  if ((block.used & bit) == 0) return {0, 0};
  const std::uint32_t place = block.rank + static_cast<std::uint32_t>(std::popcount(block.used & (bit - 1)));
  return {place == block.rank ? block.begin : block.begin + ends_[place - 1], block.begin + ends_[place]};
}

bool LinearHead::Load(std::string_view section) {
  bell::Reader reader(section);
  const auto classes = reader.Plain<std::uint32_t>();
  if (!reader.ok() || classes == 0 || classes > kMaxClasses) return false;
  std::vector<std::uint32_t> sizes;
  std::size_t total = 0;
  for (std::uint32_t c = 0; c < classes; ++c) {
    biases_.push_back(reader.Plain<float>());
    scales_.push_back(reader.Plain<float>());
    sizes.push_back(reader.Plain<std::uint32_t>());
    if (!std::isfinite(biases_.back()) || !std::isfinite(scales_.back()) || sizes.back() > kBucketCount)
      return false;
    total += sizes.back();
  }
  if (total > reader.left()) return false;
  std::vector<std::uint16_t> buckets, counts(kBucketCount, 0);
  buckets.reserve(total);
  for (const std::uint32_t size : sizes) {
    const bool fit = EachBucket(reader, size, [&](std::uint32_t bucket) {
      buckets.push_back(static_cast<std::uint16_t>(bucket));
      ++counts[bucket];
    });
    if (!fit) return false;
  }
  Arrange(counts, kByteBits);
  std::fill(counts.begin(), counts.end(), std::uint16_t{0});  // from here on: how many are in their places
  auto bucket = buckets.begin();
  for (std::uint32_t c = 0; c < classes; ++c) {
    for (std::uint32_t i = 0; i < sizes[c]; ++i, ++bucket)
      SetWeight(WeightsOf(*bucket).begin + counts[*bucket]++, c, reader.Plain<std::int8_t>());
  }
  return reader.AtEnd();
}

bool LinearHead::LoadGrouped(std::string_view section) {
  bell::Reader reader(section);
  const auto classes = reader.Plain<std::uint32_t>(), buckets = reader.Plain<std::uint32_t>(),
             count = reader.Plain<std::uint32_t>();
  if (!reader.ok() || classes == 0 || classes > kMaxGroupedClasses || buckets > kBucketCount ||
      count > reader.left() * 2) {
    return false;
  }
  for (std::uint32_t c = 0; c < classes; ++c) biases_.push_back(reader.Plain<float>());
  for (std::uint32_t c = 0; c < classes; ++c) scales_.push_back(reader.Plain<float>());
  for (std::uint32_t c = 0; c < classes; ++c) {
    if (!std::isfinite(biases_[c]) || !std::isfinite(scales_[c])) return false;
  }
  std::vector<std::uint16_t> used, counts(kBucketCount, 0);
  const bool buckets_fit = EachBucket(
      reader, buckets, [&](std::uint32_t bucket) { used.push_back(static_cast<std::uint16_t>(bucket)); });
  auto next = used.cbegin();
  const bool sizes_fit = buckets_fit && reader.EachLeb128(buckets, [&](std::uint32_t size) {
    counts[*next++] = static_cast<std::uint16_t>(size);
    return size <= classes;
  });
  // Before room is made: each size is little, yet they may add up to far more than is there.
  if (!sizes_fit || std::accumulate(counts.begin(), counts.end(), std::uint32_t{0}) != count) return false;
  Arrange(counts, kHalfBits);
  std::uint32_t at = 0;
  for (const std::uint16_t one : used) {
    std::uint32_t cls = 0;
    const bool known = reader.EachLeb128(counts[one], [&](std::uint32_t step) {
      cls += step;
      if (cls >= classes) return false;
      SetWeight(at++, cls, 0);
      return true;
    });
    if (!known) return false;
  }
  for (at = 0; at < count; at += 2) {
    const auto byte = reader.Plain<std::uint8_t>();
    SetWeight(at, weights_[at] >> kHalfBits, (byte & 15) - zero_);
    if (at + 1 < count) SetWeight(at + 1, weights_[at + 1] >> kHalfBits, (byte >> 4) - zero_);
  }
  return reader.AtEnd();
}

std::vector<double> LinearHead::Logits(const std::vector<Feature>& features) const {
  std::vector<double> sums(class_count(), 0.0);
  const int mask = (1 << value_bits_) - 1;
  for (const Feature& feature : features) {
    const Range range = WeightsOf(feature.bucket);
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      const int weight = weights_[at];
      sums[static_cast<std::size_t>(weight >> value_bits_)] +=
          static_cast<double>(feature.value) * ((weight & mask) - zero_);
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

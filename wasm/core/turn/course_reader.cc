#include "turn/course_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "mood/masker.h"
#include "text/exact_math.h"

namespace shopbell::turn {
namespace {

/// What stands behind the places of pieces, in the order in which it was trained.
enum Sign : std::uint8_t { kAsks, kExclaims, kTrailsOff, kSomeone, kSymbol, kSigns };
constexpr std::size_t kHeads = 4, kState = std::tuple_size_v<policy::Course>;
constexpr float kMostScale = 10;  // far above what training gives, far below what could overflow

float Exp(float x) { return static_cast<float>(text::ExactExp(x)); }
float Sigmoid(float x) { return 1 / (1 + Exp(std::min(-x, 30.0F))); }
float Tanh(float x) { return 2 * Sigmoid(2 * x) - 1; }

Sign SignOf(const std::u32string& mark) {
  if (mark.find(U'?') != std::u32string::npos) return kAsks;
  return mark.find(U'!') != std::u32string::npos ? kExclaims : kTrailsOff;
}

/// The means of the rows by each head's softmax of shares, the greatest and the mean of all. rows (count,
/// width), shares (count, kHeads).
std::vector<float> Pooled(const std::vector<float>& rows, const std::vector<float>& shares,
                          std::size_t width) {
  const std::size_t count = rows.size() / width;
  std::vector<float> out((kHeads + 2) * width);
  for (std::size_t head = 0; head < kHeads; ++head) {
    float most = shares[head], sum = 0;
    for (std::size_t i = 1; i < count; ++i) most = std::max(most, shares[i * kHeads + head]);
    for (std::size_t i = 0; i < count; ++i) {
      const float share = Exp(shares[i * kHeads + head] - most);
      sum += share;
      for (std::size_t k = 0; k < width; ++k) out[head * width + k] += share * rows[i * width + k];
    }
    for (std::size_t k = 0; k < width; ++k) out[head * width + k] /= sum;
  }
  float* const most = &out[kHeads * width];
  float* const mean = most + width;
  std::copy_n(rows.begin(), width, most);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    most[i % width] = std::max(most[i % width], rows[i]);
    mean[i % width] += rows[i] / static_cast<float>(count);
  }
  return out;
}

}  // namespace

bool Layer::Load(bell::Reader& reader) {
  in_ = reader.Plain<std::uint32_t>();
  const auto out = reader.Plain<std::uint32_t>();
  scale_ = reader.Plain<float>();
  const auto bias_scale = reader.Plain<float>();
  for (const std::int8_t value : reader.Array<std::int8_t>(out)) bias_.push_back(bias_scale * value);
  if (in_ == 0 || out == 0 || in_ > reader.left() / out) return false;
  weights_ = reader.Array<std::int8_t>(in_ * out);
  return reader.ok() && std::abs(scale_) <= kMostScale && std::abs(bias_scale) <= kMostScale;
}

void Layer::Read(const float* values, float* sums) const {
  std::fill_n(sums, out(), 0.0F);
  const std::int8_t* row = weights_.data();
  for (std::size_t i = 0; i < in_; ++i, row += out()) {
    for (std::size_t j = 0; j < out(); ++j) sums[j] += values[i] * static_cast<float>(row[j]);
  }
  for (std::size_t j = 0; j < out(); ++j) sums[j] = bias_[j] + scale_ * sums[j];
}

bool CourseReader::Load(std::string_view section, const intent::Encoder& encoder) {
  encoder_ = &encoder;
  if (section.empty()) return true;
  bell::Reader reader(section);
  std::vector<Layer> layers(kLayers);
  for (Layer& layer : layers) {
    if (!layer.Load(reader)) return false;
  }
  layers_ = std::move(layers);
  return reader.AtEnd() && Fits();
}

bool CourseReader::Fits() const {
  const std::size_t width = layers_[kPiece].out(), message = layers_[kMessage].out(),
                    mix = layers_[kMix].out();
  const auto is = [&](Part part, std::size_t in, std::size_t out) {
    return layers_[part].in() == in && layers_[part].out() == out;
  };
  return is(kPiece, intent::kWidth, width) && is(kSign, kSigns, width) && is(kNeighbours, 3 * width, width) &&
         is(kShares, width, kHeads) && is(kMessage, (kHeads + 2) * width, message) &&
         is(kGates, message, 3 * kState) && is(kGatesBefore, kState, 3 * kState) &&
         is(kMix, 2 * kState + message, mix) && is(kDue, mix, 1);
}

std::vector<std::uint16_t> CourseReader::PiecesOf(const intent::Encoder& encoder,
                                                  const std::vector<text::Token>& words) {
  const auto sign = [&](Sign kind) { return static_cast<std::uint16_t>(encoder.piece_count() + kind); };
  std::vector<std::uint16_t> out;
  for (const text::Token& word : words) {
    if (word.kind == text::Kind::kSymbol) {
      out.push_back(
          sign(word.word.find(mood::Masker::kSomeone) != std::u32string::npos ? kSomeone : kSymbol));
    } else {
      encoder.AppendPlaces(word, out);
    }
    if (!word.mark.empty()) out.push_back(sign(SignOf(word.mark)));
  }
  out.resize(std::min(out.size(), kMostPieces));
  return out;
}

void CourseReader::ReadMessage(const std::vector<std::uint16_t>& pieces, float* message) const {
  const std::size_t width = layers_[kPiece].out(), count = pieces.size();
  std::vector<float> rows((count + 2) * width);  // with nothing before and behind
  for (std::size_t i = 0; i < count; ++i) {
    float* const row = &rows[(i + 1) * width];
    if (pieces[i] < encoder_->piece_count()) {
      layers_[kPiece].Read(encoder_->Row(pieces[i]).data(), row);
    } else {
      std::array<float, kSigns> one{};
      one[pieces[i] - encoder_->piece_count()] = 1;
      layers_[kSign].Read(one.data(), row);
    }
  }
  std::vector<float> read(count * width), shares(count * kHeads);
  for (std::size_t i = 0; i < count; ++i) {
    float* const row = &read[i * width];
    layers_[kNeighbours].Read(&rows[i * width], row);
    for (std::size_t k = 0; k < width; ++k) row[k] = rows[(i + 1) * width + k] + std::max(row[k], 0.0F);
    layers_[kShares].Read(row, &shares[i * kHeads]);
  }
  std::vector<float> pooled = Pooled(read, shares, width);
  layers_[kMessage].Read(pooled.data(), message);
  for (std::size_t i = 0; i < layers_[kMessage].out(); ++i) message[i] = Tanh(message[i]);
}

void CourseReader::Step(const float* message, const policy::Course& before, policy::Course& course) const {
  std::array<float, 3 * kState> now{}, then{};
  layers_[kGates].Read(message, now.data());
  layers_[kGatesBefore].Read(before.data(), then.data());
  for (std::size_t i = 0; i < kState; ++i) {
    const float reset = Sigmoid(now[i] + then[i]), keep = Sigmoid(now[kState + i] + then[kState + i]);
    const float fresh = Tanh(now[2 * kState + i] + reset * then[2 * kState + i]);
    course[i] = (1 - keep) * fresh + keep * before[i];
  }
}

CourseReader::Reading CourseReader::Read(const std::vector<text::Token>& words,
                                         const policy::Course& before) const {
  return layers_.empty() ? Reading{kNothingDue, before} : Read(PiecesOf(*encoder_, words), before);
}

CourseReader::Reading CourseReader::Read(const std::vector<std::uint16_t>& pieces,
                                         const policy::Course& before) const {
  if (layers_.empty() || pieces.empty()) return {kNothingDue, before};
  // The course now and before, and the message.
  std::vector<float> all(layers_[kMix].in());
  float* const message = &all[2 * kState];
  ReadMessage(pieces, message);
  Reading out{kNothingDue, {}};
  Step(message, before, out.course);
  std::copy(out.course.begin(), out.course.end(), all.begin());
  std::copy(before.begin(), before.end(), all.begin() + kState);
  std::vector<float> mixed(layers_[kMix].out());
  layers_[kMix].Read(all.data(), mixed.data());
  for (float& value : mixed) value = std::max(value, 0.0F);
  float due = 0;
  layers_[kDue].Read(mixed.data(), &due);
  out.due = due;
  return out;
}

}  // namespace shopbell::turn

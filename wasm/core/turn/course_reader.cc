#include "turn/course_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "mood/masker.h"
#include "text/exact_math.h"

namespace shopbell::turn {
namespace {

constexpr std::size_t kSigns = 5, kHeads = 4, kState = std::tuple_size_v<policy::Course>;
constexpr double kMostDue = 20;  // log odds

float Exp(float x) { return static_cast<float>(text::ExactExp(std::min(x, 30.0F))); }
float Sigmoid(float x) { return 1 / (1 + Exp(-x)); }
float Tanh(float x) { return 2 * Sigmoid(2 * x) - 1; }

/// Of `?`, `!`, dots that trail off, whoever was masked, and any other symbol.
std::size_t SignOf(const std::u32string& mark) {
  if (mark.find(U'?') != std::u32string::npos) return 0;
  return mark.find(U'!') != std::u32string::npos ? 1 : 2;
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
  return reader.ok() && std::isfinite(scale_) && std::isfinite(bias_scale);
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
  const auto sign = [&](std::size_t kind) {
    return static_cast<std::uint16_t>(encoder.piece_count() + kind);
  };
  std::vector<std::uint16_t> out;
  for (const text::Token& word : words) {
    if (word.kind == text::Kind::kSymbol) {
      out.push_back(sign(word.word.find(mood::Masker::kSomeone) != std::u32string::npos ? 3 : 4));
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
  std::vector<float> rows((count + 2) * width), row(width),
      pooled((kHeads + 2) * width);  // nothing before and behind
  float* const most = &pooled[kHeads * width];
  float* const mean = most + width;
  std::fill_n(most, width, -1e9F);
  for (std::size_t i = 0; i < count; ++i) {
    float* const to = &rows[(i + 1) * width];
    if (pieces[i] < encoder_->piece_count()) {
      layers_[kPiece].Read(encoder_->Row(pieces[i]).data(), to);
    } else {
      std::array<float, kSigns> one{};
      one[pieces[i] - encoder_->piece_count()] = 1;
      layers_[kSign].Read(one.data(), to);
    }
  }
  std::array<float, kHeads> shares{}, sums{};
  for (std::size_t i = 0; i < count; ++i) {
    layers_[kNeighbours].Read(&rows[i * width], row.data());
    for (std::size_t k = 0; k < width; ++k) {
      row[k] = rows[(i + 1) * width + k] + std::max(row[k], 0.0F);
      most[k] = std::max(most[k], row[k]);
      mean[k] += row[k] / static_cast<float>(count);
    }
    layers_[kShares].Read(row.data(), shares.data());
    for (std::size_t head = 0; head < kHeads; ++head) {
      const float share = Exp(shares[head]);
      sums[head] += share;
      for (std::size_t k = 0; k < width; ++k) pooled[head * width + k] += share * row[k];
    }
  }
  for (std::size_t i = 0; i < kHeads * width; ++i) pooled[i] /= sums[i / width];
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
  Reading out{-kMostDue, before};
  if (layers_.empty()) return out;
  const std::vector<std::uint16_t> pieces = PiecesOf(*encoder_, words);
  if (pieces.empty()) return out;
  std::vector<float> all(layers_[kMix].in()),
      mixed(layers_[kMix].out());  // the course now and before, the message
  float* const message = &all[2 * kState];
  ReadMessage(pieces, message);
  Step(message, before, out.course);
  std::copy(out.course.begin(), out.course.end(), all.begin());
  std::copy(before.begin(), before.end(), all.begin() + kState);
  layers_[kMix].Read(all.data(), mixed.data());
  for (float& value : mixed) value = std::max(value, 0.0F);
  float due = 0;
  layers_[kDue].Read(mixed.data(), &due);
  out.due = std::clamp<double>(due, -kMostDue, kMostDue);
  return out;
}

}  // namespace shopbell::turn

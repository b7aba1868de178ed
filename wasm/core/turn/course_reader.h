#ifndef SHOPBELL_TURN_COURSE_READER_H_
#define SHOPBELL_TURN_COURSE_READER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bell/reader.h"
#include "intent/encoder.h"
#include "policy/policy.h"
#include "text/token.h"

namespace shopbell::turn {

/// out = bias + scale * (in . weights): a layer of small integers.
class Layer {
 public:
  /// @param reader u32 in, out; f32 scale, bias_scale; i8 bias[out]; i8 weight[in][out]. Copied.
  /// @return false where it is not there in full, is empty, or a scale is no number or above 10.
  [[nodiscard]] bool Load(bell::Reader& reader);

  [[nodiscard]] std::size_t in() const { return in_; }
  [[nodiscard]] std::size_t out() const { return bias_.size(); }
  /// @param values in() numbers. @param sums room for out(). Cost: O(in * out). Thread-safe.
  void Read(const float* values, float* sums) const;

 private:
  std::size_t in_ = 0;
  float scale_ = 0;
  std::vector<float> bias_;
  std::vector<std::int8_t> weights_;
};

/// Reads a message after those before it: whether a person is due. A convolution over the rows of the
/// message's pieces (Kim 2014), four weighted means with the greatest and the mean of all (Lin et al. 2017),
/// and a gated recurrent unit over the messages (Cho et al. 2014), distilled from a sentence transformer that
/// was taught whole conversations (models/en/CARD.md). Immutable.
class CourseReader {
 public:
  /// @param section kLayers layers; empty for a model without. @param encoder borrowed.
  /// @return false where counts or sizes do not fit.
  [[nodiscard]] bool Load(std::string_view section, const intent::Encoder& encoder);

  struct Reading {
    double due;             ///< Log odds; kNothingDue where there is nothing to read.
    policy::Course course;  ///< To hand in with the next message.
  };
  static constexpr double kNothingDue = -6;
  /// @param words masked. @param before what the message before gave, zeros for the first. A message that has
  /// nothing to read, or a model without this reader, leaves the course as it was. Cost: O(pieces * weights);
  /// a tenth of a millisecond. Thread-safe.
  [[nodiscard]] Reading Read(const std::vector<text::Token>& words, const policy::Course& before) const;
  /// The same. @param pieces as PiecesOf gives them.
  [[nodiscard]] Reading Read(const std::vector<std::uint16_t>& pieces, const policy::Course& before) const;

  /// What it reads of a message: places of pieces, and from encoder.piece_count() on kinds of signs; at most
  /// kMostPieces.
  [[nodiscard]] static std::vector<std::uint16_t> PiecesOf(const intent::Encoder& encoder,
                                                           const std::vector<text::Token>& words);
  static constexpr std::size_t kMostPieces = 40;

 private:
  enum Part : std::uint8_t {
    kPiece,
    kSign,
    kNeighbours,
    kShares,
    kMessage,
    kGates,
    kGatesBefore,
    kMix,
    kDue
  };
  static constexpr std::size_t kLayers = kDue + 1;

  [[nodiscard]] bool Fits() const;
  void ReadMessage(const std::vector<std::uint16_t>& pieces, float* message) const;
  void Step(const float* message, const policy::Course& before, policy::Course& course) const;

  const intent::Encoder* encoder_ = nullptr;
  std::vector<Layer> layers_;
};

}  // namespace shopbell::turn

#endif  // SHOPBELL_TURN_COURSE_READER_H_

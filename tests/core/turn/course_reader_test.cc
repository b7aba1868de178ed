#include "turn/course_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "bell/container.h"
#include "turn/model.h"

namespace shopbell::turn {
namespace {

/// A layer whose weights are all `weight` and whose biases are all `bias`, with scales of a tenth.
std::string LayerOf(std::uint32_t in, std::uint32_t out, int weight, int bias) {
  const float scale = 0.1F;
  std::string bytes(4 * sizeof(std::uint32_t), '\0');
  std::memcpy(&bytes[0], &in, 4);
  std::memcpy(&bytes[4], &out, 4);
  std::memcpy(&bytes[8], &scale, 4);
  std::memcpy(&bytes[12], &scale, 4);
  return bytes + std::string(out, static_cast<char>(bias)) +
         std::string(std::size_t{in} * out, static_cast<char>(weight));
}

/// Two values wide; what it reads of a message is the same whatever the message says.
std::vector<std::string> Layers() {
  return {LayerOf(intent::kWidth, 2, 0, 0),
          LayerOf(5, 2, 0, 0),
          LayerOf(6, 2, 0, 0),
          LayerOf(2, 4, 0, 0),
          LayerOf(12, 3, 0, 20),
          LayerOf(3, 96, 1, 0),
          LayerOf(32, 96, 0, 0),
          LayerOf(67, 2, 1, 0),
          LayerOf(2, 1, 5, -30)};
}

std::string Joined(const std::vector<std::string>& layers) {
  std::string section;
  for (const std::string& layer : layers) section += layer;
  return section;
}

class CourseReaderTest : public testing::Test {
 protected:
  CourseReaderTest() {
    std::ifstream file(SHOPBELL_MODEL, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    const auto span = std::as_bytes(std::span(bytes_));
    model_ = Model::Load(span).value();
    section_ = std::string(bell::Container::Open(span, bell::kModelKind).value().Section(kCourseTag));
    EXPECT_TRUE(shipped_.Load(section_, encoder()));
  }
  [[nodiscard]] const intent::Encoder& encoder() const { return model_->impl().encoder; }

  /// What the shipped reader makes of the last of these messages.
  [[nodiscard]] double Due(const std::vector<std::string>& said) const {
    CourseReader::Reading reading{};
    for (const std::string& text : said)
      reading = shipped_.Read(model_->impl().messages->Read(text).masked.words, reading.course);
    return reading.due;
  }

  std::string bytes_, section_;
  std::shared_ptr<const Model> model_;
  CourseReader shipped_;
};

TEST_F(CourseReaderTest, HearsAPersonDueInWhatAMessageSays) {
  EXPECT_GT(Due({"my little girl choked on a button from your teddy"}),
            Due({"are the buttons of the teddy sewn on"}) + 3);
  EXPECT_GT(Due({"I have waited seven weeks for the sofa and nobody answers"}),
            Due({"how long does a sofa take"}) + 3);
}

TEST_F(CourseReaderTest, HearsAMessageTogetherWithThoseBefore) {
  const std::string again = "I want to move my appointment to another day";
  EXPECT_GT(Due({"how do I change my booking", "where do I change the date", again}), Due({again}) + 3);
  const std::string settled = "oh there it is, thank you";
  EXPECT_LT(Due({"my parcel has not come", settled}), 0);
}

TEST_F(CourseReaderTest, ReadsPiecesAndKindsOfSigns) {
  const std::size_t signs = encoder().piece_count();
  const auto words =
      model_->impl().messages->Read("really?! no\xE2\x80\xA6 \xF0\x9F\x98\x80 Priya yes!").masked.words;
  const auto pieces = CourseReader::PiecesOf(encoder(), words);
  std::vector<std::size_t> kinds;
  for (const std::uint16_t piece : pieces) {
    if (piece >= signs) kinds.push_back(piece - signs);
  }
  EXPECT_EQ(kinds, (std::vector<std::size_t>{0, 2, 4, 3, 1}));
  EXPECT_EQ(pieces.size(), kinds.size() + 3) << "and three words";
  const auto many =
      CourseReader::PiecesOf(encoder(), text::TokenizeUtf8(std::string(200, '?') + std::string(400, '0')));
  EXPECT_LE(many.size(), CourseReader::kMostPieces);
}

TEST_F(CourseReaderTest, GivesTheSumOfItsLayers) {
  CourseReader reader;
  ASSERT_TRUE(reader.Load(Joined(Layers()), encoder()));
  const auto words = text::TokenizeUtf8("hello");
  const auto reading = reader.Read(words, {});
  const double said = std::tanh(2.0), now = 0.3 * said;  // of the message, at every gate
  const double kept = (1 - 1 / (1 + std::exp(-now))) * std::tanh(now);
  EXPECT_NEAR(reading.course[7], kept, 1e-6);
  const double mixed = 0.1 * (32 * kept + 3 * said);
  EXPECT_NEAR(reading.due, -3 + 0.5 * 2 * mixed, 1e-5);
  const auto next = reader.Read(words, reading.course);
  EXPECT_GT(next.course[7], reading.course[7]) << "what was before is kept in part";
}

TEST_F(CourseReaderTest, LeavesTheCourseAsItWasWhereThereIsNothingToRead) {
  policy::Course course{};
  course[3] = 0.5F;
  EXPECT_EQ(shipped_.Read({}, course).course, course);
  EXPECT_LT(shipped_.Read({}, course).due, -6);
  CourseReader none;
  ASSERT_TRUE(none.Load({}, encoder()));
  EXPECT_EQ(none.Read(text::TokenizeUtf8("I want my money back"), course).course, course);
  EXPECT_LT(none.Read(text::TokenizeUtf8("I want my money back"), course).due, -6);
}

TEST_F(CourseReaderTest, RefusesLayersThatDoNotFit) {
  const std::vector<std::string> good = Layers();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::vector<std::string> bad = good;
    bad[i] = LayerOf(7, 7, 0, 0);
    EXPECT_FALSE(CourseReader().Load(Joined(bad), encoder())) << i;
    bad[i] = LayerOf(0, 1, 0, 0);
    EXPECT_FALSE(CourseReader().Load(Joined(bad), encoder())) << i;
    bad = good;
    bad[i][11] = bad[i][10] = '\xFF';  // a scale that is no number
    EXPECT_FALSE(CourseReader().Load(Joined(bad), encoder())) << i;
  }
  for (std::size_t size = 1; size < section_.size(); size += 97)
    EXPECT_FALSE(CourseReader().Load(std::string_view(section_).substr(0, size), encoder())) << size;
  EXPECT_FALSE(CourseReader().Load(section_ + std::string(8, '\0'), encoder()));
}

}  // namespace
}  // namespace shopbell::turn

#include "turn/course_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "bell/container.h"
#include "turn/model.h"

namespace shopbell::turn {
namespace {

/// One of the nine layers: weights and biases all different, so that none can stand in another's place.
std::string LayerOf(int part, std::uint32_t in, std::uint32_t out) {
  const float scale = part == 0 ? 0.004F : 0.12F, bias_scale = 0.02F;
  std::string bytes(4 * sizeof(std::uint32_t), '\0');
  std::memcpy(&bytes[0], &in, 4);
  std::memcpy(&bytes[4], &out, 4);
  std::memcpy(&bytes[8], &scale, 4);
  std::memcpy(&bytes[12], &bias_scale, 4);
  for (std::uint32_t j = 0; j < out; ++j) bytes += static_cast<char>((part + j * 11) % 21 - 10);
  for (std::uint32_t i = 0; i < in; ++i) {
    for (std::uint32_t j = 0; j < out; ++j) bytes += static_cast<char>((part * 5 + i * 7 + j * 3) % 15 - 7);
  }
  return bytes;
}

/// A reader three values wide, with messages of four.
std::vector<std::string> Layers() {
  return {LayerOf(0, intent::kWidth, 3),
          LayerOf(1, 5, 3),
          LayerOf(2, 9, 3),
          LayerOf(3, 3, 4),
          LayerOf(4, 18, 4),
          LayerOf(5, 4, 96),
          LayerOf(6, 32, 96),
          LayerOf(7, 68, 3),
          LayerOf(8, 3, 1)};
}

std::string Joined(const std::vector<std::string>& layers) {
  std::string section;
  for (const std::string& layer : layers) section += layer;
  return section;
}

/// An encoder of four pieces whose rows are all different.
std::string FourRows() {
  const std::uint32_t sizes[] = {4, intent::kWidth};
  const float scales[] = {0.5F, 0.5F, 0.5F, 0.5F};
  std::string table(reinterpret_cast<const char*>(sizes), sizeof sizes);
  table.append(reinterpret_cast<const char*>(scales), sizeof scales);
  const auto value = [](std::size_t row, std::size_t k) { return (row * 7 + k * 3) % 15 + 1; };
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t k = 0; k < intent::kWidth; k += 2)
      table += static_cast<char>(value(row, k) | value(row, k + 1) << 4);
  }
  return table;
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
  const std::string missing = "my parcel has not come";
  EXPECT_LT(Due({missing, "oh there it is, thank you"}), Due({missing, "it still is not there"}) - 3);
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
  std::string yes;
  for (int i = 0; i < 60; ++i) yes += "yes? ";
  EXPECT_EQ(CourseReader::PiecesOf(encoder(), text::TokenizeUtf8(yes)).size(), CourseReader::kMostPieces);
}

// What models/pipeline/course/net.py gives for the same weights and pieces.
TEST_F(CourseReaderTest, ComputesWhatWasTrained) {
  text::WordPiece four;
  ASSERT_TRUE(four.Load({"aa", "bb", "cc", "dd"}));
  intent::Encoder rows;
  ASSERT_TRUE(rows.Load(four, "", FourRows()));
  CourseReader reader;
  ASSERT_TRUE(reader.Load(Joined(Layers()), rows));
  const std::vector<std::vector<std::uint16_t>> said = {{0, 1, 2, 4}, {3, 3, 1}, {7, 2, 0, 1, 8}};
  const double due[] = {0.19823760, -0.78507578, 0.68710989};
  policy::Course course{};
  for (std::size_t i = 0; i < said.size(); ++i) {
    const CourseReader::Reading reading = reader.Read(said[i], course);
    EXPECT_NEAR(reading.due, due[i], 1e-5) << i;
    course = reading.course;
  }
  EXPECT_NEAR(reader.Read(said[2], {}).due, 0.35945210, 1e-5) << "without those before";
}

TEST_F(CourseReaderTest, LeavesTheCourseAsItWasWhereThereIsNothingToRead) {
  policy::Course course{};
  course[3] = 0.5F;
  const CourseReader::Reading silent = shipped_.Read(std::vector<text::Token>{}, course);
  EXPECT_EQ(silent.course, course);
  EXPECT_EQ(silent.due, CourseReader::kNothingDue);
  CourseReader none;
  ASSERT_TRUE(none.Load({}, encoder()));
  EXPECT_EQ(none.Read(text::TokenizeUtf8("I want my money back"), course).course, course);
  EXPECT_EQ(none.Read(text::TokenizeUtf8("I want my money back"), course).due, CourseReader::kNothingDue);
}

TEST_F(CourseReaderTest, RefusesLayersThatDoNotFit) {
  const std::vector<std::string> good = Layers();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::vector<std::string> bad = good;
    bad[i] = LayerOf(0, 7, 7);
    EXPECT_FALSE(CourseReader().Load(Joined(bad), encoder())) << i;
    bad[i] = LayerOf(0, 0, 1);
    EXPECT_FALSE(CourseReader().Load(Joined(bad), encoder())) << i;
    for (const float scale : {3e38F, std::numeric_limits<float>::quiet_NaN()}) {
      for (const std::size_t at : {8, 12}) {
        bad = good;
        std::memcpy(&bad[i][at], &scale, sizeof scale);
        EXPECT_FALSE(CourseReader().Load(Joined(bad), encoder())) << i << " at " << at;
      }
    }
  }
  EXPECT_TRUE(CourseReader().Load(Joined(good), encoder()));
  for (std::size_t size = 1; size < section_.size(); size += 97)
    EXPECT_FALSE(CourseReader().Load(std::string_view(section_).substr(0, size), encoder())) << size;
  EXPECT_FALSE(CourseReader().Load(section_ + std::string(8, '\0'), encoder()));
}

}  // namespace
}  // namespace shopbell::turn

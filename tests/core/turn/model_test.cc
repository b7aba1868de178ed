#include "turn/model.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bell/container.h"

namespace shopbell {
namespace {

/// What loading says of the model with one named number more.
class ModelTest : public testing::Test {
 protected:
  static std::optional<ErrorCode> ErrorWith(const std::string& name, double value) {
    std::ifstream file(SHOPBELL_MODEL, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto container = bell::Container::Open(std::as_bytes(std::span(bytes)), bell::kModelKind);
    bell::Writer writer;
    for (const bell::Tag tag :
         {turn::kPiecesTag,     turn::kPairsTag,         turn::kTableTag,       turn::kIdfTag,
          turn::kIntentsTag,    turn::kIntentVectorsTag, turn::kIntentMeansTag, turn::kIntentNamesTag,
          turn::kRarityTag,     turn::kKnownTag,         turn::kPeopleTag,      turn::kForeignTag,
          turn::kMoodTag,       turn::kMoodVectorsTag,   turn::kHumanTag,       turn::kHumanVectorsTag,
          turn::kTalkTag,       turn::kTalkVectorsTag,   turn::kTalkNamesTag,   turn::kCuesTag,
          turn::kCueVectorsTag, turn::kCourseTag})
      writer.Add(tag, std::string(container.value().Section(tag)));
    bell::StringTable table;
    std::vector<double> values;
    EXPECT_TRUE(table.Open(container.value().Section(turn::kParamNamesTag)));
    EXPECT_TRUE(bell::ReadArray(container.value().Section(turn::kParamValuesTag), values));
    std::vector<std::string_view> names = table.all();
    names.push_back(name);
    values.push_back(value);
    writer.Add(turn::kParamNamesTag, bell::WriteStrings(names));
    writer.Add(turn::kParamValuesTag, bell::WriteArray(values));
    const std::string changed = writer.Finish(bell::kModelKind);
    const auto model = Model::Load(std::as_bytes(std::span(changed)));
    return model.ok() ? std::nullopt : std::optional(model.error().code);
  }
};

TEST_F(ModelTest, TakesPointsFromADecimal) {
  for (const char* name : {"need.like@0.5", "need.length@12", "need.like@0.125", "need.like@999999.999"})
    EXPECT_EQ(ErrorWith(name, 1), std::nullopt) << name;
}

TEST_F(ModelTest, RefusesPointsFromAnythingElse) {
  for (const char* name :
       {"need.like@", "need.like@x", "need.like@1,5", "need.like@-1", "need.like@1.", "need.like@.5",
        "need.like@1e3", "need.like@0.1234", "need.like@1234567", "need.like@1.-5", "need.like@nan"})
    EXPECT_EQ(ErrorWith(name, 1), ErrorCode::kCorrupt) << name;
}

TEST_F(ModelTest, RefusesANumberThatIsNone) {
  EXPECT_EQ(ErrorWith("policy.need", std::numeric_limits<double>::quiet_NaN()), ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace shopbell

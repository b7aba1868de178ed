#include "cli/neural.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli/files.h"
#include "toy_shop.h"

namespace shopbell::cli {
namespace {

std::string Vector(float first) {
  std::string out = "[" + std::to_string(first);
  for (std::size_t i = 1; i < kNeuralWidth; ++i) out += ",0";
  return out + "]";
}

class VectorsTest : public testing::Test {
 protected:
  VectorsTest() {
    for (std::size_t i = 0; i < shop_->entry_count(); ++i)
      entries_ += R"({"entry":")" + shop_->Entry(i).id + R"(","question":)" + Vector(1) + R"(,"whole":)" +
                  Vector(1) + "}\n";
  }
  ~VectorsTest() override { std::filesystem::remove(path_); }
  TextVectors Load(const std::string& lines) {
    std::ofstream(path_) << lines;
    return LoadVectors(path_, *shop_);
  }
  std::string Fault(const std::string& lines) {
    try {
      (void)Load(lines);
    } catch (const UserError& error) {
      return error.message;
    }
    return {};
  }
  std::string path_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl";
  std::shared_ptr<Engine> shop_ = ToyShop();
  std::string entries_;
};

TEST_F(VectorsTest, KnowsTheTextsOfTheFileAlone) {
  const TextVectors vectors = Load(entries_ + R"({"text":"hi","vector":)" + Vector(0.5) + "}\n");
  ASSERT_EQ(vectors.Of("hi").size(), kNeuralWidth);
  EXPECT_EQ(vectors.Of("hi")[0], 0.5F);
  EXPECT_TRUE(vectors.Of("hello").empty());
  EXPECT_TRUE(LoadVectors("", *shop_).Of("hi").empty());
}

TEST_F(VectorsTest, NamesTheLineAndWhatIsExpectedThere) {
  EXPECT_THAT(Fault(entries_ + "nonsense\n"), testing::HasSubstr("expected {\"entry\""));
  EXPECT_THAT(Fault(entries_ + R"({"text":"hi","vector":[1,2]})"),
              testing::HasSubstr("a list of 384 numbers"));
  EXPECT_THAT(Fault(R"({"entry":"none such","question":[],"whole":[]})"),
              testing::HasSubstr("line 1: field \"entry\""));
}

TEST_F(VectorsTest, WantsVectorsOfEveryEntryAndOfUnitLength) {
  EXPECT_THAT(Fault(entries_.substr(entries_.find('\n') + 1)), testing::HasSubstr("every entry"));
  std::string long_one = entries_;
  EXPECT_THAT(Fault(long_one.replace(long_one.find("[1."), 3, "[7.")), testing::HasSubstr("from -1 to 1"));
}

}  // namespace
}  // namespace shopbell::cli

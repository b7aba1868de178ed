#include "shopbell/neural.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "bell/container.h"
#include "shopbell/engine.h"

namespace shopbell {
namespace {

std::span<const std::byte> Bytes(const std::string& s) { return std::as_bytes(std::span(s)); }

std::vector<float> Along(std::size_t axis) {
  std::vector<float> out(kNeuralWidth);
  out[axis] = 1;
  return out;
}

/// A shop of two entries, whose second-tier vectors lie along axis 0 and axis 1.
class NeuralEngineTest : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream in(SHOPBELL_MODEL, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    auto model = Model::Load(Bytes(bytes));
    ASSERT_TRUE(model.ok()) << model.error().message;
    const std::string pack =
        BuildPack(*model.value(),
                  {{"returns", "How do I return an item?", "Send it [back](https://x.example/y).", {}, ""},
                   {"gifts", "Do you wrap presents?", "Yes, for 3 euros.", {}, ""}});
    auto engine = Engine::Create(std::move(model).value(), pack);
    ASSERT_TRUE(engine.ok()) << engine.error().message;
    engine_ = std::move(engine).value();
  }
  void GiveVectors() {
    std::vector<float> rows;
    for (const std::size_t axis : {0u, 0u, 1u, 1u}) {
      const std::vector<float> row = Along(axis);
      rows.insert(rows.end(), row.begin(), row.end());
    }
    ASSERT_TRUE(engine_->SetNeural(rows));
  }
  [[nodiscard]] Decision Say(const std::string& text, std::vector<float> vector) const {
    TurnEvent event;
    event.text = text;
    event.vector = std::move(vector);
    return engine_->Step(event, {}).decision;
  }
  std::shared_ptr<Engine> engine_;
};

constexpr char kVague[] = "is there something I should know beforehand";

TEST_F(NeuralEngineTest, LetsTheVectorOfATextDecideBetweenEntries) {
  GiveVectors();
  EXPECT_EQ(engine_->Find(kVague, 2, {}, Along(0)).hits[0].entry, 0u);
  EXPECT_EQ(engine_->Find(kVague, 2, {}, Along(1)).hits[0].entry, 1u);
}

TEST_F(NeuralEngineTest, IgnoresAVectorWithoutThoseOfTheEntriesAndOfAnotherWidth) {
  const Finding plain = engine_->Find(kVague, 2);
  EXPECT_EQ(engine_->Find(kVague, 2, {}, Along(1)).hits[0].score, plain.hits[0].score);
  GiveVectors();
  EXPECT_EQ(engine_->Find(kVague, 2, {}, std::vector<float>(7)).hits[0].score, plain.hits[0].score);
}

TEST_F(NeuralEngineTest, AsksForTheSecondTierOnlyWhereItHasNoAnswerAndOnlyOnce) {
  GiveVectors();
  EXPECT_TRUE(Say(kVague, {}).refine);
  EXPECT_FALSE(Say(kVague, Along(0)).refine);
  EXPECT_FALSE(Say("how do I return an item", {}).refine);  // answered
  EXPECT_FALSE(Say("can I talk to a person", {}).refine);   // a person on offer
  EXPECT_FALSE(Say("hello", {}).refine);
}

TEST_F(NeuralEngineTest, DoesNotAskForItWhereAFollowUpIsReadWithTheQuestionBefore) {
  TurnEvent event;
  event.text = kVague;
  const Step first = engine_->Step(event, {});
  event.text = "and tomorrow";
  EXPECT_FALSE(engine_->Step(event, first.state).decision.refine);
}

TEST_F(NeuralEngineTest, ReadsAnEntryWithoutAddresses) {
  EXPECT_EQ(engine_->NeuralTexts(0)[0], "How do I return an item?");
  EXPECT_EQ(engine_->NeuralTexts(0)[1].find("example"), std::string::npos);
  EXPECT_NE(engine_->NeuralTexts(0)[1].find("Send it"), std::string::npos);
}

std::string NeuralFile(std::string digest, std::vector<std::string_view> pieces) {
  bell::Writer writer;
  writer.Add(bell::MakeTag("PIEC"), bell::WriteStrings(pieces));
  writer.Add(bell::MakeTag("NSHA"), std::move(digest));
  return writer.Finish(bell::kNeuralKind);
}

TEST(NeuralTokens, NamesItsGraphAndReadsTexts) {
  const std::string bytes = NeuralFile(std::string(64, 'a'), {"[UNK]", "[CLS]", "[SEP]", "size"});
  const auto tokens = NeuralTokens::Load(Bytes(bytes));
  ASSERT_TRUE(tokens.ok());
  EXPECT_EQ(tokens.value()->graph_digest(), std::string(64, 'a'));
  EXPECT_EQ(tokens.value()->Ids("Size 7"), (std::vector<std::uint16_t>{1, 3, 0, 2}));
}

TEST(NeuralTokens, NamesWhatIsWrongWithAFile) {
  const auto code = [](const std::string& bytes) { return NeuralTokens::Load(Bytes(bytes)).error().code; };
  EXPECT_EQ(code("nothing"), ErrorCode::kNotBell);
  EXPECT_EQ(code(NeuralFile("short", {"[UNK]", "[CLS]", "[SEP]"})), ErrorCode::kCorrupt);
  EXPECT_EQ(code(NeuralFile(std::string(64, 'a'), {"[UNK]", "[CLS]"})), ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace shopbell

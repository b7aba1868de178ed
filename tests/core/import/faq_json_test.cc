#include "import/faq_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shopbell::import {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string OnlyFault(std::string_view json) {
  const FaqImport faq = ParseFaqJson(json);
  EXPECT_TRUE(faq.entries.empty());
  return faq.faults.size() == 1 ? faq.faults[0] : "not one fault but " + std::to_string(faq.faults.size());
}

TEST(ParseFaqJson, ReadsEntriesWithAndWithoutTheOptionalFields) {
  const FaqImport faq =
      ParseFaqJson(R"([{"id":"a","question":"Q?","answer":"A","phrasings":["x","y"],"category":"c"},
                                         {"id":"b","question":"R?","answer":"B"}])");
  ASSERT_TRUE(faq.ok());
  ASSERT_EQ(faq.entries.size(), 2u);
  EXPECT_THAT(faq.entries[0].phrasings, ElementsAre("x", "y"));
  EXPECT_EQ(faq.entries[1].category, "");
  EXPECT_TRUE(faq.warnings.empty());
}

TEST(ParseFaqJson, ReadsWhenAnEntryHoldsTheLastDayIncluded) {
  const FaqImport faq = ParseFaqJson(
      R"([{"id":"a","question":"Q?","answer":"A","valid_from":"2026-11-22","valid_until":"2026-11-22"}])");
  ASSERT_TRUE(faq.ok());
  EXPECT_EQ(faq.entries[0].valid_until->seconds - faq.entries[0].valid_from->seconds, 86'400);
}

TEST(ParseFaqJson, SaysWhichDateItExpected) {
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"Q?","answer":"A","valid_from":"tomorrow"}])"),
              AllOf(HasSubstr("\"valid_from\""), HasSubstr("2026-12-24"), HasSubstr("\"tomorrow\"")));
  EXPECT_THAT(
      OnlyFault(
          R"([{"id":"a","question":"Q?","answer":"A","valid_from":"2026-11-23","valid_until":"2026-11-22"}])"),
      HasSubstr("never be answered"));
}

TEST(ParseFaqJson, AcceptsAnEmptyOrMissingAnswerWithAWarning) {
  const FaqImport faq =
      ParseFaqJson(R"([{"id":"a","question":"Q?"},{"id":"b","question":"R?","answer":""}])");
  EXPECT_TRUE(faq.ok());
  EXPECT_EQ(faq.entries.size(), 2u);
  ASSERT_EQ(faq.warnings.size(), 2u);
  EXPECT_THAT(faq.warnings[0], HasSubstr("entry 1 (id \"a\")"));
}

TEST(ParseFaqJson, NamesLineAndByteOfASyntaxFault) {
  EXPECT_THAT(OnlyFault("[\n  {\"id\": \"a\",\n   \"question\": oops}\n]"), HasSubstr("line 3, byte 16"));
  EXPECT_THAT(OnlyFault(""), HasSubstr("line 1"));
}

TEST(ParseFaqJson, PointsAtACommaTooMany) {
  EXPECT_THAT(OnlyFault("[\n{\"id\":\"a\",\"question\":\"Q?\"},\n]"),
              AllOf(HasSubstr("line 2, byte 27"), HasSubstr("comma")));
  EXPECT_THAT(OnlyFault("[{\"id\":\"a\",\n}]"), AllOf(HasSubstr("line 1, byte 11"), HasSubstr("comma")));
}

TEST(ParseFaqJson, NamesTheUsualMistakesOfWritingByHand) {
  EXPECT_THAT(OnlyFault("[{\u201Cid\u201D: \"a\"}]"), AllOf(HasSubstr("line 1, byte 3"), HasSubstr("curly")));
  EXPECT_THAT(OnlyFault("[{'id': 'a'}]"), HasSubstr("double quotes"));
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"Q?"}, {"id":"b"])"), HasSubstr("expected '}'"));
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"Q?"}, {"id":"b"})"), HasSubstr("end of the file"));
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"Q?", {"id":"b"}])"),
              AllOf(HasSubstr("line 1, byte 27"), HasSubstr("}")));
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"Q?"} {"id":"b"}])"), HasSubstr("comma"));
  EXPECT_THAT(OnlyFault(R"([{"id":"a" "question":"Q \"1\"?"}])"),
              AllOf(HasSubstr("line 1, byte 12"), HasSubstr("comma between")));
  EXPECT_THAT(OnlyFault(R"([{"id":"a", "answer":"A \"1\"" "question":"Q?"}])"),
              AllOf(HasSubstr("line 1, byte 32"), HasSubstr("comma between")));
  EXPECT_THAT(OnlyFault(R"([{"id" "a1"}])"), AllOf(HasSubstr("line 1, byte 8"), HasSubstr("colon")));
  EXPECT_THAT(OnlyFault("[{\"id\":\"a\",\"question\":\"Q?\n\"}]"), HasSubstr("end of the line"));
  EXPECT_THAT(OnlyFault(" \n"), HasSubstr("empty file"));
}

TEST(ParseFaqJson, AsksWhetherAFieldNearToAKnownOneIsMeant) {
  EXPECT_THAT(
      ParseFaqJson(R"([{"id":"a","question":"Q?","answer":"A","phrasing":["R?"],"colour":"red"}])").warnings,
      ElementsAre(Not(HasSubstr("meant")), HasSubstr("\"phrasings\"")));
}

TEST(ParseFaqJson, WarnsOfHtmlButNotOfASmallerSign) {
  EXPECT_THAT(ParseFaqJson(R"([{"id":"a","question":"Q?","answer":"See <a href='x'>here</a>."}])").warnings,
              ElementsAre(HasSubstr("HTML")));
  EXPECT_TRUE(ParseFaqJson(R"([{"id":"a","question":"Q?","answer":"If it weighs < 2 kg, and > 1 kg."}])")
                  .warnings.empty());
}

TEST(ParseFaqJson, WarnsOfTwoEntriesWithOneQuestionUnlessTheyHoldOnTheirDays) {
  EXPECT_THAT(
      ParseFaqJson(R"([{"id":"a","question":"Q?","answer":"A"},{"id":"b","question":"Q?","answer":"B"}])")
          .warnings,
      ElementsAre(AllOf(HasSubstr("entry 2"), HasSubstr("that of entry 1"))));
  EXPECT_TRUE(ParseFaqJson(R"([{"id":"a","question":"Q?","answer":"A","valid_until":"2026-11-22"},
                               {"id":"b","question":"Q?","answer":"B","valid_from":"2026-11-23"}])")
                  .warnings.empty());
}

TEST(ParseFaqJson, NamesEntryIdAndFieldOfAContentFault) {
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"Q"},{"id":"a","question":"R"}])"),
              HasSubstr("entry 2 (id \"a\"), field \"id\""));
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":5}])"),
              HasSubstr("field \"question\": expected a string, found number"));
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"Q","phrasings":["x",7]}])"),
              HasSubstr("field \"phrasings[1]\""));
  EXPECT_THAT(OnlyFault(R"([{"question":"Q"}])"),
              HasSubstr("entry 1, field \"id\": expected a string, found nothing"));
  EXPECT_THAT(OnlyFault(R"([{"id":"a","question":"  "}])"), HasSubstr("field \"question\""));
  EXPECT_THAT(OnlyFault(R"(["a"])"), HasSubstr("entry 1: expected an object"));
  EXPECT_THAT(OnlyFault(R"({"a":1})"), HasSubstr("expected a list of entries"));
}

TEST(ParseFaqJson, NamesTheFieldThatIsNoUtf8) {
  const std::string fault = OnlyFault("[{\"id\":\"a\",\"question\":\"Q\",\"answer\":\"caf\xE9\"}]");
  EXPECT_THAT(fault, HasSubstr("entry 1 (id \"a\"), field \"answer\": expected UTF-8"));
}

TEST(ParseFaqJson, CountsBytesAsTheyStandInTheFile) {
  EXPECT_THAT(OnlyFault("[{\"id\":\"\xE9\xE9\xE9\", oops}]"), HasSubstr("line 1, byte 15"));
}

TEST(ParseFaqJson, RefusesBadBytesInAFieldsNameButNotTheNoncharacterThatMarksThem) {
  EXPECT_THAT(OnlyFault("[{\"id\":\"a\",\"question\":\"Q\",\"x\xFF\":1}]"), HasSubstr("entry 1 (id \"a\")"));
  EXPECT_TRUE(ParseFaqJson("[{\"id\":\"a\",\"question\":\"\xF4\x8F\xBF\xBF\"}]").ok());
}

TEST(ParseFaqJson, ListsAllFaultsUpToALimit) {
  std::string json = "[";
  for (int i = 0; i < 100; ++i) json += R"({"id":1},)";
  json.back() = ']';
  const FaqImport faq = ParseFaqJson(json);
  EXPECT_GT(faq.faults.size(), 10u);
  EXPECT_LT(faq.faults.size(), 40u);
}

}  // namespace
}  // namespace shopbell::import

#include "faq/pack.h"

#include <gtest/gtest.h>

#include "no_intents.h"

namespace shopbell::faq {
namespace {

std::span<const std::byte> Bytes(const std::string& s) { return std::as_bytes(std::span(s)); }

TEST(Pack, GivesBackTheTexts) {
  const std::string bytes =
      WritePack("m1", NoIntents(), {{"a", "Question?", "**Answer**", {"other words"}, "Orders"}});
  const auto pack = Pack::Load(Bytes(bytes), "m1", 2);
  ASSERT_TRUE(pack.ok());
  ASSERT_EQ(pack.value()->entry_count(), 1u);
  const FaqEntry entry = pack.value()->Entry(0);
  EXPECT_EQ(entry.id, "a");
  EXPECT_EQ(entry.question, "Question?");
  EXPECT_EQ(entry.answer, "**Answer**");
  EXPECT_EQ(entry.category, "Orders");
  EXPECT_EQ(pack.value()->phrasing_count(0), 2u);
}

TEST(Pack, IsMadeEqualFromEqualInput) {
  const std::vector<FaqEntry> faq = {{"a", "One?", "1", {"x", "y"}, ""}, {"b", "Two?", "2", {}, "c"}};
  EXPECT_EQ(WritePack("m", NoIntents(), faq), WritePack("m", NoIntents(), faq));
}

TEST(Pack, NamesTheModelThatItWants) {
  const std::string bytes = WritePack("m1", NoIntents(), {});
  const auto pack = Pack::Load(Bytes(bytes), "m2", 2);
  ASSERT_FALSE(pack.ok());
  EXPECT_EQ(pack.error().code, ErrorCode::kWrongModel);
  EXPECT_NE(pack.error().message.find("m1"), std::string::npos);
}

}  // namespace
}  // namespace shopbell::faq

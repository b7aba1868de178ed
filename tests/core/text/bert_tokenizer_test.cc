#include "text/bert_tokenizer.h"

#include <gtest/gtest.h>

namespace shopbell::text {
namespace {

constexpr std::size_t kPlenty = 100;

class BertTokenizerTest : public testing::Test {
 protected:
  BertTokenizerTest() {
    EXPECT_TRUE(tokenizer_.Load(
        {"[UNK]", "[CLS]", "[SEP]", "don", "'", "t", "cafe", "size", "##s", "?", "\xF0\x9F\x98\x8A", "x"}));
  }
  std::vector<std::uint16_t> Inner(std::string_view text, std::size_t most = kPlenty) {
    const std::vector<std::uint16_t> ids = tokenizer_.Ids(text, most);
    EXPECT_EQ(ids.front(), 1);
    EXPECT_EQ(ids.back(), 2);
    return {ids.begin() + 1, ids.end() - 1};
  }
  using Ids = std::vector<std::uint16_t>;
  BertTokenizer tokenizer_;
};

TEST_F(BertTokenizerTest, LowersCaseAndDropsAccents) {
  EXPECT_EQ(Inner("CAF\u00C9 cafe\u0301"), (Ids{6, 6}));
}

TEST_F(BertTokenizerTest, LetsSignsStandAlone) { EXPECT_EQ(Inner("don't?sizes"), (Ids{3, 4, 5, 9, 7, 8})); }

TEST_F(BertTokenizerTest, CallsAWordWithAForeignLetterUnknownAsAWhole) {
  EXPECT_EQ(Inner("size sizeq q"), (Ids{7, 0, 0}));
  EXPECT_EQ(Inner(std::string(101, 'x')), (Ids{0}));
}

TEST_F(BertTokenizerTest, SparesAWordThePictureBehindIt) { EXPECT_EQ(Inner("size\U0001F60A"), (Ids{7, 10})); }

TEST_F(BertTokenizerTest, ReadsOverWhatNobodySees) {
  EXPECT_EQ(Inner("si\u200Bze\t\n\u00A0x\xFF"), (Ids{7, 11}));
  EXPECT_TRUE(Inner("").empty());
}

TEST_F(BertTokenizerTest, CutsWhatIsTooLong) { EXPECT_EQ(Inner("x x x x", 4), (Ids{11, 11})); }

TEST(BertTokenizer, RefusesPiecesWithoutTheSpecialOnes) {
  BertTokenizer tokenizer;
  EXPECT_FALSE(tokenizer.Load({"[UNK]", "[CLS]", "x"}));
}

}  // namespace
}  // namespace shopbell::text

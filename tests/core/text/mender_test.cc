#include "text/mender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "text/utf8.h"

namespace shopbell::text {
namespace {

class MenderTest : public testing::Test {
 protected:
  MenderTest() { EXPECT_TRUE(language_.Load({"there", "where", "parcel", "delivery", "return"})); }
  void ShopHas(std::string_view word) {
    shop_.push_back(WordHash(word));
    std::sort(shop_.begin(), shop_.end());
  }
  std::string Mend(std::string_view text) {
    std::string out;
    for (const Token& token : Mender(language_, shop_).Mend(TokenizeUtf8(text)))
      out += (out.empty() ? "" : " ") + EncodeUtf8(token.word);
    return out;
  }
  WordPiece language_;
  std::vector<std::uint32_t> shop_;
};

TEST_F(MenderTest, PutsEachKindOfSlipRight) {
  EXPECT_EQ(Mend("parcell parce parxel pracel"), "parcel parcel parcel parcel");
}

TEST_F(MenderTest, LeavesKnownShortAndFarWordsAlone) {
  EXPECT_EQ(Mend("delivery teh qwertzu 12345"), "delivery teh qwertzu 12345");
}

TEST_F(MenderTest, TakesTheMoreFrequentWordAndRatherTheShopsOwn) {
  EXPECT_EQ(Mend("qhere"), "there");
  ShopHas("where");
  EXPECT_EQ(Mend("qhere"), "where");
}

TEST_F(MenderTest, KnowsTheShopsOwnWords) {
  EXPECT_EQ(Mend("zinnfandel"), "zinnfandel");
  ShopHas("zinfandel");
  EXPECT_EQ(Mend("zinnfandel"), "zinfandel");
  EXPECT_EQ(Mend("zinfandel"), "zinfandel");
}

}  // namespace
}  // namespace shopbell::text

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/commands.h"
#include "toy_shop.h"

namespace shopbell::cli {
namespace {

TEST(Evaluate, MeasuresRanksAndScope) {
  const TemporaryFolder folder;
  const std::string queries =
      folder.Write("q.jsonl",
                   "{\"text\":\"how long does delivery take\",\"gold\":\"delivery\"}\n"
                   "{\"text\":\"when is the store open\",\"gold\":\"hours\"}\n"
                   "{\"text\":\"how do I return an item\",\"gold\":\"hours\"}\n"
                   "{\"text\":\"zzz qqq\",\"gold\":null}\n");
  std::ostringstream out;
  Evaluate(*ToyShop(), queries, {}, true, out);
  const auto figures = nlohmann::json::parse(out.str());
  EXPECT_EQ(figures.at("queries"), 4);
  EXPECT_EQ(figures.at("in_scope"), 3);
  EXPECT_NEAR(figures.at("r_at_1").get<double>(), 2.0 / 3, 1e-9);
  EXPECT_NEAR(figures.at("r_at_3").get<double>(), 1.0, 1e-9);
  EXPECT_EQ(figures.at("auroc"), 1.0);
  EXPECT_EQ(figures.at("fpr95"), 0.0);
}

TEST(Evaluate, RefusesAGoldThatIsNoEntry) {
  const TemporaryFolder folder;
  const std::string queries = folder.Write("q.jsonl", "{\"text\":\"a\",\"gold\":\"delivry\"}\n");
  std::ostringstream out;
  EXPECT_THROW(Evaluate(*ToyShop(), queries, {}, true, out), UserError);
}

TEST(Evaluate, NamesTheLineOfABadQuery) {
  const TemporaryFolder folder;
  const std::string queries = folder.Write("q.jsonl", "{\"text\":\"a\",\"gold\":null}\n{\"text\":\"b\"}\n");
  std::ostringstream out;
  try {
    Evaluate(*ToyShop(), queries, {}, false, out);
    FAIL();
  } catch (const UserError& error) {
    EXPECT_NE(error.message.find("line 2"), std::string::npos);
  }
}

}  // namespace
}  // namespace shopbell::cli

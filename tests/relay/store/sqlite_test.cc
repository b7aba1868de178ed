#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite/database.h"
#include "store/sqlite/sqlite_store.h"
#include "store_suite.h"

namespace shopbell::relay {
namespace {

/// A folder that goes when the last store in it is closed.
class Folder {
 public:
  Folder() {
    static std::atomic<int> count{0};
    path_ = std::filesystem::temp_directory_path() /
            ("shopbell-store-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string File() const { return (path_ / "relay.db").string(); }

 private:
  std::filesystem::path path_;
};

StoreOpener SqliteFactory() {
  return [folder = std::make_shared<Folder>()] {
    return std::make_unique<SqliteStore>(folder->File(), SqliteOptions{});
  };
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreSuite, testing::Values(&SqliteFactory),
                         [](const auto&) { return "File"; });

void AddConversation(Store& store, const ConversationKey& key) {
  ASSERT_TRUE(WriteAndWait(store, [&](Transaction& transaction) {
    transaction.PutShop({key.shop, key.shop, {}, "", 0});
    transaction.CreateConversation(NewConversation(key));
  }));
}

TEST(SqliteStore, AcknowledgesNothingOnAFullDiskAndGoesOnOnceThereIsRoom) {
  const Folder folder;
  const ConversationKey key{"stylesavvy", "c"};
  AddConversation(*std::make_unique<SqliteStore>(folder.File(), SqliteOptions{}), key);
  std::vector<std::string> errors;
  SqliteOptions options;
  options.max_pages = 40;
  options.on_error = [&](const std::string& words) { errors.push_back(words); };
  std::int64_t acknowledged = 0;
  {
    SqliteStore store(folder.File(), options);
    const auto append = [&](Transaction& transaction) {
      transaction.Append(key, TextEvent("m", std::string(3000, 'x')));
    };
    while (WriteAndWait(store, append)) ++acknowledged;
    EXPECT_FALSE(WriteAndWait(store, append));
    EXPECT_TRUE(ReadAndWait(store, [](Reader&) {})) << "reading goes on";
  }
  ASSERT_FALSE(errors.empty());
  EXPECT_NE(errors.front().find("full"), std::string::npos) << errors.front();
  EXPECT_GT(acknowledged, 0);

  SqliteStore store(folder.File(), SqliteOptions{});
  ReadAndWait(store, [&](Reader& reader) {
    EXPECT_EQ(reader.FindConversation(key)->head, acknowledged);
    EXPECT_EQ(reader.Events(key, 0, 1000, 10'000'000).size(), static_cast<std::size_t>(acknowledged));
  });
  EXPECT_TRUE(WriteAndWait(
      store, [&](Transaction& transaction) { transaction.Append(key, TextEvent("n", "room")); }));
}

TEST(SqliteStore, CommitsWhatWaitsTogether) {
  class Count final : public FaultPoints {
   public:
    void Pass(std::string_view point) override { commits += point == kBeforeCommit ? 1 : 0; }
    std::atomic<int> commits{0};
  };
  const Folder folder;
  Count count;
  SqliteOptions options;
  options.faults = &count;
  const ConversationKey key{"stylesavvy", "c"};
  {
    SqliteStore store(folder.File(), options);
    AddConversation(store, key);
    count.commits = 0;
    // While the first job holds the writer, the rest queue up behind it.
    std::promise<void> started;
    std::promise<void> release;
    store.Write(
        [&](Transaction&) {
          started.set_value();
          release.get_future().wait();
        },
        [](bool) {});
    started.get_future().wait();
    for (int i = 0; i < 50; ++i) {
      store.Write([&](Transaction& transaction) { transaction.Append(key, TextEvent("m", "x")); },
                  [](bool durable) { EXPECT_TRUE(durable); });
    }
    release.set_value();
    EXPECT_TRUE(WriteAndWait(store, [](Transaction&) {}));
  }
  EXPECT_LE(count.commits, 3);
}

TEST(SqliteStore, ErasedTextIsInNoFile) {
  const Folder folder;
  const std::string text = "a-text-that-nobody-may-find-again";
  const ConversationKey key{"stylesavvy", "c"};
  SqliteStore store(folder.File(), SqliteOptions{});
  AddConversation(store, key);
  ASSERT_TRUE(
      WriteAndWait(store, [&](Transaction& transaction) { transaction.Append(key, TextEvent("m", text)); }));
  ASSERT_TRUE(
      WriteAndWait(store, [&](Transaction& transaction) { transaction.EraseConversation(key, "e2", 1); }));
  // The log is emptied after the acknowledgement and before the next write's.
  ASSERT_TRUE(WriteAndWait(store, [](Transaction&) {}));
  for (const char* ending : {"", "-wal"}) {
    std::ifstream file(folder.File() + ending, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(bytes.find(text), std::string::npos) << "relay.db" << ending;
  }
}

TEST(SqliteStore, RefusesADatabaseOfANewerRelay) {
  const Folder folder;
  {
    Database db(folder.File(), false);
    db.Execute("PRAGMA user_version=999");
  }
  try {
    const SqliteStore store(folder.File(), SqliteOptions{});
    FAIL() << "opened";
  } catch (const StoreError& error) {
    EXPECT_NE(std::string(error.what()).find("schema version 999 is newer"), std::string::npos)
        << error.what();
  }
}

TEST(SqliteStore, IsDurableBeforeItAnswers) {
  const Folder folder;
  Database db(folder.File(), false);
  auto mode = db.Prepare("PRAGMA journal_mode");
  ASSERT_TRUE(mode.Step());
  EXPECT_EQ(mode.GetText(0), "wal");
  auto synchronous = db.Prepare("PRAGMA synchronous");
  ASSERT_TRUE(synchronous.Step());
  EXPECT_EQ(synchronous.GetInt(0), 2) << "FULL";
}

}  // namespace
}  // namespace shopbell::relay

#include "store/sqlite/sqlite_store.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "store/sqlite/schema.h"
#include "store/sqlite/sqlite_transaction.h"

namespace shopbell::relay {
namespace {

/// What a thread is given to do. Take() waits; an empty batch means the end.
template <typename Item>
class Queue {
 public:
  explicit Queue(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] bool Push(Item item) {
    {
      const std::lock_guard lock(mutex_);
      if (ended_ || items_.size() >= limit_) return false;
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  [[nodiscard]] std::vector<Item> Take() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return ended_ || !items_.empty(); });
    return std::exchange(items_, {});
  }

  void End() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    ready_.notify_one();
  }

 private:
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<Item> items_;
  bool ended_ = false;
};

struct WriteItem {
  std::function<void(Transaction&)> job;
  std::function<void(bool)> done;
  bool kept = false;
};

struct ReadItem {
  std::function<void(Reader&)> job;
  std::function<void(bool)> done;
};

}  // namespace

class SqliteStore::Impl {
 public:
  Impl(const std::string& path, SqliteOptions options)
      : options_(std::move(options)),
        writer_db_(path, /*read_only=*/false),
        reader_db_(PreparedPath(path), /*read_only=*/true),
        writes_(options_.max_waiting),
        reads_(options_.max_waiting) {
    if (options_.max_pages) {
      writer_db_.Execute(("PRAGMA max_page_count=" + std::to_string(*options_.max_pages)).c_str());
    }
    writer_ = std::thread([this] { RunWriter(); });
    reader_ = std::thread([this] { RunReader(); });
  }

  ~Impl() {
    writes_.End();
    reads_.End();
    writer_.join();
    reader_.join();
  }

  void Write(WriteItem item) {
    auto refused = item.done;
    if (!writes_.Push(std::move(item))) refused(false);
  }

  void Read(ReadItem item) {
    auto refused = item.done;
    if (!reads_.Push(std::move(item))) refused(false);
  }

 private:
  // The reader's connection can only be opened once the writer's has made the file and its tables.
  const std::string& PreparedPath(const std::string& path) {
    PrepareSchema(writer_db_);
    return path;
  }

  void Report(const std::string& words) const {
    if (options_.on_error) options_.on_error(words);
  }

  void RunWriter() {
    SqliteTransaction transaction(writer_db_);
    while (true) {
      std::vector<WriteItem> group = writes_.Take();
      if (group.empty()) return;
      bool committed = false;
      try {
        CommitGroup(transaction, group);
        committed = true;
      } catch (const std::exception& error) {
        Report(error.what());
        RollBack();
      }
      const bool erased = transaction.TakeErased();
      for (WriteItem& item : group) item.done(committed && item.kept);
      if (committed && erased) EmptyLog();
    }
  }

  void CommitGroup(SqliteTransaction& transaction, std::vector<WriteItem>& group) {
    writer_db_.Execute("BEGIN IMMEDIATE");
    for (WriteItem& item : group) {
      writer_db_.Execute("SAVEPOINT job");
      try {
        item.job(transaction);
        item.kept = true;
        writer_db_.Execute("RELEASE job");
      } catch (const JobRefused&) {
        UndoJob(item);
      } catch (const ConstraintError& error) {
        Report(error.what());
        UndoJob(item);
      } catch (const StoreError&) {
        throw;
      } catch (const std::exception& error) {
        Report(error.what());
        UndoJob(item);
      }
    }
    PassFaultPoint(options_.faults, kBeforeCommit);
    writer_db_.Execute("COMMIT");
  }

  void UndoJob(WriteItem& item) {
    item.kept = false;
    writer_db_.Execute("ROLLBACK TO job");
    writer_db_.Execute("RELEASE job");
  }

  void RollBack() {
    try {
      if (writer_db_.InTransaction()) writer_db_.Execute("ROLLBACK");
    } catch (const std::exception& error) {
      Report(error.what());
    }
  }

  // The write-ahead log still holds what was erased; a reader in the middle of something only delays this.
  void EmptyLog() {
    try {
      writer_db_.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const std::exception& error) {
      Report(error.what());
    }
  }

  void RunReader() {
    SqliteReads<Reader> reader(reader_db_);
    while (true) {
      std::vector<ReadItem> batch = reads_.Take();
      if (batch.empty()) return;
      for (ReadItem& item : batch) item.done(TryRead(reader, item));
    }
  }

  bool TryRead(Reader& reader, const ReadItem& item) {
    bool ok = false;
    try {
      // One snapshot: a row and its events agree.
      reader_db_.Execute("BEGIN");
      item.job(reader);
      ok = true;
    } catch (const std::exception& error) {
      Report(error.what());
    }
    try {
      if (reader_db_.InTransaction()) reader_db_.Execute("ROLLBACK");
    } catch (const std::exception& error) {
      Report(error.what());
    }
    return ok;
  }

  SqliteOptions options_;
  Database writer_db_;
  Database reader_db_;
  Queue<WriteItem> writes_;
  Queue<ReadItem> reads_;
  std::thread writer_;
  std::thread reader_;
};

SqliteStore::SqliteStore(const std::string& path, SqliteOptions options)
    : impl_(std::make_unique<Impl>(path, std::move(options))) {}

SqliteStore::~SqliteStore() = default;

void SqliteStore::Write(std::function<void(Transaction&)> job, std::function<void(bool)> done) {
  impl_->Write({std::move(job), std::move(done)});
}

void SqliteStore::Read(std::function<void(Reader&)> job, std::function<void(bool)> done) {
  impl_->Read({std::move(job), std::move(done)});
}

}  // namespace shopbell::relay

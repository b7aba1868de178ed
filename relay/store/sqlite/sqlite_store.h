// The store of one relay: a SQLite file, one writer with group commit, one reader.
#ifndef SHOPBELL_RELAY_STORE_SQLITE_SQLITE_STORE_H_
#define SHOPBELL_RELAY_STORE_SQLITE_SQLITE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "store/fault_points.h"
#include "store/store.h"

namespace shopbell::relay {

struct SqliteOptions {
  /// Null in production.
  FaultPoints* faults = nullptr;
  /// Told what went wrong; from the store's threads.
  std::function<void(const std::string&)> on_error;
  /// Refuses to grow past this many pages, as a full disk would; for tests.
  std::optional<std::int64_t> max_pages;
  /// Writes beyond this many waiting are refused at once.
  std::size_t max_waiting = 20'000;
};

/// WAL with synchronous=FULL: a commit is on disk when it returns. The writer takes everything that is
/// waiting into one transaction. The destructor finishes what is queued. Thread-safe.
class SqliteStore final : public Store {
 public:
  /// Opens or creates the file and its schema. Throws StoreError.
  SqliteStore(const std::string& path, SqliteOptions options);
  ~SqliteStore() override;

  void Write(std::function<void(Transaction&)> job, std::function<void(bool durable)> done) override;
  void Read(std::function<void(Reader&)> job, std::function<void(bool ok)> done) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_SQLITE_SQLITE_STORE_H_

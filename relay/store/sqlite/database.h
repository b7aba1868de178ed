// A thin, throwing layer over the SQLite C interface.
#ifndef SHOPBELL_RELAY_STORE_SQLITE_DATABASE_H_
#define SHOPBELL_RELAY_STORE_SQLITE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace shopbell::relay {

/// A constraint was broken: a bug of the caller, harmless to the rest of its group.
class ConstraintError : public StoreError {
 public:
  using StoreError::StoreError;
};

/// One run of a prepared statement; binds in order, steps, resets when it goes out of scope.
class Query {
 public:
  Query(sqlite3* db, sqlite3_stmt* statement) : db_(db), statement_(statement) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  Query& Text(std::string_view value);
  Query& Blob(std::string_view value);
  Query& Int(std::int64_t value);
  Query& Real(double value);
  Query& Null();
  Query& OptText(const std::optional<std::string>& value);
  Query& OptInt(const std::optional<std::int64_t>& value);
  Query& OptReal(const std::optional<double>& value);

  /// @return whether there is a row. Throws StoreError.
  bool Step();
  /// Runs to the end. Throws StoreError.
  void Run();

  [[nodiscard]] std::string GetText(int column) const;
  [[nodiscard]] std::int64_t GetInt(int column) const;
  [[nodiscard]] bool IsNull(int column) const;
  [[nodiscard]] std::optional<std::string> GetOptText(int column) const;
  [[nodiscard]] std::optional<std::int64_t> GetOptInt(int column) const;
  [[nodiscard]] std::optional<double> GetOptReal(int column) const;

 private:
  void Check(int code) const;

  sqlite3* db_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

/// One connection. Not thread-safe: one thread at a time.
class Database {
 public:
  /// Opens, and creates unless `read_only`. WAL, synchronous FULL, foreign keys on. Throws StoreError.
  Database(const std::string& path, bool read_only);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// Runs SQL without results. Throws StoreError.
  void Execute(const char* sql);
  /// A cached prepared statement; one run at a time for each text, which must be a literal.
  Query Prepare(std::string_view sql);
  [[nodiscard]] std::int64_t Changes() const;
  /// False after SQLite has rolled back by itself, as it does when the disk is full.
  [[nodiscard]] bool InTransaction() const;
  [[nodiscard]] std::string Path() const { return path_; }

 private:
  std::string path_;
  sqlite3* db_ = nullptr;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_SQLITE_DATABASE_H_

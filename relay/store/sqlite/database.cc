#include "store/sqlite/database.h"

#include <sqlite3.h>

namespace shopbell::relay {
namespace {

[[noreturn]] void Throw(sqlite3* db, int code) {
  const std::string words = std::string("sqlite: ") + sqlite3_errstr(code) + ": " + sqlite3_errmsg(db);
  if ((code & 0xff) == SQLITE_CONSTRAINT) throw ConstraintError(words);
  throw StoreError(words);
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::Check(int code) const {
  if (code != SQLITE_OK) Throw(db_, code);
}

Query& Query::Text(std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  Check(sqlite3_bind_text64(statement_, ++bound_, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Query& Query::Blob(std::string_view value) {
  Check(sqlite3_bind_blob64(statement_, ++bound_, value.data(), value.size(), SQLITE_TRANSIENT));
  return *this;
}

Query& Query::Int(std::int64_t value) {
  Check(sqlite3_bind_int64(statement_, ++bound_, value));
  return *this;
}

Query& Query::Real(double value) {
  Check(sqlite3_bind_double(statement_, ++bound_, value));
  return *this;
}

Query& Query::Null() {
  Check(sqlite3_bind_null(statement_, ++bound_));
  return *this;
}

Query& Query::OptText(const std::optional<std::string>& value) { return value ? Text(*value) : Null(); }
Query& Query::OptInt(const std::optional<std::int64_t>& value) { return value ? Int(*value) : Null(); }
Query& Query::OptReal(const std::optional<double>& value) { return value ? Real(*value) : Null(); }

bool Query::Step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Throw(db_, sqlite3_extended_errcode(db_));
}

void Query::Run() {
  while (Step()) {
  }
}

std::string Query::GetText(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return data == nullptr
             ? std::string()
             : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

std::int64_t Query::GetInt(int column) const { return sqlite3_column_int64(statement_, column); }
bool Query::IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::optional<std::string> Query::GetOptText(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(GetText(column));
}
std::optional<std::int64_t> Query::GetOptInt(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(GetInt(column));
}
std::optional<double> Query::GetOptReal(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(sqlite3_column_double(statement_, column));
}

Database::Database(const std::string& path, bool read_only) : path_(path) {
  const int flags =
      SQLITE_OPEN_NOMUTEX | (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const int code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr);
  if (code != SQLITE_OK) {
    const std::string words = path + ": " + sqlite3_errmsg(db_);
    sqlite3_close(db_);
    throw StoreError(words);
  }
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, 5000);
  Execute("PRAGMA foreign_keys=ON");
  if (read_only) return;
  Execute("PRAGMA journal_mode=WAL");
  Execute("PRAGMA synchronous=FULL");
  // Erased texts must not linger in free pages.
  Execute("PRAGMA secure_delete=ON");
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

void Database::Execute(const char* sql) {
  const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) Throw(db_, code);
}

Query Database::Prepare(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) Throw(db_, code);
    found = statements_.emplace(sql, statement).first;
  }
  return Query(db_, found->second);
}

std::int64_t Database::Changes() const { return sqlite3_changes64(db_); }
bool Database::InTransaction() const { return sqlite3_get_autocommit(db_) == 0; }

}  // namespace shopbell::relay

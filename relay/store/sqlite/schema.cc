#include "store/sqlite/schema.h"

#include <string>

namespace shopbell::relay {
namespace {

// shop_id is part of every key, so that shops can be parted or merged without renumbering.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE shops (
  shop_id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  hours TEXT NOT NULL,
  utc_offset_min INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE shop_origins (
  shop_id TEXT NOT NULL REFERENCES shops ON DELETE CASCADE,
  origin TEXT NOT NULL,
  PRIMARY KEY (shop_id, origin)
) WITHOUT ROWID;
CREATE INDEX shop_origins_by_origin ON shop_origins (origin);

CREATE TABLE agents (
  shop_id TEXT NOT NULL REFERENCES shops,
  agent_id INTEGER NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (shop_id, agent_id),
  UNIQUE (shop_id, email)
) WITHOUT ROWID;

CREATE TABLE sessions (
  shop_id TEXT NOT NULL,
  token_hash BLOB NOT NULL,
  agent_id INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, token_hash),
  UNIQUE (token_hash),
  FOREIGN KEY (shop_id, agent_id) REFERENCES agents ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX sessions_by_agent ON sessions (shop_id, agent_id);

CREATE TABLE conversations (
  shop_id TEXT NOT NULL REFERENCES shops,
  conversation_id TEXT NOT NULL,
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
  epoch TEXT NOT NULL,
  head INTEGER NOT NULL,
  owner TEXT NOT NULL CHECK (owner IN ('bot', 'queue', 'agent', 'closed')),
  agent_id INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  waiting_since INTEGER,
  last_from TEXT,
  last_text TEXT,
  mood TEXT,
  email TEXT,
  PRIMARY KEY (shop_id, conversation_id),
  FOREIGN KEY (shop_id, agent_id) REFERENCES agents,
  CHECK ((owner = 'agent') = (agent_id IS NOT NULL))
) WITHOUT ROWID;
CREATE INDEX conversations_by_update ON conversations (shop_id, updated_at);

CREATE TABLE events (
  shop_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'owner', 'contact')),
  message_id TEXT,
  speaker TEXT,
  text TEXT,
  entry TEXT,
  mood TEXT,
  client_at INTEGER,
  agent_id INTEGER,
  agent_name TEXT,
  owner_from TEXT,
  owner_to TEXT,
  reason TEXT,
  confidence REAL,
  email TEXT,
  PRIMARY KEY (shop_id, conversation_id, seq),
  FOREIGN KEY (shop_id, conversation_id) REFERENCES conversations
) WITHOUT ROWID;

CREATE TABLE commands (
  shop_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  command_id TEXT NOT NULL,
  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
  seq INTEGER NOT NULL,
  PRIMARY KEY (shop_id, conversation_id, sender, command_id),
  FOREIGN KEY (shop_id, conversation_id) REFERENCES conversations
) WITHOUT ROWID;

CREATE TABLE audit (
  shop_id TEXT NOT NULL REFERENCES shops,
  audit_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  agent_id INTEGER,
  conversation_id TEXT,
  address TEXT,
  PRIMARY KEY (shop_id, audit_id)
) WITHOUT ROWID;
)sql";

int UserVersion(Database& db) {
  auto query = db.Prepare("PRAGMA user_version");
  query.Step();
  return static_cast<int>(query.GetInt(0));
}

}  // namespace

void PrepareSchema(Database& db) {
  if (UserVersion(db) == kSchemaVersion) return;
  // IMMEDIATE: of two relays that start at once, one makes the tables and the other finds them made.
  db.Execute("BEGIN IMMEDIATE");
  try {
    const int version = UserVersion(db);
    if (version > kSchemaVersion) {
      throw StoreError(db.Path() + ": schema version " + std::to_string(version) + " is newer than " +
                       std::to_string(kSchemaVersion) + ", the newest this relay knows; upgrade the relay");
    }
    if (version == 0) db.Execute(kVersion1);
    db.Execute(("PRAGMA user_version=" + std::to_string(kSchemaVersion)).c_str());
    db.Execute("COMMIT");
  } catch (...) {
    if (db.InTransaction()) db.Execute("ROLLBACK");
    throw;
  }
}

}  // namespace shopbell::relay

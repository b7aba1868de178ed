// The tables of the SQLite store and their version.
#ifndef SHOPBELL_RELAY_STORE_SQLITE_SCHEMA_H_
#define SHOPBELL_RELAY_STORE_SQLITE_SCHEMA_H_

#include "store/sqlite/database.h"

namespace shopbell::relay {

/// Kept in user_version.
inline constexpr int kSchemaVersion = 1;

/// Makes the tables in an empty database, or brings an older one up to date. Throws StoreError, also where
/// the database was written by a newer relay.
void PrepareSchema(Database& db);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_SQLITE_SCHEMA_H_

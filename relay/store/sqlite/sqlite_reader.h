// The reads of the store, on one connection.
#ifndef SHOPBELL_RELAY_STORE_SQLITE_SQLITE_READER_H_
#define SHOPBELL_RELAY_STORE_SQLITE_SQLITE_READER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/database.h"
#include "store/store.h"

namespace shopbell::relay {

/// `Base` is Reader, or Transaction for the writer, which reads what it has just written.
template <typename Base>
class SqliteReads : public Base {
 public:
  explicit SqliteReads(Database& db) : db_(db) {}

  std::optional<Conversation> FindConversation(const ConversationKey& key) override;
  std::vector<Event> Events(const ConversationKey& key, std::int64_t after, std::size_t max_events,
                            std::size_t max_bytes) override;
  std::vector<Conversation> LatestConversations(const std::string& shop, std::size_t limit) override;
  std::vector<Head> Heads(const std::vector<ConversationKey>& keys) override;
  std::optional<StoredCommand> FindCommand(const ConversationKey& key, std::string_view sender,
                                           std::string_view id) override;
  std::optional<Shop> FindShop(const std::string& id) override;
  std::vector<Shop> Shops() override;
  bool IsKnownOrigin(const std::string& origin) override;
  std::optional<Agent> FindAgent(const std::string& shop, const std::string& email) override;
  std::vector<Agent> Agents(const std::string& shop) override;
  std::optional<Agent> FindSession(const std::string& token_hash, std::int64_t now) override;
  std::vector<AuditEntry> Audit(const std::string& shop) override;

 protected:
  Database& db_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_SQLITE_SQLITE_READER_H_

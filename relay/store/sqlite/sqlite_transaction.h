// The writes of the store, inside the writer's open transaction.
#ifndef SHOPBELL_RELAY_STORE_SQLITE_SQLITE_TRANSACTION_H_
#define SHOPBELL_RELAY_STORE_SQLITE_SQLITE_TRANSACTION_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "store/sqlite/sqlite_reader.h"

namespace shopbell::relay {

class SqliteTransaction final : public SqliteReads<Transaction> {
 public:
  explicit SqliteTransaction(Database& db) : SqliteReads(db) {}

  void CreateConversation(const Conversation& conversation) override;
  std::int64_t Append(const ConversationKey& key, const Event& event) override;
  bool ChangeOwner(const ConversationKey& key, Owner from, std::optional<std::int64_t> from_agent, Owner to,
                   std::optional<AgentRef> agent, std::int64_t now) override;
  void RememberCommand(const ConversationKey& key, std::string_view sender, std::string_view id,
                       const StoredCommand& command) override;
  void EraseConversation(const ConversationKey& key, const std::string& new_epoch, std::int64_t now) override;
  std::size_t RenewEpochs(const std::function<std::string()>& next) override;
  bool PutShop(const Shop& shop) override;
  std::pair<std::int64_t, bool> PutAgent(const Agent& agent) override;
  void AddSession(const std::string& shop, std::int64_t agent_id, const std::string& token_hash,
                  std::int64_t expires_at) override;
  void EndSession(const std::string& token_hash) override;
  void RemoveExpiredSessions(std::int64_t now) override;
  void AppendAudit(const AuditEntry& entry) override;

  /// Whether texts were removed since the last call; the writer then empties the log that still holds them.
  [[nodiscard]] bool TakeErased() { return std::exchange(erased_, false); }

 private:
  void InsertMessage(const ConversationKey& key, const Event& event, const MessageEvent& message);
  void InsertOwner(const ConversationKey& key, const Event& event, const OwnerEvent& owner);
  void InsertContact(const ConversationKey& key, const Event& event, const ContactEvent& contact);

  bool erased_ = false;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_SQLITE_SQLITE_TRANSACTION_H_

// What the relay asks of a database. Implementations: store/sqlite.
#ifndef SHOPBELL_RELAY_STORE_STORE_H_
#define SHOPBELL_RELAY_STORE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "values/values.h"

namespace shopbell::relay {

/// The database could not do it (disk full, I/O error, locked for too long); words for the operator.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown by a job that has decided to change nothing after all: undoes the job, and is nobody's fault.
class JobRefused : public std::exception {};

/// What a conversation keeps of a command, to answer its repeat.
struct StoredCommand {
  /// SHA-256 of the body, 32 raw bytes.
  std::string body_hash;
  std::int64_t seq = 0;
};

struct Head {
  ConversationKey key;
  std::string epoch;
  std::int64_t head = 0;
};

/// Reads of one consistent snapshot; valid only inside the call that hands it out. Every read throws
/// StoreError.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual std::optional<Conversation> FindConversation(const ConversationKey& key) = 0;
  /// Events after `after`, in order, at most `max_events` and about `max_bytes` of text (one at least).
  virtual std::vector<Event> Events(const ConversationKey& key, std::int64_t after, std::size_t max_events,
                                    std::size_t max_bytes) = 0;
  /// The latest changed first.
  virtual std::vector<Conversation> LatestConversations(const std::string& shop, std::size_t limit) = 0;
  /// Those of `keys` that exist.
  virtual std::vector<Head> Heads(const std::vector<ConversationKey>& keys) = 0;
  virtual std::optional<StoredCommand> FindCommand(const ConversationKey& key, std::string_view sender,
                                                   std::string_view id) = 0;
  virtual std::optional<Shop> FindShop(const std::string& id) = 0;
  virtual std::vector<Shop> Shops() = 0;
  /// Whether any shop allows this origin.
  virtual bool IsKnownOrigin(const std::string& origin) = 0;
  virtual std::optional<Agent> FindAgent(const std::string& shop, const std::string& email) = 0;
  virtual std::vector<Agent> Agents(const std::string& shop) = 0;
  /// The agent whose session has this token hash and has not expired at `now`.
  virtual std::optional<Agent> FindSession(const std::string& token_hash, std::int64_t now) = 0;
  virtual std::vector<AuditEntry> Audit(const std::string& shop) = 0;
};

/// Reads and writes that become durable together or not at all.
class Transaction : public Reader {
 public:
  /// Inserts a row with head 0 and owner bot. The shop must exist.
  virtual void CreateConversation(const Conversation& conversation) = 0;
  /// Gives the event the next sequence number, stores it, and keeps the row's head, last, mood and e-mail in
  /// step.
  /// @return the sequence number.
  virtual std::int64_t Append(const ConversationKey& key, const Event& event) = 0;
  /// Compare-and-set of the owner, the other half of an owner event appended in the same transaction.
  /// @return false, and nothing changed, where the owner (or the agent who holds it) is not `from` any more.
  virtual bool ChangeOwner(const ConversationKey& key, Owner from, std::optional<std::int64_t> from_agent,
                           Owner to, std::optional<AgentRef> agent, std::int64_t now) = 0;
  virtual void RememberCommand(const ConversationKey& key, std::string_view sender, std::string_view id,
                               const StoredCommand& command) = 0;
  /// Removes events, commands and contacts; the row stays, owner unchanged, with head 0 and the new epoch.
  virtual void EraseConversation(const ConversationKey& key, const std::string& new_epoch,
                                 std::int64_t now) = 0;
  /// Gives every conversation an epoch made by `next`, after a restore. @return how many.
  virtual std::size_t RenewEpochs(const std::function<std::string()>& next) = 0;

  /// @return true where the shop is new, false where it was updated.
  virtual bool PutShop(const Shop& shop) = 0;
  /// Adds the agent, or updates name and password of the same e-mail and ends that agent's sessions.
  /// @return the agent's id, and whether it is new.
  virtual std::pair<std::int64_t, bool> PutAgent(const Agent& agent) = 0;
  virtual void AddSession(const std::string& shop, std::int64_t agent_id, const std::string& token_hash,
                          std::int64_t expires_at) = 0;
  virtual void EndSession(const std::string& token_hash) = 0;
  virtual void RemoveExpiredSessions(std::int64_t now) = 0;
  virtual void AppendAudit(const AuditEntry& entry) = 0;
};

/// A durable store. Thread-safe.
class Store {
 public:
  virtual ~Store() = default;

  /// Queues a job for the writer, which runs jobs in order and commits many at once. A job may run again from
  /// the start after a conflict, so it must set its results, not add to them.
  /// @param job  runs on the writer's thread; what it throws undoes this job alone, an I/O failure the whole
  /// group.
  /// @param done called exactly once, on the writer's thread: true after the COMMIT is on disk, else nothing
  /// is kept.
  virtual void Write(std::function<void(Transaction&)> job, std::function<void(bool durable)> done) = 0;

  /// Queues a read on the reader's own connection.
  /// @param done called exactly once, on the reader's thread; false where the job threw.
  virtual void Read(std::function<void(Reader&)> job, std::function<void(bool ok)> done) = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_STORE_H_

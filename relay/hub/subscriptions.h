// Who follows which conversation, and bringing each of them up to its head.
#ifndef SHOPBELL_RELAY_HUB_SUBSCRIPTIONS_H_
#define SHOPBELL_RELAY_HUB_SUBSCRIPTIONS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "bus/bus.h"
#include "hub/executor.h"
#include "hub/port.h"
#include "store/store.h"

namespace shopbell::relay {

struct OpenRequest {
  ConversationKey key;
  /// SHA-256 of a visitor's secret; nothing for an agent.
  std::optional<std::string> secret_hash;
  std::optional<std::string> epoch;
  std::int64_t cursor = 0;
};

/// Delivers each event of a conversation once and in order to each subscriber: what is published goes out at
/// once where it is next, else the store is read from the subscriber's cursor, a page at a time, as the
/// socket drains. On the hub's thread.
class Subscriptions {
 public:
  /// @param on_visitors told when a conversation's first visitor comes or its last leaves.
  Subscriptions(Store& store, Executor& executor, std::function<void(const ConversationKey&)> on_visitors);

  /// Replaces the port's earlier subscription to the same conversation.
  void Open(const std::shared_ptr<Port>& port, OpenRequest request);
  /// Reads again from `cursor`; nothing where the port has no such subscription.
  void Resume(const Port& port, const ConversationKey& key, std::int64_t cursor);
  void Close(const Port& port, const ConversationKey& key);
  void CloseAll(const Port& port);

  void OnPublished(const Publication& publication);
  /// Compares every followed conversation with the store, so that an event whose publication was lost is
  /// found.
  void Recheck();
  void SendHeartbeats(const Port& port);
  void ForEachVisitor(const ConversationKey& key, const std::function<void(Port&)>& tell) const;

  [[nodiscard]] bool HasVisitor(const ConversationKey& key) const;
  [[nodiscard]] bool Follows(const Port& port, const ConversationKey& key) const;
  /// The row as last read or published; null where nobody follows it or it does not exist.
  [[nodiscard]] const Conversation* Row(const ConversationKey& key) const;

 private:
  struct Subscription;
  struct Page;
  struct Live {
    std::optional<Conversation> row;
    std::vector<std::shared_ptr<Subscription>> subscribers;
  };

  void Load(const std::shared_ptr<Subscription>& subscription);
  void OnLoaded(const std::shared_ptr<Subscription>& subscription, bool ok, const Page& page);
  [[nodiscard]] std::optional<CommandError> Refusal(const Subscription& subscription, bool ok,
                                                    const Page& page) const;
  void Announce(Subscription& subscription, const Page& page);
  void DeliverWhenDrained(const std::shared_ptr<Subscription>& subscription, bool ok,
                          const std::shared_ptr<const Page>& page);
  void Tell(const std::shared_ptr<Subscription>& subscription, const Publication& publication);
  void Remove(const std::shared_ptr<Subscription>& subscription);
  [[nodiscard]] std::shared_ptr<Subscription> Find(const Port& port, const ConversationKey& key) const;

  Store& store_;
  Executor& executor_;
  std::function<void(const ConversationKey&)> on_visitors_;
  std::unordered_map<ConversationKey, Live, ConversationKeyHash> live_;
  std::unordered_map<const Port*, std::vector<std::shared_ptr<Subscription>>> by_port_;
  bool rechecking_ = false;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_SUBSCRIPTIONS_H_

// Conversations in memory: who follows them, which agents are there, and the one way into the store.
#ifndef SHOPBELL_RELAY_HUB_HUB_H_
#define SHOPBELL_RELAY_HUB_HUB_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "bus/bus.h"
#include "hub/commands.h"
#include "hub/executor.h"
#include "hub/limits.h"
#include "hub/port.h"
#include "hub/subscriptions.h"
#include "store/fault_points.h"
#include "store/store.h"

namespace shopbell::relay {

struct HubOptions {
  std::int64_t heartbeat_ms = 20'000;
  std::int64_t recheck_ms = 3'000;
  Rate visitor_rate{30, 20};
  /// For all visitors behind one address.
  Rate address_rate{600, 200};
  /// Null in production.
  FaultPoints* faults = nullptr;
};

struct Presence {
  bool agents_online = false;
  /// Nothing where the shop has set no hours.
  std::optional<bool> open;
  std::optional<std::int64_t> reply_by;
  std::optional<double> wait_s;
};

/// Order, always: validated by the caller → stored durably → acknowledged → published. All calls, and all it
/// makes to ports and callbacks, are on the executor's thread. The store's threads report to it: end the
/// store first.
class Hub {
 public:
  Hub(Store& store, Bus& bus, Executor& executor, const Clock& clock, HubOptions options);

  /// Follows a conversation as its visitor: OnOpened or OnRefused, then events.
  void VisitorEnters(const std::shared_ptr<Port>& port, OpenRequest request);
  /// Follows a shop as one of its agents: OnList, then summaries.
  void AgentEnters(const std::shared_ptr<Port>& port, const std::string& shop, const AgentRef& agent);
  void AgentOpens(const std::shared_ptr<Port>& port, OpenRequest request);
  void AgentLeaves(const Port& port, const ConversationKey& key);
  void Resumes(const Port& port, const ConversationKey& key, std::int64_t cursor);
  /// The socket has closed; every port that entered must leave.
  void Leaves(const Port& port);

  using Done = std::function<void(const CommandResult&)>;
  /// @param address the visitor's, for the ceiling that all visitors of one address share.
  void Submit(const ConversationKey& key, const std::string& secret_hash, const std::string& address,
              VisitorCommand command, Done done);
  void Submit(const std::string& shop, const AgentRef& agent, AgentCommand command, Done done);
  /// Tells the visitor, where this agent has the conversation.
  void Typing(const ConversationKey& key, const AgentRef& agent);

  /// @param done `ok` is false where the store cannot be read.
  void FindShop(const std::string& shop, std::function<void(bool ok, std::optional<Shop>)> done);
  /// Whether any shop allows the origin.
  void FindOrigin(const std::string& origin, std::function<void(bool ok, bool known)> done);
  void FindPresence(const std::string& shop,
                    std::function<void(bool ok, std::optional<Shop>, const Presence&)> done);

  /// Heartbeats and rechecks that are due; call about once a second.
  void Tick();

 private:
  struct AgentSocket {
    std::shared_ptr<Port> port;
    AgentRef agent;
    bool listed = false;
    /// Changes that came while the list was being read.
    std::vector<Summary> early;
  };

  using Job = std::function<Outcome(Transaction&)>;
  void Write(std::string shop, Job job, Done done);
  void Finish(const std::string& shop, bool durable, const std::optional<Outcome>& outcome, const Done& done);
  [[nodiscard]] std::optional<CommandError> OverLimit(const std::string& visitor, const std::string& address,
                                                      const VisitorCommand& command);
  void TellAgents(const Conversation& conversation);
  [[nodiscard]] Presence PresenceOf(const Shop& shop) const;
  void NoteWait(const std::string& shop, std::int64_t waited_ms);

  Store& store_;
  Bus& bus_;
  Executor& executor_;
  const Clock& clock_;
  HubOptions options_;
  Subscriptions subscriptions_;
  RateLimiter visitors_limit_;
  RateLimiter addresses_limit_;
  std::unordered_map<std::string, std::vector<std::shared_ptr<AgentSocket>>> agents_;
  /// When each port next gets a heartbeat, on the steady clock.
  std::unordered_map<const Port*, std::pair<std::weak_ptr<Port>, std::int64_t>> heartbeats_;
  /// The latest waits from queue to agent, milliseconds.
  std::unordered_map<std::string, std::deque<std::int64_t>> waits_;
  std::int64_t next_recheck_ms_ = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_HUB_H_

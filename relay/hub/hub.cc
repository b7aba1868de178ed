#include "hub/hub.h"

#include <algorithm>
#include <utility>

#include "hub/hours.h"
#include "hub/secrets.h"

namespace shopbell::relay {
namespace {
constexpr std::size_t kListed = 200;
constexpr std::size_t kWaitsKept = 20;
}  // namespace

Hub::Hub(Store& store, Bus& bus, Executor& executor, const Clock& clock, HubOptions options)
    : store_(store),
      bus_(bus),
      executor_(executor),
      clock_(clock),
      options_(options),
      subscriptions_(store, executor,
                     [this](const ConversationKey& key) {
                       if (const Conversation* row = subscriptions_.Row(key)) TellAgents(*row);
                     }),
      visitors_limit_(options.visitor_rate),
      addresses_limit_(options.address_rate) {
  bus_.Subscribe([this](const std::shared_ptr<const Publication>& publication) {
    subscriptions_.OnPublished(*publication);
    TellAgents(publication->conversation);
  });
}

void Hub::VisitorEnters(const std::shared_ptr<Port>& port, OpenRequest request) {
  heartbeats_[port.get()] = {port, clock_.SteadyMs() + options_.heartbeat_ms};
  subscriptions_.Open(port, std::move(request));
}

void Hub::AgentEnters(const std::shared_ptr<Port>& port, const std::string& shop, const AgentRef& agent) {
  heartbeats_[port.get()] = {port, clock_.SteadyMs() + options_.heartbeat_ms};
  auto socket = std::make_shared<AgentSocket>();
  socket->port = port;
  socket->agent = agent;
  agents_[shop].push_back(socket);
  auto rows = std::make_shared<std::vector<Conversation>>();
  store_.Read([rows, shop](Reader& reader) { *rows = reader.LatestConversations(shop, kListed); },
              [this, rows, socket](bool ok) {
                executor_.Post([this, rows, socket, ok] {
                  if (!ok) {
                    socket->port->OnRefused(
                        {}, {ErrorCode::kStoreUnavailable, "the list cannot be read just now", std::nullopt});
                    return;
                  }
                  std::vector<Summary> summaries;
                  for (Conversation& row : *rows) {
                    const bool online = subscriptions_.HasVisitor(row.key);
                    summaries.push_back({std::move(row), online});
                  }
                  socket->listed = true;
                  socket->port->OnList(summaries);
                  for (const Summary& summary : std::exchange(socket->early, {}))
                    socket->port->OnSummary(summary);
                });
              });
}

void Hub::AgentOpens(const std::shared_ptr<Port>& port, OpenRequest request) {
  subscriptions_.Open(port, std::move(request));
}

void Hub::AgentLeaves(const Port& port, const ConversationKey& key) { subscriptions_.Close(port, key); }

void Hub::Resumes(const Port& port, const ConversationKey& key, std::int64_t cursor) {
  subscriptions_.Resume(port, key, cursor);
}

void Hub::Leaves(const Port& port) {
  heartbeats_.erase(&port);
  subscriptions_.CloseAll(port);
  for (auto& [shop, sockets] : agents_) {
    std::erase_if(sockets, [&](const auto& socket) { return socket->port.get() == &port; });
  }
  std::erase_if(agents_, [](const auto& entry) { return entry.second.empty(); });
}

std::optional<CommandError> Hub::OverLimit(const std::string& visitor, const std::string& address,
                                           const VisitorCommand& command) {
  const std::int64_t now = clock_.SteadyMs();
  std::optional<std::int64_t> wait;
  // Erasing is a right: what the visitor sent before never stands in its way. Yet each is a write.
  if (!std::holds_alternative<Erase>(command.body)) wait = visitors_limit_.Take(visitor, now);
  if (!wait) wait = addresses_limit_.Take(AddressGroup(address), now);
  if (!wait) return std::nullopt;
  return CommandError{ErrorCode::kRateLimited, "too many commands; send this one again later", *wait};
}

void Hub::Submit(const ConversationKey& key, const std::string& secret_hash, const std::string& address,
                 VisitorCommand command, Done done) {
  if (const auto error = OverLimit(key.shop + '/' + key.id, address, command)) {
    done(*error);
    return;
  }
  VisitorContext context{key, secret_hash, clock_.NowMs(), NewEpoch()};
  Write(
      key.shop,
      [context = std::move(context), command = std::move(command)](Transaction& transaction) {
        return ApplyVisitorCommand(transaction, context, command);
      },
      std::move(done));
}

void Hub::Submit(const std::string& shop, const AgentRef& agent, AgentCommand command, Done done) {
  AgentContext context{shop, agent, clock_.NowMs()};
  Write(
      shop,
      [context = std::move(context), command = std::move(command)](Transaction& transaction) {
        return ApplyAgentCommand(transaction, context, command);
      },
      std::move(done));
}

void Hub::Write(std::string shop, Job job, Done done) {
  auto outcome = std::make_shared<std::optional<Outcome>>();
  store_.Write(
      [outcome, job = std::move(job)](Transaction& transaction) {
        outcome->reset();
        *outcome = job(transaction);
        if (std::holds_alternative<CommandError>((*outcome)->result)) throw JobRefused();
      },
      [this, outcome, shop = std::move(shop), done = std::move(done)](bool durable) {
        executor_.Post([this, outcome, shop, durable, done] { Finish(shop, durable, *outcome, done); });
      });
}

void Hub::Finish(const std::string& shop, bool durable, const std::optional<Outcome>& outcome,
                 const Done& done) {
  if (outcome && std::holds_alternative<CommandError>(outcome->result)) {
    done(outcome->result);
    return;
  }
  if (!durable || !outcome) {
    done(CommandError{ErrorCode::kStoreUnavailable, "not stored; send it again", std::nullopt});
    return;
  }
  PassFaultPoint(options_.faults, kBeforeAck);
  done(outcome->result);
  if (outcome->waited_ms) NoteWait(shop, *outcome->waited_ms);
  if (!outcome->publication) return;
  // Later, so that the ack is on the wire first.
  executor_.Post([this, publication = outcome->publication] {
    PassFaultPoint(options_.faults, kBeforePublish);
    bus_.Publish(publication);
  });
}

void Hub::TellAgents(const Conversation& conversation) {
  const auto found = agents_.find(conversation.key.shop);
  if (found == agents_.end()) return;
  const Summary summary{conversation, subscriptions_.HasVisitor(conversation.key)};
  const auto sockets = found->second;
  for (const auto& socket : sockets) {
    if (socket->listed) {
      socket->port->OnSummary(summary);
    } else {
      socket->early.push_back(summary);
    }
  }
}

void Hub::Typing(const ConversationKey& key, const AgentRef& agent) {
  const Conversation* row = subscriptions_.Row(key);
  if (row == nullptr || row->owner != Owner::kAgent || row->agent->id != agent.id) return;
  subscriptions_.ForEachVisitor(key, [&](Port& port) { port.OnTyping(key); });
}

void Hub::NoteWait(const std::string& shop, std::int64_t waited_ms) {
  auto& waits = waits_[shop];
  waits.push_back(std::max<std::int64_t>(0, waited_ms));
  if (waits.size() > kWaitsKept) waits.pop_front();
}

Presence Hub::PresenceOf(const Shop& shop) const {
  Presence presence;
  presence.agents_online = agents_.contains(shop.id);
  const auto hours = ParseHours(shop.hours);
  if (const auto* week = std::get_if<WeekHours>(&hours)) {
    const HoursNow now = ComputeHours(*week, shop.utc_offset_min, clock_.NowMs());
    presence.open = now.open;
    // Someone at work answers within minutes, which wait_s says; else by closing time, or when the shop
    // opens.
    if (!now.open || !presence.agents_online) presence.reply_by = now.changes_at;
  }
  const auto waits = waits_.find(shop.id);
  if (presence.agents_online && waits != waits_.end()) {
    std::vector<std::int64_t> sorted(waits->second.begin(), waits->second.end());
    std::sort(sorted.begin(), sorted.end());
    presence.wait_s = static_cast<double>(sorted[sorted.size() / 2]) / 1000;
  }
  return presence;
}

void Hub::FindShop(const std::string& shop, std::function<void(bool ok, std::optional<Shop>)> done) {
  auto found = std::make_shared<std::optional<Shop>>();
  store_.Read([found, shop](Reader& reader) { *found = reader.FindShop(shop); },
              [this, found, done = std::move(done)](bool ok) {
                executor_.Post([found, done, ok] { done(ok, *found); });
              });
}

void Hub::FindOrigin(const std::string& origin, std::function<void(bool ok, bool known)> done) {
  auto known = std::make_shared<bool>(false);
  store_.Read([known, origin](Reader& reader) { *known = reader.IsKnownOrigin(origin); },
              [this, known, done = std::move(done)](bool ok) {
                executor_.Post([known, done, ok] { done(ok, *known); });
              });
}

void Hub::FindPresence(const std::string& shop,
                       std::function<void(bool ok, std::optional<Shop>, const Presence&)> done) {
  FindShop(shop, [this, done = std::move(done)](bool ok, const std::optional<Shop>& found) {
    done(ok, found, found ? PresenceOf(*found) : Presence{});
  });
}

void Hub::Tick() {
  const std::int64_t now = clock_.SteadyMs();
  std::vector<std::shared_ptr<Port>> due;
  for (auto& [raw, entry] : heartbeats_) {
    if (entry.second > now) continue;
    entry.second = now + options_.heartbeat_ms;
    if (auto port = entry.first.lock()) due.push_back(std::move(port));
  }
  for (const auto& port : due) {
    port->OnHeartbeat(nullptr, 0, std::nullopt);
    subscriptions_.SendHeartbeats(*port);
  }
  if (now >= next_recheck_ms_) {
    next_recheck_ms_ = now + options_.recheck_ms;
    subscriptions_.Recheck();
    visitors_limit_.Forget(now);
    addresses_limit_.Forget(now);
  }
}

}  // namespace shopbell::relay

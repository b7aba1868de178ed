#include "hub/subscriptions.h"

#include <algorithm>
#include <utility>

#include "hub/secrets.h"

namespace shopbell::relay {
namespace {
constexpr std::size_t kPageEvents = 500;
// A quarter of a socket's queue.
constexpr std::size_t kPageBytes = 256 * 1024;
}  // namespace

struct Subscriptions::Subscription {
  std::shared_ptr<Port> port;
  OpenRequest request;
  /// Everything up to here has been handed to the port.
  std::int64_t cursor = 0;
  /// Known to exist; reading goes on until the cursor is here.
  std::int64_t target = 0;
  bool announced = false;
  /// A read or the wait for draining is on its way.
  bool busy = true;
  /// The history was replaced while busy.
  bool stale = false;
  bool gone = false;
};

struct Subscriptions::Page {
  std::optional<Conversation> row;
  bool reset = false;
  std::vector<Event> events;
};

Subscriptions::Subscriptions(Store& store, Executor& executor,
                             std::function<void(const ConversationKey&)> on_visitors)
    : store_(store), executor_(executor), on_visitors_(std::move(on_visitors)) {}

void Subscriptions::Open(const std::shared_ptr<Port>& port, OpenRequest request) {
  Close(*port, request.key);
  auto subscription = std::make_shared<Subscription>();
  subscription->port = port;
  subscription->cursor = request.cursor;
  subscription->request = std::move(request);
  const ConversationKey& key = subscription->request.key;
  const bool first_visitor = subscription->request.secret_hash && !HasVisitor(key);
  live_[key].subscribers.push_back(subscription);
  by_port_[port.get()].push_back(subscription);
  Load(subscription);
  if (first_visitor) on_visitors_(key);
}

void Subscriptions::Resume(const Port& port, const ConversationKey& key, std::int64_t cursor) {
  const auto subscription = Find(port, key);
  if (!subscription || !subscription->announced) return;
  subscription->cursor = std::min(cursor, subscription->cursor);
  if (subscription->busy) return;
  subscription->busy = true;
  Load(subscription);
}

void Subscriptions::Load(const std::shared_ptr<Subscription>& subscription) {
  auto page = std::make_shared<Page>();
  const ConversationKey key = subscription->request.key;
  const auto secret = subscription->request.secret_hash;
  const auto epoch = subscription->request.epoch;
  const std::int64_t cursor = subscription->cursor;
  subscription->stale = false;
  store_.Read(
      [page, key, secret, epoch, cursor](Reader& reader) {
        page->row = reader.FindConversation(key);
        const bool claims_history = epoch.has_value() || cursor > 0;
        if (!page->row) {
          page->reset = claims_history;
          return;
        }
        if (secret && !SameBytes(*secret, page->row->secret_hash)) return;
        page->reset = claims_history && (epoch != page->row->epoch || cursor > page->row->head);
        page->events = reader.Events(key, page->reset ? 0 : cursor, kPageEvents, kPageBytes);
      },
      [this, page, subscription](bool ok) {
        executor_.Post([this, page, subscription, ok] { DeliverWhenDrained(subscription, ok, page); });
      });
}

std::optional<CommandError> Subscriptions::Refusal(const Subscription& subscription, bool ok,
                                                   const Page& page) const {
  if (!ok) {
    return CommandError{ErrorCode::kStoreUnavailable, "the history cannot be read just now; connect again",
                        std::nullopt};
  }
  const auto& secret = subscription.request.secret_hash;
  if (page.row && secret && !SameBytes(*secret, page.row->secret_hash)) {
    return CommandError{ErrorCode::kWrongSecret, "secret: not that of this conversation", std::nullopt};
  }
  if (!page.row && !secret) {
    return CommandError{ErrorCode::kUnknownConversation, "conversation: this shop has no such one",
                        std::nullopt};
  }
  return std::nullopt;
}

void Subscriptions::OnLoaded(const std::shared_ptr<Subscription>& subscription, bool ok, const Page& page) {
  if (subscription->gone) return;
  const ConversationKey key = subscription->request.key;
  if (const auto error = Refusal(*subscription, ok, page)) {
    Remove(subscription);
    subscription->port->OnRefused(key, *error);
    return;
  }
  if (subscription->stale) {
    Load(subscription);
    return;
  }
  Announce(*subscription, page);
  for (const Event& event : page.events) {
    if (event.seq != subscription->cursor + 1) continue;
    subscription->cursor = event.seq;
    subscription->port->OnEvent(key, event);
  }
  if (subscription->gone) return;
  if (subscription->cursor < subscription->target) {
    // The next page; or what was published after this one was read.
    Load(subscription);
  } else {
    subscription->busy = false;
  }
}

void Subscriptions::Announce(Subscription& subscription, const Page& page) {
  Live& live = live_[subscription.request.key];
  if (page.row && (!live.row || live.row->epoch != page.row->epoch || live.row->head <= page.row->head)) {
    live.row = page.row;
  }
  if (page.row) subscription.target = std::max(subscription.target, page.row->head);
  if (page.reset) {
    subscription.cursor = 0;
    subscription.target = page.row ? page.row->head : 0;
  }
  const bool announce = !subscription.announced || page.reset;
  subscription.announced = true;
  subscription.request.epoch = page.row ? std::optional(page.row->epoch) : std::nullopt;
  if (!announce) return;
  Opening opening{subscription.request.key, subscription.request.epoch, 0, Owner::kBot, page.reset};
  if (page.row) {
    opening.head = page.row->head;
    opening.owner = page.row->owner;
  }
  subscription.port->OnOpened(opening);
}

void Subscriptions::DeliverWhenDrained(const std::shared_ptr<Subscription>& subscription, bool ok,
                                       const std::shared_ptr<const Page>& page) {
  if (subscription->gone) return;
  // Many conversations may be opened at once: each page waits for those before it.
  subscription->port->WhenDrained([this, weak = std::weak_ptr(subscription), ok, page] {
    if (const auto still = weak.lock()) OnLoaded(still, ok, *page);
  });
}

void Subscriptions::OnPublished(const Publication& publication) {
  const auto found = live_.find(publication.conversation.key);
  if (found == live_.end()) return;
  found->second.row = publication.conversation;
  // A copy: telling one may close it.
  const auto subscribers = found->second.subscribers;
  for (const auto& subscription : subscribers) {
    if (!subscription->gone) Tell(subscription, publication);
  }
}

void Subscriptions::Tell(const std::shared_ptr<Subscription>& subscription, const Publication& publication) {
  const Conversation& row = publication.conversation;
  const auto& secret = subscription->request.secret_hash;
  if (secret && !SameBytes(*secret, row.secret_hash)) {
    // It had waited under an id that another visitor then made a conversation of.
    Remove(subscription);
    subscription->port->OnRefused(
        row.key, {ErrorCode::kWrongSecret, "secret: not that of this conversation", std::nullopt});
    return;
  }
  if (publication.erased && secret) {
    Remove(subscription);
    subscription->port->OnErased(row.key);
    return;
  }
  const auto& epoch = subscription->request.epoch;
  const bool replaced = epoch ? *epoch != row.epoch : subscription->cursor > 0;
  subscription->target = replaced ? row.head : std::max(subscription->target, row.head);
  if (subscription->busy) {
    subscription->stale = subscription->stale || replaced;
    return;
  }
  if (!replaced) {
    subscription->request.epoch = row.epoch;
    for (const Event& event : publication.events) {
      if (event.seq != subscription->cursor + 1) continue;
      subscription->cursor = event.seq;
      subscription->port->OnEvent(row.key, event);
    }
  }
  if (subscription->gone || (!replaced && subscription->cursor >= row.head)) return;
  subscription->busy = true;
  Load(subscription);
}

void Subscriptions::Recheck() {
  if (rechecking_ || live_.empty()) return;
  rechecking_ = true;
  std::vector<ConversationKey> keys;
  keys.reserve(live_.size());
  for (const auto& [key, live] : live_) keys.push_back(key);
  auto heads = std::make_shared<std::vector<Head>>();
  store_.Read([heads, keys = std::move(keys)](Reader& reader) { *heads = reader.Heads(keys); },
              [this, heads](bool) {
                executor_.Post([this, heads] {
                  rechecking_ = false;
                  for (const Head& head : *heads) {
                    const auto found = live_.find(head.key);
                    if (found == live_.end()) continue;
                    for (const auto& subscription : found->second.subscribers) {
                      const bool current =
                          subscription->request.epoch == head.epoch && subscription->cursor >= head.head;
                      if (subscription->busy || current) continue;
                      subscription->busy = true;
                      Load(subscription);
                    }
                  }
                });
              });
}

void Subscriptions::SendHeartbeats(const Port& port) {
  const auto found = by_port_.find(&port);
  if (found == by_port_.end()) return;
  const auto subscriptions = found->second;
  for (const auto& subscription : subscriptions) {
    if (!subscription->announced || subscription->gone) continue;
    const Conversation* row = Row(subscription->request.key);
    subscription->port->OnHeartbeat(&subscription->request.key, row == nullptr ? 0 : row->head,
                                    row == nullptr ? std::nullopt : std::optional(row->epoch));
  }
}

void Subscriptions::ForEachVisitor(const ConversationKey& key, const std::function<void(Port&)>& tell) const {
  const auto found = live_.find(key);
  if (found == live_.end()) return;
  const auto subscribers = found->second.subscribers;
  for (const auto& subscription : subscribers) {
    if (subscription->request.secret_hash && subscription->announced) tell(*subscription->port);
  }
}

bool Subscriptions::HasVisitor(const ConversationKey& key) const {
  const auto found = live_.find(key);
  return found != live_.end() &&
         std::any_of(found->second.subscribers.begin(), found->second.subscribers.end(),
                     [](const auto& one) { return one->request.secret_hash.has_value(); });
}

bool Subscriptions::Follows(const Port& port, const ConversationKey& key) const {
  return Find(port, key) != nullptr;
}

const Conversation* Subscriptions::Row(const ConversationKey& key) const {
  const auto found = live_.find(key);
  return found == live_.end() || !found->second.row ? nullptr : &*found->second.row;
}

std::shared_ptr<Subscriptions::Subscription> Subscriptions::Find(const Port& port,
                                                                 const ConversationKey& key) const {
  const auto found = by_port_.find(&port);
  if (found == by_port_.end()) return nullptr;
  for (const auto& subscription : found->second) {
    if (subscription->request.key == key) return subscription;
  }
  return nullptr;
}

void Subscriptions::Close(const Port& port, const ConversationKey& key) {
  if (const auto subscription = Find(port, key)) Remove(subscription);
}

void Subscriptions::CloseAll(const Port& port) {
  const auto found = by_port_.find(&port);
  if (found == by_port_.end()) return;
  const auto subscriptions = found->second;
  for (const auto& subscription : subscriptions) Remove(subscription);
}

void Subscriptions::Remove(const std::shared_ptr<Subscription>& subscription) {
  subscription->gone = true;
  const ConversationKey key = subscription->request.key;
  const auto of_port = by_port_.find(subscription->port.get());
  if (of_port != by_port_.end()) {
    std::erase(of_port->second, subscription);
    if (of_port->second.empty()) by_port_.erase(of_port);
  }
  const auto live = live_.find(key);
  if (live == live_.end()) return;
  std::erase(live->second.subscribers, subscription);
  // Told while the row is still known.
  if (subscription->request.secret_hash && !HasVisitor(key)) on_visitors_(key);
  if (live->second.subscribers.empty()) live_.erase(key);
}

}  // namespace shopbell::relay

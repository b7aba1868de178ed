#include "store/sqlite/sqlite_reader.h"

#include "store/sqlite/columns.h"

namespace shopbell::relay {
namespace {

Conversation ReadConversation(const Query& row) {
  Conversation conversation;
  conversation.key = {row.GetText(0), row.GetText(1)};
  conversation.secret_hash = row.GetText(2);
  conversation.epoch = row.GetText(3);
  conversation.head = row.GetInt(4);
  conversation.owner = OwnerFromText(row.GetText(5));
  if (!row.IsNull(6)) conversation.agent = AgentRef{row.GetInt(6), row.GetText(7)};
  conversation.created_at = row.GetInt(8);
  conversation.updated_at = row.GetInt(9);
  conversation.waiting_since = row.GetOptInt(10);
  if (!row.IsNull(11)) conversation.last = LastMessage{SpeakerFromText(row.GetText(11)), row.GetText(12)};
  conversation.mood = MoodFromText(row.GetOptText(13));
  conversation.email = row.GetOptText(14);
  return conversation;
}

Agent ReadAgent(const Query& row) {
  return Agent{row.GetInt(1), row.GetText(0), row.GetText(2), row.GetText(3), row.GetText(4), row.GetText(5)};
}

Shop ReadShop(const Query& row) {
  Shop shop;
  shop.id = row.GetText(0);
  shop.name = row.GetText(1);
  shop.hours = row.GetText(2);
  shop.utc_offset_min = static_cast<int>(row.GetInt(3));
  return shop;
}

void ReadOrigins(Database& db, Shop& shop) {
  auto query = db.Prepare("SELECT origin FROM shop_origins WHERE shop_id = ? ORDER BY origin");
  query.Text(shop.id);
  while (query.Step()) shop.origins.push_back(query.GetText(0));
}

/// As a JSON string: control characters become six bytes, quotes and backslashes two.
std::size_t JsonBytes(std::string_view text) {
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  std::size_t bytes = text.size();
  for (const char c : text) {
    if (kShort.find(c) != std::string_view::npos) {
      bytes += 1;
    } else if (static_cast<unsigned char>(c) < ' ') {
      bytes += 5;
    }
  }
  return bytes;
}

std::size_t JsonBytes(const std::optional<Mood>& mood) {
  constexpr std::size_t kChances = 300;
  return mood ? kChances + JsonBytes(mood->label) : 0;
}

/// What the event takes on the wire, about; never far below.
std::size_t SizeBytes(const Event& event) {
  constexpr std::size_t kFrame = 300;
  if (const auto* message = std::get_if<MessageEvent>(&event.body)) {
    return kFrame + message->id.size() + JsonBytes(message->text) + JsonBytes(message->mood) +
           JsonBytes(message->entry.value_or("")) + JsonBytes(message->agent ? message->agent->name : "");
  }
  if (const auto* owner = std::get_if<OwnerEvent>(&event.body)) {
    return kFrame + JsonBytes(owner->reason) + JsonBytes(owner->mood) +
           JsonBytes(owner->agent ? owner->agent->name : "");
  }
  return kFrame + JsonBytes(std::get<ContactEvent>(event.body).email);
}

}  // namespace

template <typename Base>
std::optional<Conversation> SqliteReads<Base>::FindConversation(const ConversationKey& key) {
  auto query = db_.Prepare(
      "SELECT c.shop_id, conversation_id, secret_hash, epoch, head, owner, c.agent_id, a.name, created_at, "
      "updated_at, "
      "waiting_since, last_from, last_text, mood, c.email FROM conversations c LEFT JOIN agents a "
      "ON a.shop_id = c.shop_id AND a.agent_id = c.agent_id WHERE c.shop_id = ? AND conversation_id = ?");
  query.Text(key.shop).Text(key.id);
  if (!query.Step()) return std::nullopt;
  return ReadConversation(query);
}

template <typename Base>
std::vector<Conversation> SqliteReads<Base>::LatestConversations(const std::string& shop, std::size_t limit) {
  auto query = db_.Prepare(
      "SELECT c.shop_id, conversation_id, secret_hash, epoch, head, owner, c.agent_id, a.name, created_at, "
      "updated_at, "
      "waiting_since, last_from, last_text, mood, c.email FROM conversations c LEFT JOIN agents a "
      "ON a.shop_id = c.shop_id AND a.agent_id = c.agent_id WHERE c.shop_id = ? "
      "ORDER BY updated_at DESC, conversation_id LIMIT ?");
  query.Text(shop).Int(static_cast<std::int64_t>(limit));
  std::vector<Conversation> conversations;
  while (query.Step()) conversations.push_back(ReadConversation(query));
  return conversations;
}

template <typename Base>
std::vector<Event> SqliteReads<Base>::Events(const ConversationKey& key, std::int64_t after,
                                             std::size_t max_events, std::size_t max_bytes) {
  static const std::string sql =
      "SELECT " + std::string(kEventColumns) +
      " FROM events WHERE shop_id = ? AND conversation_id = ? AND seq > ? ORDER BY seq";
  auto query = db_.Prepare(sql);
  query.Text(key.shop).Text(key.id).Int(after);
  std::vector<Event> events;
  std::size_t bytes = 0;
  while (events.size() < max_events && (events.empty() || bytes < max_bytes) && query.Step()) {
    events.push_back(ReadEvent(query));
    bytes += SizeBytes(events.back());
  }
  return events;
}

template <typename Base>
std::vector<Head> SqliteReads<Base>::Heads(const std::vector<ConversationKey>& keys) {
  std::vector<Head> heads;
  for (const ConversationKey& key : keys) {
    auto query =
        db_.Prepare("SELECT epoch, head FROM conversations WHERE shop_id = ? AND conversation_id = ?");
    query.Text(key.shop).Text(key.id);
    if (query.Step()) heads.push_back({key, query.GetText(0), query.GetInt(1)});
  }
  return heads;
}

template <typename Base>
std::optional<StoredCommand> SqliteReads<Base>::FindCommand(const ConversationKey& key,
                                                            std::string_view sender, std::string_view id) {
  auto query = db_.Prepare(
      "SELECT body_hash, seq FROM commands WHERE shop_id = ? AND conversation_id = ? AND sender = ? AND "
      "command_id = ?");
  query.Text(key.shop).Text(key.id).Text(sender).Text(id);
  if (!query.Step()) return std::nullopt;
  return StoredCommand{query.GetText(0), query.GetInt(1)};
}

template <typename Base>
std::optional<Shop> SqliteReads<Base>::FindShop(const std::string& id) {
  auto query = db_.Prepare("SELECT shop_id, name, hours, utc_offset_min FROM shops WHERE shop_id = ?");
  query.Text(id);
  if (!query.Step()) return std::nullopt;
  Shop shop = ReadShop(query);
  ReadOrigins(db_, shop);
  return shop;
}

template <typename Base>
std::vector<Shop> SqliteReads<Base>::Shops() {
  std::vector<Shop> shops;
  auto query = db_.Prepare("SELECT shop_id, name, hours, utc_offset_min FROM shops ORDER BY shop_id");
  while (query.Step()) shops.push_back(ReadShop(query));
  for (Shop& shop : shops) ReadOrigins(db_, shop);
  return shops;
}

template <typename Base>
bool SqliteReads<Base>::IsKnownOrigin(const std::string& origin) {
  auto query = db_.Prepare("SELECT 1 FROM shop_origins WHERE origin = ? LIMIT 1");
  query.Text(origin);
  return query.Step();
}

template <typename Base>
std::optional<Agent> SqliteReads<Base>::FindAgent(const std::string& shop, const std::string& email) {
  auto query = db_.Prepare(
      "SELECT shop_id, agent_id, email, name, role, password_hash FROM agents WHERE shop_id = ? AND email = "
      "?");
  query.Text(shop).Text(email);
  if (!query.Step()) return std::nullopt;
  return ReadAgent(query);
}

template <typename Base>
std::vector<Agent> SqliteReads<Base>::Agents(const std::string& shop) {
  auto query = db_.Prepare(
      "SELECT shop_id, agent_id, email, name, role, password_hash FROM agents WHERE shop_id = ? ORDER BY "
      "agent_id");
  query.Text(shop);
  std::vector<Agent> agents;
  while (query.Step()) agents.push_back(ReadAgent(query));
  return agents;
}

template <typename Base>
std::optional<Agent> SqliteReads<Base>::FindSession(const std::string& token_hash, std::int64_t now) {
  auto query = db_.Prepare(
      "SELECT a.shop_id, a.agent_id, email, name, role, password_hash FROM sessions s JOIN agents a "
      "ON a.shop_id = s.shop_id AND a.agent_id = s.agent_id WHERE token_hash = ? AND expires_at > ?");
  query.Blob(token_hash).Int(now);
  if (!query.Step()) return std::nullopt;
  return ReadAgent(query);
}

template <typename Base>
std::vector<AuditEntry> SqliteReads<Base>::Audit(const std::string& shop) {
  auto query = db_.Prepare(
      "SELECT shop_id, at, what, agent_id, conversation_id, address FROM audit WHERE shop_id = ? ORDER BY "
      "audit_id");
  query.Text(shop);
  std::vector<AuditEntry> entries;
  while (query.Step()) {
    entries.push_back({query.GetText(0), query.GetInt(1), query.GetText(2), query.GetOptInt(3),
                       query.GetOptText(4), query.GetOptText(5)});
  }
  return entries;
}

template class SqliteReads<Reader>;
template class SqliteReads<Transaction>;

}  // namespace shopbell::relay

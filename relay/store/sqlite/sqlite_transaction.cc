#include "store/sqlite/sqlite_transaction.h"

#include <vector>

#include "store/sqlite/columns.h"
#include "values/names.h"

namespace shopbell::relay {

void SqliteTransaction::CreateConversation(const Conversation& conversation) {
  db_.Prepare(
         "INSERT INTO conversations (shop_id, conversation_id, secret_hash, epoch, head, owner, created_at, "
         "updated_at) "
         "VALUES (?, ?, ?, ?, 0, 'bot', ?, ?)")
      .Text(conversation.key.shop)
      .Text(conversation.key.id)
      .Blob(conversation.secret_hash)
      .Text(conversation.epoch)
      .Int(conversation.created_at)
      .Int(conversation.created_at)
      .Run();
}

std::int64_t SqliteTransaction::Append(const ConversationKey& key, const Event& event) {
  Event numbered = event;
  {
    auto query = db_.Prepare(
        "UPDATE conversations SET head = head + 1, updated_at = ? WHERE shop_id = ? AND conversation_id = ? "
        "RETURNING head");
    query.Int(event.at).Text(key.shop).Text(key.id);
    if (!query.Step()) throw ConstraintError("no such conversation");
    numbered.seq = query.GetInt(0);
    while (query.Step()) {
    }
  }
  if (const auto* message = std::get_if<MessageEvent>(&event.body)) {
    InsertMessage(key, numbered, *message);
  } else if (const auto* owner = std::get_if<OwnerEvent>(&event.body)) {
    InsertOwner(key, numbered, *owner);
  } else if (const auto* contact = std::get_if<ContactEvent>(&event.body)) {
    InsertContact(key, numbered, *contact);
  }
  return numbered.seq;
}

void SqliteTransaction::InsertMessage(const ConversationKey& key, const Event& event,
                                      const MessageEvent& message) {
  const auto mood = MoodText(message.mood);
  db_.Prepare(
         "INSERT INTO events (shop_id, conversation_id, seq, at, kind, message_id, speaker, text, entry, "
         "mood, "
         "client_at, agent_id, agent_name) VALUES (?, ?, ?, ?, 'message', ?, ?, ?, ?, ?, ?, ?, ?)")
      .Text(key.shop)
      .Text(key.id)
      .Int(event.seq)
      .Int(event.at)
      .Text(message.id)
      .Text(Name(message.from))
      .Text(message.text)
      .OptText(message.entry)
      .OptText(mood)
      .Int(message.client_at)
      .OptInt(message.agent ? std::optional(message.agent->id) : std::nullopt)
      .OptText(message.agent ? std::optional(message.agent->name) : std::nullopt)
      .Run();
  constexpr std::size_t kLastTextPoints = 200;
  db_.Prepare(
         "UPDATE conversations SET last_from = ?, last_text = ?, mood = coalesce(?, mood) "
         "WHERE shop_id = ? AND conversation_id = ?")
      .Text(Name(message.from))
      .Text(Shortened(message.text, kLastTextPoints))
      .OptText(mood)
      .Text(key.shop)
      .Text(key.id)
      .Run();
}

void SqliteTransaction::InsertOwner(const ConversationKey& key, const Event& event, const OwnerEvent& owner) {
  const auto mood = MoodText(owner.mood);
  db_.Prepare(
         "INSERT INTO events (shop_id, conversation_id, seq, at, kind, mood, agent_id, agent_name, "
         "owner_from, "
         "owner_to, reason, confidence) VALUES (?, ?, ?, ?, 'owner', ?, ?, ?, ?, ?, ?, ?)")
      .Text(key.shop)
      .Text(key.id)
      .Int(event.seq)
      .Int(event.at)
      .OptText(mood)
      .OptInt(owner.agent ? std::optional(owner.agent->id) : std::nullopt)
      .OptText(owner.agent ? std::optional(owner.agent->name) : std::nullopt)
      .Text(Name(owner.from))
      .Text(Name(owner.to))
      .Text(owner.reason)
      .OptReal(owner.confidence)
      .Run();
  if (!mood) return;
  db_.Prepare("UPDATE conversations SET mood = ? WHERE shop_id = ? AND conversation_id = ?")
      .OptText(mood)
      .Text(key.shop)
      .Text(key.id)
      .Run();
}

void SqliteTransaction::InsertContact(const ConversationKey& key, const Event& event,
                                      const ContactEvent& contact) {
  db_.Prepare(
         "INSERT INTO events (shop_id, conversation_id, seq, at, kind, email) VALUES (?, ?, ?, ?, 'contact', "
         "?)")
      .Text(key.shop)
      .Text(key.id)
      .Int(event.seq)
      .Int(event.at)
      .Text(contact.email)
      .Run();
  db_.Prepare("UPDATE conversations SET email = ? WHERE shop_id = ? AND conversation_id = ?")
      .Text(contact.email)
      .Text(key.shop)
      .Text(key.id)
      .Run();
}

bool SqliteTransaction::ChangeOwner(const ConversationKey& key, Owner from,
                                    std::optional<std::int64_t> from_agent, Owner to,
                                    std::optional<AgentRef> agent, std::int64_t now) {
  db_.Prepare(
         "UPDATE conversations SET owner = ?, agent_id = ?, waiting_since = ?, updated_at = ? "
         "WHERE shop_id = ? AND conversation_id = ? AND owner = ? AND agent_id IS ?")
      .Text(Name(to))
      .OptInt(agent ? std::optional(agent->id) : std::nullopt)
      .OptInt(to == Owner::kQueue ? std::optional(now) : std::nullopt)
      .Int(now)
      .Text(key.shop)
      .Text(key.id)
      .Text(Name(from))
      .OptInt(from_agent)
      .Run();
  return db_.Changes() == 1;
}

void SqliteTransaction::RememberCommand(const ConversationKey& key, std::string_view sender,
                                        std::string_view id, const StoredCommand& command) {
  db_.Prepare(
         "INSERT INTO commands (shop_id, conversation_id, sender, command_id, body_hash, seq) VALUES (?, ?, "
         "?, ?, ?, ?)")
      .Text(key.shop)
      .Text(key.id)
      .Text(sender)
      .Text(id)
      .Blob(command.body_hash)
      .Int(command.seq)
      .Run();
}

void SqliteTransaction::EraseConversation(const ConversationKey& key, const std::string& new_epoch,
                                          std::int64_t now) {
  db_.Prepare("DELETE FROM events WHERE shop_id = ? AND conversation_id = ?")
      .Text(key.shop)
      .Text(key.id)
      .Run();
  db_.Prepare("DELETE FROM commands WHERE shop_id = ? AND conversation_id = ?")
      .Text(key.shop)
      .Text(key.id)
      .Run();
  db_.Prepare(
         "UPDATE conversations SET epoch = ?, head = 0, updated_at = ?, last_from = NULL, last_text = NULL, "
         "mood = NULL, email = NULL WHERE shop_id = ? AND conversation_id = ?")
      .Text(new_epoch)
      .Int(now)
      .Text(key.shop)
      .Text(key.id)
      .Run();
  erased_ = true;
}

std::size_t SqliteTransaction::RenewEpochs(const std::function<std::string()>& next) {
  std::vector<ConversationKey> keys;
  {
    auto query = db_.Prepare("SELECT shop_id, conversation_id FROM conversations");
    while (query.Step()) keys.push_back({query.GetText(0), query.GetText(1)});
  }
  for (const ConversationKey& key : keys) {
    db_.Prepare("UPDATE conversations SET epoch = ? WHERE shop_id = ? AND conversation_id = ?")
        .Text(next())
        .Text(key.shop)
        .Text(key.id)
        .Run();
  }
  return keys.size();
}

bool SqliteTransaction::PutShop(const Shop& shop) {
  const bool is_new = !FindShop(shop.id).has_value();
  db_.Prepare(
         "INSERT INTO shops (shop_id, name, hours, utc_offset_min) VALUES (?, ?, ?, ?) ON CONFLICT (shop_id) "
         "DO UPDATE SET name = excluded.name, hours = excluded.hours, utc_offset_min = "
         "excluded.utc_offset_min")
      .Text(shop.id)
      .Text(shop.name)
      .Text(shop.hours)
      .Int(shop.utc_offset_min)
      .Run();
  db_.Prepare("DELETE FROM shop_origins WHERE shop_id = ?").Text(shop.id).Run();
  for (const std::string& origin : shop.origins) {
    db_.Prepare("INSERT OR IGNORE INTO shop_origins (shop_id, origin) VALUES (?, ?)")
        .Text(shop.id)
        .Text(origin)
        .Run();
  }
  return is_new;
}

std::pair<std::int64_t, bool> SqliteTransaction::PutAgent(const Agent& agent) {
  if (const auto known = FindAgent(agent.shop, agent.email)) {
    db_.Prepare("UPDATE agents SET name = ?, role = ?, password_hash = ? WHERE shop_id = ? AND agent_id = ?")
        .Text(agent.name)
        .Text(agent.role)
        .Text(agent.password_hash)
        .Text(agent.shop)
        .Int(known->id)
        .Run();
    db_.Prepare("DELETE FROM sessions WHERE shop_id = ? AND agent_id = ?")
        .Text(agent.shop)
        .Int(known->id)
        .Run();
    return {known->id, false};
  }
  auto query = db_.Prepare(
      "INSERT INTO agents (shop_id, agent_id, email, name, role, password_hash) VALUES "
      "(?1, (SELECT coalesce(max(agent_id), 0) + 1 FROM agents WHERE shop_id = ?1), ?2, ?3, ?4, ?5) "
      "RETURNING agent_id");
  query.Text(agent.shop).Text(agent.email).Text(agent.name).Text(agent.role).Text(agent.password_hash);
  query.Step();
  const std::int64_t id = query.GetInt(0);
  query.Run();
  return {id, true};
}

void SqliteTransaction::AddSession(const std::string& shop, std::int64_t agent_id,
                                   const std::string& token_hash, std::int64_t expires_at) {
  db_.Prepare("INSERT INTO sessions (shop_id, token_hash, agent_id, expires_at) VALUES (?, ?, ?, ?)")
      .Text(shop)
      .Blob(token_hash)
      .Int(agent_id)
      .Int(expires_at)
      .Run();
}

void SqliteTransaction::EndSession(const std::string& token_hash) {
  db_.Prepare("DELETE FROM sessions WHERE token_hash = ?").Blob(token_hash).Run();
}

void SqliteTransaction::RemoveExpiredSessions(std::int64_t now) {
  db_.Prepare("DELETE FROM sessions WHERE expires_at <= ?").Int(now).Run();
}

void SqliteTransaction::AppendAudit(const AuditEntry& entry) {
  db_.Prepare(
         "INSERT INTO audit (shop_id, audit_id, at, what, agent_id, conversation_id, address) VALUES "
         "(?1, (SELECT coalesce(max(audit_id), 0) + 1 FROM audit WHERE shop_id = ?1), ?2, ?3, ?4, ?5, ?6)")
      .Text(entry.shop)
      .Int(entry.at)
      .Text(entry.what)
      .OptInt(entry.agent_id)
      .OptText(entry.conversation)
      .OptText(entry.address)
      .Run();
}

}  // namespace shopbell::relay

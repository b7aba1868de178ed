// How values are written into columns.
#ifndef SHOPBELL_RELAY_STORE_SQLITE_COLUMNS_H_
#define SHOPBELL_RELAY_STORE_SQLITE_COLUMNS_H_

#include <optional>
#include <string>
#include <string_view>

#include "store/sqlite/database.h"
#include "values/values.h"

namespace shopbell::relay {

/// Throws StoreError for words that no relay writes.
[[nodiscard]] Owner OwnerFromText(std::string_view text);
[[nodiscard]] Speaker SpeakerFromText(std::string_view text);

/// JSON, so that reports can read it in SQL.
[[nodiscard]] std::optional<std::string> MoodText(const std::optional<Mood>& mood);
[[nodiscard]] std::optional<Mood> MoodFromText(const std::optional<std::string>& text);

/// The first `limit` code points of UTF-8.
[[nodiscard]] std::string Shortened(std::string_view text, std::size_t limit);

/// The columns that ReadEvent expects, in its order.
inline constexpr std::string_view kEventColumns =
    "seq, at, kind, message_id, speaker, text, entry, mood, client_at, agent_id, agent_name, owner_from, "
    "owner_to, "
    "reason, confidence, email";
[[nodiscard]] Event ReadEvent(const Query& row);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_STORE_SQLITE_COLUMNS_H_

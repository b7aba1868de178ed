#ifndef SHOPBELL_POLICY_WORDS_H_
#define SHOPBELL_POLICY_WORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "policy/policy.h"
#include "shopbell/types.h"

/// How a decision is said, and whether it is.
namespace shopbell::policy {

/// "41 %".
[[nodiscard]] std::string Percent(double chance);

/// FNV-1a; never 0.
[[nodiscard]] std::uint32_t HashOf(std::string_view text);

/// @param may_apologise an apology is due once in a conversation, for a need, not for small talk.
/// @return nothing where the mood calls for no tone of its own.
[[nodiscard]] std::optional<Tone> ToneFor(Mood mood, bool may_apologise);

/// What is said in shadow too: nobody is kept from a person, or from the truth about the bot.
/// @param owner after the event.
[[nodiscard]] bool LeadsToAPerson(EventKind event, Owner owner, const Decision& decision);

}  // namespace shopbell::policy

#endif  // SHOPBELL_POLICY_WORDS_H_

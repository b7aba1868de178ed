// Hashes, passwords and random tokens.
#ifndef SHOPBELL_RELAY_HUB_SECRETS_H_
#define SHOPBELL_RELAY_HUB_SECRETS_H_

#include <string>
#include <string_view>

namespace shopbell::relay {

/// Call once before the rest. Throws std::runtime_error where the system gives no randomness.
void StartSecrets();

/// @return 32 raw bytes.
[[nodiscard]] std::string Sha256(std::string_view data);

/// @return 32 random bytes in base64url, 43 characters.
[[nodiscard]] std::string NewToken();

/// @return a fresh epoch: `e` and 16 hexadecimal digits.
[[nodiscard]] std::string NewEpoch();

/// argon2id with libsodium's interactive limits (64 MiB, some 60 ms): never on the hub's thread.
/// Throws std::runtime_error where there is no memory.
[[nodiscard]] std::string HashPassword(const std::string& password);

/// Costs the same for an empty `hash`, which is never right: an unknown e-mail cannot be told by time.
[[nodiscard]] bool IsPassword(const std::string& hash, const std::string& password);

/// In constant time.
[[nodiscard]] bool SameBytes(std::string_view a, std::string_view b);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_SECRETS_H_

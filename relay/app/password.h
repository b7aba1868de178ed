// Asking for a password.
#ifndef SHOPBELL_RELAY_APP_PASSWORD_H_
#define SHOPBELL_RELAY_APP_PASSWORD_H_

#include <string>

namespace shopbell::relay {

/// One line of standard input; on a terminal asks twice, without echo. Throws std::runtime_error where it is
/// shorter than 8 bytes, longer than 1,024, or the two differ.
[[nodiscard]] std::string ReadPassword(bool from_stdin);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_APP_PASSWORD_H_

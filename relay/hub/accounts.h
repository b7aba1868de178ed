// Agents' logins and sessions.
#ifndef SHOPBELL_RELAY_HUB_ACCOUNTS_H_
#define SHOPBELL_RELAY_HUB_ACCOUNTS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "hub/executor.h"
#include "hub/limits.h"
#include "store/store.h"

namespace shopbell::relay {

struct LoginAttempt {
  std::string shop;
  std::string email;
  std::string password;
  /// Where it came from.
  std::string address;
};

/// An agent who is logged in, and the agent's shop.
struct Identity {
  Agent agent;
  Shop shop;
};

enum class LoginStatus { kOk, kBadCredentials, kTooManyAttempts, kUnavailable };

struct LoginResult {
  LoginStatus status = LoginStatus::kUnavailable;
  /// With kOk.
  std::optional<Identity> identity;
  std::string token;
  /// With kTooManyAttempts.
  std::int64_t retry_after_ms = 0;
};

/// As agents' addresses are stored and compared: ASCII letters in lower case.
[[nodiscard]] std::string NormalEmail(std::string email);

/// How long a session lasts.
inline constexpr std::int64_t kSessionMs = 12LL * 60 * 60 * 1000;

/// All calls and callbacks on the executor's thread; passwords are checked on `workers`. End the store, then
/// the workers, before this.
class Accounts {
 public:
  Accounts(Store& store, Executor& executor, Executor& workers, const Clock& clock);

  /// Five failures in 15 minutes for an address and e-mail, or 50 for an address, block further tries.
  void Login(LoginAttempt attempt, std::function<void(const LoginResult&)> done);
  void Logout(const std::string& token, std::function<void(bool ok)> done);
  /// @param done gets nothing where the token is unknown or has expired, and `ok` false where that cannot be
  /// told.
  void Who(const std::string& token, std::function<void(bool ok, std::optional<Identity>)> done);

 private:
  struct Check;
  void Decide(const Check& check);
  void Admit(const Check& check);
  void Reject(const Check& check);
  [[nodiscard]] std::optional<std::int64_t> Blocked(const LoginAttempt& attempt);

  Store& store_;
  Executor& executor_;
  Executor& workers_;
  const Clock& clock_;
  FailureLimiter by_email_;
  FailureLimiter by_address_;
  int waiting_ = 0;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_HUB_ACCOUNTS_H_

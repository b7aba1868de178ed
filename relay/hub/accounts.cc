#include "hub/accounts.h"

#include <memory>
#include <utility>

#include "hub/secrets.h"

namespace shopbell::relay {
namespace {

constexpr std::int64_t kWindowMs = 15LL * 60 * 1000;
constexpr std::size_t kEmailFailures = 5;
constexpr std::size_t kAddressFailures = 50;
// Each holds 64 MiB and some 60 ms of a core while it is checked; the rest wait their turn.
constexpr int kMostWaiting = 64;

std::string EmailName(const LoginAttempt& attempt) {
  return AddressGroup(attempt.address) + '\n' + attempt.shop + '\n' + attempt.email;
}

}  // namespace

struct Accounts::Check {
  LoginAttempt attempt;
  std::function<void(const LoginResult&)> done;
  std::optional<Agent> agent;
  std::optional<Shop> shop;
  bool right = false;
};

Accounts::Accounts(Store& store, Executor& executor, Executor& workers, const Clock& clock)
    : store_(store),
      executor_(executor),
      workers_(workers),
      clock_(clock),
      by_email_(kEmailFailures, kWindowMs),
      by_address_(kAddressFailures, kWindowMs) {}

std::optional<std::int64_t> Accounts::Blocked(const LoginAttempt& attempt) {
  const std::int64_t now = clock_.SteadyMs();
  const auto by_email = by_email_.Blocked(EmailName(attempt), now);
  return by_email ? by_email : by_address_.Blocked(AddressGroup(attempt.address), now);
}

std::string NormalEmail(std::string email) {
  for (char& c : email) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return email;
}

void Accounts::Login(LoginAttempt attempt, std::function<void(const LoginResult&)> done) {
  attempt.email = NormalEmail(std::move(attempt.email));
  const std::int64_t now = clock_.SteadyMs();
  by_email_.Forget(now);
  by_address_.Forget(now);
  auto wait = Blocked(attempt);
  if (!wait && waiting_ >= kMostWaiting) wait = 1000;
  if (wait) {
    done({LoginStatus::kTooManyAttempts, std::nullopt, "", *wait});
    return;
  }
  ++waiting_;
  auto check = std::make_shared<Check>();
  check->attempt = std::move(attempt);
  check->done = std::move(done);
  store_.Read(
      [check](Reader& reader) {
        check->agent = reader.FindAgent(check->attempt.shop, check->attempt.email);
        check->shop = reader.FindShop(check->attempt.shop);
      },
      [this, check](bool ok) {
        if (!ok) {
          executor_.Post([this, check] {
            --waiting_;
            check->done({});
          });
          return;
        }
        workers_.Post([this, check] {
          check->right = IsPassword(check->agent ? check->agent->password_hash : "", check->attempt.password);
          executor_.Post([this, check] { Decide(*check); });
        });
      });
}

void Accounts::Decide(const Check& check) {
  --waiting_;
  // Tries that were sent together are counted as they are decided: the sixth is blocked, right or wrong.
  if (const auto wait = Blocked(check.attempt)) {
    check.done({LoginStatus::kTooManyAttempts, std::nullopt, "", *wait});
  } else if (check.right) {
    Admit(check);
  } else {
    Reject(check);
  }
}

void Accounts::Admit(const Check& check) {
  by_email_.Succeed(EmailName(check.attempt));
  LoginResult result{LoginStatus::kOk, Identity{*check.agent, *check.shop}, NewToken(), 0};
  const std::int64_t now = clock_.NowMs();
  const AuditEntry audit{check.agent->shop, now,          "login",
                         check.agent->id,   std::nullopt, check.attempt.address};
  store_.Write(
      [agent = *check.agent, hash = Sha256(result.token), now, audit](Transaction& transaction) {
        transaction.RemoveExpiredSessions(now);
        transaction.AddSession(agent.shop, agent.id, hash, now + kSessionMs);
        transaction.AppendAudit(audit);
      },
      [this, result, done = check.done](bool durable) {
        executor_.Post([result, durable, done] { done(durable ? result : LoginResult{}); });
      });
}

void Accounts::Reject(const Check& check) {
  const std::int64_t now = clock_.SteadyMs();
  by_email_.Fail(EmailName(check.attempt), now);
  by_address_.Fail(AddressGroup(check.attempt.address), now);
  check.done({LoginStatus::kBadCredentials, std::nullopt, "", 0});
  if (!check.shop) return;
  const auto agent_id = check.agent ? std::optional(check.agent->id) : std::nullopt;
  const AuditEntry audit{check.shop->id, clock_.NowMs(), "login_failed",
                         agent_id,       std::nullopt,   check.attempt.address};
  store_.Write([audit](Transaction& transaction) { transaction.AppendAudit(audit); }, [](bool) {});
}

void Accounts::Logout(const std::string& token, std::function<void(bool ok)> done) {
  store_.Write(
      [hash = Sha256(token), now = clock_.NowMs()](Transaction& transaction) {
        if (const auto agent = transaction.FindSession(hash, now)) {
          transaction.AppendAudit({agent->shop, now, "logout", agent->id, std::nullopt, std::nullopt});
        }
        transaction.EndSession(hash);
      },
      [this, done = std::move(done)](bool durable) { executor_.Post([done, durable] { done(durable); }); });
}

void Accounts::Who(const std::string& token, std::function<void(bool ok, std::optional<Identity>)> done) {
  auto identity = std::make_shared<std::optional<Identity>>();
  store_.Read(
      [identity, hash = Sha256(token), now = clock_.NowMs()](Reader& reader) {
        const auto agent = reader.FindSession(hash, now);
        const auto shop = agent ? reader.FindShop(agent->shop) : std::nullopt;
        if (shop) *identity = Identity{*agent, *shop};
      },
      [this, identity, done = std::move(done)](bool ok) {
        executor_.Post([identity, done, ok] { done(ok, ok ? *identity : std::nullopt); });
      });
}

}  // namespace shopbell::relay

#include "hub/accounts.h"

#include <gtest/gtest.h>

#include "harness.h"

namespace shopbell::relay {
namespace {

class AccountsTest : public WithStore {
 protected:
  void SetUp() override {
    static const std::string hash = HashPassword("right-password");
    Write([&](Transaction& store) {
      store.PutShop({"stylesavvy", "StyleSavvy", {}, "", 0});
      store.PutShop({"bakery", "Bakery", {}, "", 0});
      store.PutAgent({0, "stylesavvy", "mara@x.example", "Mara", "agent", hash});
    });
  }

  LoginResult Login(const std::string& password, const std::string& shop = "stylesavvy",
                    const std::string& address = "10.0.0.1") {
    std::optional<LoginResult> result;
    accounts_.Login({shop, "mara@x.example", password, address},
                    [&](const LoginResult& each) { result = each; });
    executor_.RunUntil([&] { return result.has_value(); });
    return *result;
  }

  std::optional<Identity> Who(const std::string& token) {
    bool told = false;
    std::optional<Identity> identity;
    accounts_.Who(token, [&](bool ok, const std::optional<Identity>& each) {
      told = ok;
      identity = each;
    });
    executor_.RunUntil([&] { return told; });
    return identity;
  }

  Accounts accounts_{*store_, executor_, executor_, clock_};
};

TEST_F(AccountsTest, AdmitsTheRightPasswordForTwelveHours) {
  const LoginResult result = Login("right-password");
  ASSERT_EQ(result.status, LoginStatus::kOk);
  EXPECT_EQ(result.token.size(), 43U);
  EXPECT_EQ(Who(result.token)->agent.name, "Mara");
  clock_.now_ms += kSessionMs - 1;
  EXPECT_TRUE(Who(result.token));
  clock_.now_ms += 1;
  EXPECT_FALSE(Who(result.token));
}

TEST_F(AccountsTest, TakesAnAddressInCapitals) {
  std::optional<LoginResult> result;
  accounts_.Login({"stylesavvy", "Mara@X.example", "right-password", "10.0.0.1"},
                  [&](const LoginResult& each) { result = each; });
  executor_.RunUntil([&] { return result.has_value(); });
  EXPECT_EQ(result->status, LoginStatus::kOk);
}

TEST_F(AccountsTest, KeepsOnlyAHashOfTheToken) {
  const LoginResult result = Login("right-password");
  Read([&](Reader& reader) {
    EXPECT_FALSE(reader.FindSession(result.token, clock_.now_ms));
    EXPECT_TRUE(reader.FindSession(Sha256(result.token), clock_.now_ms));
  });
}

TEST_F(AccountsTest, RefusesAWrongPasswordAndAnotherShopAlike) {
  EXPECT_EQ(Login("wrong-password").status, LoginStatus::kBadCredentials);
  EXPECT_EQ(Login("right-password", "bakery").status, LoginStatus::kBadCredentials);
  EXPECT_EQ(Login("right-password", "nowhere").status, LoginStatus::kBadCredentials);
}

TEST_F(AccountsTest, BlocksAfterFiveFailuresForQuarterOfAnHour) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Login("wrong-password").status, LoginStatus::kBadCredentials);
  clock_.steady_ms += 60'000;
  const LoginResult blocked = Login("right-password");
  EXPECT_EQ(blocked.status, LoginStatus::kTooManyAttempts);
  EXPECT_EQ(blocked.retry_after_ms, 14 * 60'000);
  EXPECT_EQ(Login("right-password", "stylesavvy", "10.0.0.2").status, LoginStatus::kOk) << "from elsewhere";
  clock_.steady_ms += 14 * 60'000;
  EXPECT_EQ(Login("right-password").status, LoginStatus::kOk);
}

TEST_F(AccountsTest, BlocksAnIpv6NetworkAsOneAddress) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Login("wrong-password", "stylesavvy", "2001:db8::" + std::to_string(i)).status,
              LoginStatus::kBadCredentials);
  }
  EXPECT_EQ(Login("right-password", "stylesavvy", "2001:db8::9").status, LoginStatus::kTooManyAttempts);
  EXPECT_EQ(Login("right-password", "stylesavvy", "2001:db8:0:1::9").status, LoginStatus::kOk);
}

TEST_F(AccountsTest, AJumpOfTheWallClockLiftsNoBlock) {
  for (int i = 0; i < 5; ++i) (void)Login("wrong-password");
  clock_.now_ms += 24LL * 3600 * 1000;
  EXPECT_EQ(Login("right-password").status, LoginStatus::kTooManyAttempts);
}

TEST_F(AccountsTest, LogoutEndsTheSession) {
  const std::string token = Login("right-password").token;
  bool ended = false;
  accounts_.Logout(token, [&](bool ok) { ended = ok; });
  executor_.RunUntil([&] { return ended; });
  EXPECT_FALSE(Who(token));
}

TEST_F(AccountsTest, AuditsLoginsAndFailures) {
  (void)Login("wrong-password");
  (void)Login("right-password");
  Read([](Reader& reader) {
    const auto entries = reader.Audit("stylesavvy");
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].what, "login_failed");
    EXPECT_EQ(entries[0].address, "10.0.0.1");
    EXPECT_EQ(entries[1].what, "login");
    EXPECT_EQ(entries[1].agent_id, 1);
  });
}

}  // namespace
}  // namespace shopbell::relay

#include "app/admin.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <future>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/password.h"
#include "app/serve.h"
#include "hub/accounts.h"
#include "hub/hours.h"
#include "hub/secrets.h"
#include "store/sqlite/sqlite_store.h"

namespace shopbell::relay {
namespace {

/// The store, used one thing at a time.
class BlockingStore {
 public:
  explicit BlockingStore(const std::string& data_dir) : store_(DatabasePath(data_dir), Options(*this)) {}

  void Write(std::function<void(Transaction&)> job) {
    Wait([&](auto done) { store_.Write(std::move(job), std::move(done)); });
  }
  void Read(std::function<void(Reader&)> job) {
    Wait([&](auto done) { store_.Read(std::move(job), std::move(done)); });
  }

 private:
  static SqliteOptions Options(BlockingStore& self) {
    SqliteOptions options;
    options.on_error = [&self](const std::string& words) { self.error_ = words; };
    return options;
  }

  template <typename Start>
  void Wait(Start start) {
    std::promise<bool> finished;
    start([&finished](bool ok) { finished.set_value(ok); });
    if (!finished.get_future().get()) throw std::runtime_error(error_.empty() ? "the store refused" : error_);
  }

  std::string error_;
  SqliteStore store_;
};

bool IsShopId(const std::string& id) {
  constexpr std::size_t kMostId = 64;
  return !id.empty() && id.size() <= kMostId && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

[[noreturn]] void RefuseOrigin(const std::string& origin, const std::string& more) {
  throw std::runtime_error(
      "--origin: expected an origin such as https://shop.example or http://localhost:8788, got '" + origin +
      "'" + more);
}

bool IsHost(std::string_view host) {
  const bool is_v6 = host.size() > 2 && host.front() == '[' && host.back() == ']';
  const std::string_view name = is_v6 ? host.substr(1, host.size() - 2) : host;
  const std::string_view marks = is_v6 ? ":." : ".-_";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
  });
}

/// As browsers write it, for it is compared with what they send: scheme and host in lower case, a port where
/// it is not the scheme's own, and nothing after.
std::string CheckedOrigin(const std::string& origin) {
  const bool secure = origin.starts_with("https://");
  if (!secure && !origin.starts_with("http://")) RefuseOrigin(origin, "");
  std::string_view host = std::string_view(origin).substr(secure ? 8 : 7);
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && host.back() != ']') {
    const std::string_view digits = host.substr(colon + 1);
    host = host.substr(0, colon);
    std::uint16_t port = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (fault != std::errc() || end != digits.data() + digits.size() || port == 0 || digits.front() == '0') {
      RefuseOrigin(origin, "; the port is a number from 1 to 65535");
    }
    if (port == (secure ? 443 : 80)) {
      RefuseOrigin(origin,
                   "; browsers leave the scheme's own port out, so leave out :" + std::string(digits));
    }
  }
  if (!IsHost(host)) {
    RefuseOrigin(origin,
                 "; after the host's name, in lower case and as xn-- where it is not ASCII, comes nothing");
  }
  return origin;
}

void PrintShop(const Shop& shop) {
  std::cout << shop.id << "\t" << shop.name << "\t" << (shop.hours.empty() ? "hours unknown" : shop.hours);
  for (const std::string& origin : shop.origins) std::cout << "\t" << origin;
  std::cout << "\n";
}

}  // namespace

void AddShop(const ShopOptions& options) {
  if (!IsShopId(options.id)) {
    throw std::runtime_error("--id: expected 1 to 64 characters of A-Z a-z 0-9 _ -, got '" + options.id +
                             "'");
  }
  Shop shop{options.id, options.name, {}, options.hours, 0};
  for (const std::string& origin : options.origins) shop.origins.push_back(CheckedOrigin(origin));
  if (!shop.hours.empty()) {
    const auto hours = ParseHours(shop.hours);
    if (const auto* fault = std::get_if<std::string>(&hours)) throw std::runtime_error("--" + *fault);
  }
  const auto offset = ParseUtcOffset(options.timezone_offset);
  if (!offset) {
    throw std::runtime_error("--timezone-offset: expected +HH:MM, -HH:MM or Z, got '" +
                             options.timezone_offset + "'");
  }
  shop.utc_offset_min = *offset;
  BlockingStore store(options.data_dir);
  bool is_new = false;
  store.Write([&](Transaction& transaction) { is_new = transaction.PutShop(shop); });
  std::cout << "shop " << shop.id << (is_new ? " added\n" : " was there before; updated\n");
}

void ListShops(const std::string& data_dir) {
  BlockingStore store(data_dir);
  std::vector<Shop> shops;
  store.Read([&](Reader& reader) { shops = reader.Shops(); });
  for (const Shop& shop : shops) PrintShop(shop);
}

void AddAgent(const AgentOptions& options) {
  if (options.email.find('@') == std::string::npos) {
    throw std::runtime_error("--email: expected an e-mail address, got '" + options.email + "'");
  }
  StartSecrets();
  BlockingStore store(options.data_dir);
  std::optional<Shop> shop;
  store.Read([&](Reader& reader) { shop = reader.FindShop(options.shop); });
  if (!shop)
    throw std::runtime_error("--shop: no shop '" + options.shop + "'; add it with: shop add --id " +
                             options.shop);
  Agent agent;
  agent.shop = options.shop;
  agent.email = NormalEmail(options.email);
  agent.name = options.name;
  agent.password_hash = HashPassword(ReadPassword(options.password_stdin));
  std::pair<std::int64_t, bool> put;
  store.Write([&](Transaction& transaction) { put = transaction.PutAgent(agent); });
  std::cout << "agent " << put.first << " of " << options.shop
            << (put.second ? " added\n" : " was there before; name and password updated, sessions ended\n");
}

void ListAgents(const std::string& data_dir, const std::string& shop) {
  BlockingStore store(data_dir);
  std::vector<Agent> agents;
  store.Read([&](Reader& reader) {
    for (const Shop& each : reader.Shops()) {
      if (!shop.empty() && each.id != shop) continue;
      const auto of_shop = reader.Agents(each.id);
      agents.insert(agents.end(), of_shop.begin(), of_shop.end());
    }
  });
  for (const Agent& agent : agents) {
    std::cout << agent.shop << "\t" << agent.id << "\t" << agent.email << "\t" << agent.name << "\t"
              << agent.role << "\n";
  }
}

void RenewEpochs(const std::string& data_dir) {
  StartSecrets();
  BlockingStore store(data_dir);
  std::size_t count = 0;
  store.Write([&](Transaction& transaction) { count = transaction.RenewEpochs(NewEpoch); });
  std::cout << count << " conversations have a new epoch; clients reload them in full\n";
}

}  // namespace shopbell::relay

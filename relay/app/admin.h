// What an operator does to the store from the command line.
#ifndef SHOPBELL_RELAY_APP_ADMIN_H_
#define SHOPBELL_RELAY_APP_ADMIN_H_

#include <string>
#include <vector>

namespace shopbell::relay {

struct ShopOptions {
  std::string data_dir;
  std::string id;
  std::string name;
  std::vector<std::string> origins;
  std::string hours;
  std::string timezone_offset = "Z";
};

struct AgentOptions {
  std::string data_dir;
  std::string shop;
  std::string email;
  std::string name;
  bool password_stdin = false;
};

/// All print what they did and throw std::runtime_error where they cannot. A running relay sees the change at
/// once.
void AddShop(const ShopOptions& options);
void ListShops(const std::string& data_dir);
void AddAgent(const AgentOptions& options);
void ListAgents(const std::string& data_dir, const std::string& shop);
/// After a restore from a backup: every client reloads its conversation in full.
void RenewEpochs(const std::string& data_dir);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_APP_ADMIN_H_

#include "app/cli.h"

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "app/admin.h"
#include "app/serve.h"

namespace shopbell::relay {
namespace {

void AddData(CLI::App* command, std::string& data_dir) {
  command->add_option("--data", data_dir, "Folder of the relay's database; made if missing")->required();
}

void DescribeServe(CLI::App& app, ServeOptions& options) {
  auto* serve = app.add_subcommand("serve", "Run the relay until SIGTERM or SIGINT");
  AddData(serve, options.data_dir);
  serve->add_option("--listen", options.listen, "ADDRESS:PORT; port 0 takes a free one")
      ->capture_default_str();
  serve->add_option("--console", options.console_dir, "Folder of the agents' console, served at /console/");
  serve->add_option("--widget", options.widget_dir, "Folder of the widget's files, served at /widget/");
  serve->add_option("--heartbeat-s", options.heartbeat_s, "Seconds between heartbeats")
      ->check(CLI::Range(1, 300))
      ->capture_default_str();
  serve->add_option("--messages-per-minute", options.messages_per_minute, "Of one visitor")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  serve->add_option("--message-burst", options.message_burst, "Of one visitor, at once")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  serve
      ->add_option("--address-messages-per-minute", options.address_messages_per_minute,
                   "Of all visitors behind one address; a third of it at once")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  serve->add_option(
      "--trusted-proxy", options.trusted_proxies,
      "Address of a reverse proxy whose X-Forwarded-For and -Proto are believed; may be repeated");
}

void DescribeShop(CLI::App& app, ShopOptions& options) {
  auto* shop = app.add_subcommand("shop", "Shops that this relay serves");
  shop->require_subcommand(1);
  auto* add = shop->add_subcommand("add", "Add a shop, or update it");
  AddData(add, options.data_dir);
  add->add_option("--id", options.id, "As in the tag's data-shop")->required();
  add->add_option("--name", options.name, "As agents read it")->required();
  add->add_option("--origin", options.origins, "Origin of the shop's pages; may be repeated")->required();
  add->add_option("--hours", options.hours, "Such as 'mon-fri 09:00-18:00; sat 10:00-14:00'");
  add->add_option("--timezone-offset", options.timezone_offset, "The shop's clock less UTC, such as +01:00")
      ->capture_default_str();
  AddData(shop->add_subcommand("list", "Print the shops"), options.data_dir);
}

void DescribeAgent(CLI::App& app, AgentOptions& options) {
  auto* agent = app.add_subcommand("agent", "People who answer");
  agent->require_subcommand(1);
  auto* add = agent->add_subcommand("add",
                                    "Add an agent, or update name and password; the password is read from "
                                    "standard input, on a terminal without echo");
  AddData(add, options.data_dir);
  add->add_option("--shop", options.shop, "The shop's id")->required();
  add->add_option("--email", options.email, "To log in with")->required();
  add->add_option("--name", options.name, "As visitors read it")->required();
  add->add_flag("--password-stdin", options.password_stdin,
                "Read the password from standard input, ask nothing");
  auto* list = agent->add_subcommand("list", "Print the agents");
  AddData(list, options.data_dir);
  list->add_option("--shop", options.shop, "Of this shop alone");
}

}  // namespace

int RunCommandLine(int argc, char** argv, FaultPoints* faults) {
  // What is made from here on is for this user alone: it holds conversations, contacts and hashes of
  // sessions.
  constexpr mode_t kOwnerOnly = 077;
  umask(kOwnerOnly);
  CLI::App app("Shopbell's relay: carries conversations between visitors and a shop's agents.");
  app.require_subcommand(1);
  ServeOptions serve;
  ShopOptions shop;
  AgentOptions agent;
  std::string data_dir;
  serve.faults = faults;
  DescribeServe(app, serve);
  DescribeShop(app, shop);
  DescribeAgent(app, agent);
  AddData(app.add_subcommand("renew-epochs", "After a restore from a backup: make every client reload"),
          data_dir);
  CLI11_PARSE(app, argc, argv);
  try {
    if (app.got_subcommand("serve")) Serve(serve);
    if (app.got_subcommand("renew-epochs")) RenewEpochs(data_dir);
    if (app.got_subcommand("shop")) {
      if (app.get_subcommand("shop")->got_subcommand("add")) AddShop(shop);
      if (app.get_subcommand("shop")->got_subcommand("list")) ListShops(shop.data_dir);
    }
    if (app.got_subcommand("agent")) {
      if (app.get_subcommand("agent")->got_subcommand("add")) AddAgent(agent);
      if (app.get_subcommand("agent")->got_subcommand("list")) ListAgents(agent.data_dir, agent.shop);
    }
  } catch (const std::exception& error) {
    std::cerr << "shopbell-relay: " << error.what() << "\n";
    return 1;
  }
  return 0;
}

}  // namespace shopbell::relay

// A hub over a real store with ports that record what they are told.
#ifndef SHOPBELL_TESTS_RELAY_HUB_HUB_FIXTURE_H_
#define SHOPBELL_TESTS_RELAY_HUB_HUB_FIXTURE_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bus/local/local_bus.h"
#include "harness.h"
#include "hub/hub.h"

namespace shopbell::relay {

class RecordingPort final : public Port {
 public:
  void OnOpened(const Opening& opening) override { openings.push_back(opening); }
  void OnRefused(const ConversationKey&, const CommandError& error) override { refusal = error; }
  void OnEvent(const ConversationKey&, const Event& event) override { events.push_back(event); }
  void OnHeartbeat(const ConversationKey* key, std::int64_t head,
                   const std::optional<std::string>&) override {
    if (key != nullptr) heartbeat_heads.push_back(head);
  }
  void OnTyping(const ConversationKey&) override { ++typings; }
  void OnErased(const ConversationKey&) override { erased = true; }
  void OnList(const std::vector<Summary>& all) override {
    listed = true;
    list = all;
  }
  void OnSummary(const Summary& summary) override { summaries.push_back(summary); }
  void WhenDrained(std::function<void()> then) override {
    if (!held) return then();
    waiting.push_back(std::move(then));
  }
  /// Lets the one that has waited longest go on.
  void Drain() {
    ASSERT_FALSE(waiting.empty());
    const auto then = std::move(waiting.front());
    waiting.erase(waiting.begin());
    then();
  }

  std::vector<Opening> openings;
  std::optional<CommandError> refusal;
  std::vector<Event> events;
  std::vector<std::int64_t> heartbeat_heads;
  std::vector<Summary> list;
  std::vector<Summary> summaries;
  std::vector<std::function<void()>> waiting;
  int typings = 0;
  bool held = false;
  bool listed = false;
  bool erased = false;
};

/// Loses every publication while `deaf`.
class LossyBus final : public Bus {
 public:
  void Subscribe(Handler handler) override { inner_.Subscribe(std::move(handler)); }
  void Publish(std::shared_ptr<const Publication> publication) override {
    ++published;
    if (!deaf) inner_.Publish(std::move(publication));
  }
  bool deaf = false;
  int published = 0;

 private:
  LocalBus inner_;
};

class HubTest : public WithStore {
 protected:
  void SetUp() override {
    Write([&](Transaction& store) {
      store.PutShop({"stylesavvy", "StyleSavvy", {}, "mon-sun 00:00-24:00", 0});
      store.PutShop({"bakery", "Bakery", {}, "", 0});
      for (const char* name : {"Mara", "Noor"}) {
        store.PutAgent({0, "stylesavvy", std::string(name) + "@x.example", name, "agent", "hash"});
      }
    });
    HubOptions options;
    options.visitor_rate = {600, 50};
    hub_ = std::make_unique<Hub>(*store_, bus_, executor_, clock_, options);
  }

  std::shared_ptr<RecordingPort> Visit(std::optional<std::string> epoch = std::nullopt,
                                       std::int64_t cursor = 0, const std::string& secret = "secret") {
    auto port = std::make_shared<RecordingPort>();
    hub_->VisitorEnters(port, {key_, Sha256(secret), std::move(epoch), cursor});
    executor_.RunUntil([&] { return !port->openings.empty() || port->refusal; });
    return port;
  }

  std::shared_ptr<RecordingPort> Staff(const AgentRef& agent) {
    auto port = std::make_shared<RecordingPort>();
    hub_->AgentEnters(port, "stylesavvy", agent);
    executor_.RunUntil([&] { return port->listed; });
    return port;
  }

  CommandResult Send(VisitorCommand command, const std::string& secret = "secret") {
    std::optional<CommandResult> result;
    hub_->Submit(key_, Sha256(secret), "10.0.0.1", std::move(command),
                 [&](const CommandResult& each) { result = each; });
    executor_.RunUntil([&] { return result.has_value(); });
    return *result;
  }

  CommandResult Send(const AgentRef& agent, AgentCommand command) {
    std::optional<CommandResult> result;
    hub_->Submit("stylesavvy", agent, std::move(command), [&](const CommandResult& each) { result = each; });
    executor_.RunUntil([&] { return result.has_value(); });
    return *result;
  }

  /// Lets what was acknowledged be published.
  void Settle(int publications) {
    executor_.RunUntil([&] { return bus_.published >= publications; });
  }

  std::int64_t Acked(const CommandResult& result) {
    const auto* ack = std::get_if<Ack>(&result);
    if (ack == nullptr) ADD_FAILURE() << std::get<CommandError>(result).message;
    return ack == nullptr ? -1 : ack->seq;
  }
  ErrorCode Refused(const CommandResult& result) { return std::get<CommandError>(result).code; }

  VisitorCommand HandoffCommand(const std::string& id = "h1") {
    Handoff handoff;
    handoff.reason = "asked";
    handoff.transcript = {{"m0", Speaker::kVisitor, "It arrived torn", 1, std::nullopt, std::nullopt},
                          {"b0", Speaker::kBot, "I am sorry", 2, "returns", std::nullopt}};
    return {id, 5, handoff};
  }
  VisitorCommand MessageCommand(const std::string& id, const std::string& text = "hello") {
    return {id, 6, SendMessage{text, std::nullopt}};
  }

  ConversationKey key_{"stylesavvy", "cccccccccccccccccccccc"};
  AgentRef mara_{1, "Mara"};
  AgentRef noor_{2, "Noor"};
  LossyBus bus_;
  std::unique_ptr<Hub> hub_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_TESTS_RELAY_HUB_HUB_FIXTURE_H_

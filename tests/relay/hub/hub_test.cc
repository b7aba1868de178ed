#include "hub/hub.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "bus/local/local_bus.h"
#include "harness.h"

namespace shopbell::relay {
namespace {

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
  void WhenDrained(std::function<void()> then) override { then(); }

  std::vector<Opening> openings;
  std::optional<CommandError> refusal;
  std::vector<Event> events;
  std::vector<std::int64_t> heartbeat_heads;
  std::vector<Summary> list;
  std::vector<Summary> summaries;
  int typings = 0;
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

TEST_F(HubTest, AHandoffStoresTheTranscriptAndQueues) {
  const auto visitor = Visit();
  EXPECT_EQ(visitor->openings.front().epoch, std::nullopt);
  EXPECT_EQ(Acked(Send(HandoffCommand())), 3);
  Settle(1);
  ASSERT_EQ(visitor->events.size(), 3U);
  EXPECT_EQ(std::get<MessageEvent>(visitor->events[1].body).from, Speaker::kBot);
  EXPECT_EQ(std::get<OwnerEvent>(visitor->events[2].body).to, Owner::kQueue);
}

TEST_F(HubTest, ARepeatIsAcknowledgedAlikeAndStoredOnce) {
  EXPECT_EQ(Acked(Send(HandoffCommand())), 3);
  EXPECT_EQ(Acked(Send(MessageCommand("m1"))), 4);
  EXPECT_EQ(Acked(Send(MessageCommand("m2"))), 5);
  EXPECT_EQ(Acked(Send(MessageCommand("m1"))), 4);
  EXPECT_EQ(Acked(Send(HandoffCommand())), 3);
  Settle(3);
  Read([&](Reader& reader) { EXPECT_EQ(reader.FindConversation(key_)->head, 5); });
}

TEST_F(HubTest, AnIdWithAnotherBodyIsRefused) {
  (void)Send(HandoffCommand());
  (void)Send(MessageCommand("m1", "hello"));
  EXPECT_EQ(Refused(Send(MessageCommand("m1", "goodbye"))), ErrorCode::kIdReused);
  EXPECT_EQ(Refused(Send(MessageCommand("m0", "not what the transcript said"))), ErrorCode::kIdReused);
}

TEST_F(HubTest, ARefusedHandoffLeavesNothing) {
  auto command = HandoffCommand();
  std::get<Handoff>(command.body).transcript[1] = {"m0", Speaker::kVisitor, "another text", 2, {}, {}};
  EXPECT_EQ(Refused(Send(command)), ErrorCode::kIdReused);
  Read([&](Reader& reader) { EXPECT_FALSE(reader.FindConversation(key_)); });
}

TEST_F(HubTest, ASecondHandoffStoresOnlyWhatIsNew) {
  (void)Send(HandoffCommand());
  EXPECT_EQ(Acked(Send({"x1", 7, CancelHandoff{}})), 4);
  auto again = HandoffCommand("h2");
  std::get<Handoff>(again.body).transcript.push_back({"m9", Speaker::kVisitor, "still torn", 8, {}, {}});
  EXPECT_EQ(Acked(Send(again)), 6);
}

TEST_F(HubTest, AHandoffInTheQueueChangesNothing) {
  (void)Send(HandoffCommand());
  EXPECT_EQ(Acked(Send(HandoffCommand("h2"))), 3);
  Settle(1);
  EXPECT_EQ(bus_.published, 1);
}

TEST_F(HubTest, AMessageNeedsAPerson) {
  EXPECT_EQ(Refused(Send(MessageCommand("m1"))), ErrorCode::kNotHandedOff);
  (void)Send(HandoffCommand());
  (void)Send({"x1", 7, CancelHandoff{}});
  EXPECT_EQ(Refused(Send(MessageCommand("m1"))), ErrorCode::kNotHandedOff);
}

TEST_F(HubTest, TwoAgentsCannotBothTake) {
  (void)Send(HandoffCommand());
  EXPECT_EQ(Acked(Send(mara_, {"t1", key_.id, Take{}})), 4);
  const auto second = Send(noor_, {"t1", key_.id, Take{}});
  EXPECT_EQ(Refused(second), ErrorCode::kAlreadyTaken);
  EXPECT_NE(std::get<CommandError>(second).message.find("Mara"), std::string::npos);
  EXPECT_EQ(Refused(Send(noor_, {"r1", key_.id, Reply{1, "hello"}})), ErrorCode::kAlreadyTaken);
  EXPECT_EQ(Refused(Send({"x1", 7, CancelHandoff{}})), ErrorCode::kAlreadyTaken);
}

TEST_F(HubTest, AReplyTakesFromTheQueueInOneStep) {
  (void)Send(HandoffCommand());
  EXPECT_EQ(Acked(Send(mara_, {"r1", key_.id, Reply{1, "hello"}})), 5);
  Read([&](Reader& reader) {
    const auto events = reader.Events(key_, 3, 10, 100'000);
    EXPECT_EQ(std::get<OwnerEvent>(events[0].body).agent, mara_);
    EXPECT_EQ(std::get<MessageEvent>(events[1].body).agent, mara_);
  });
}

TEST_F(HubTest, AgentsReleaseCloseAndGiveBack) {
  (void)Send(HandoffCommand());
  (void)Send(mara_, {"t1", key_.id, Take{}});
  EXPECT_EQ(Acked(Send(mara_, {"l1", key_.id, Release{}})), 5);
  EXPECT_EQ(Acked(Send(noor_, {"c1", key_.id, CloseByAgent{Owner::kBot}})), 6);
  EXPECT_EQ(Refused(Send(noor_, {"c2", key_.id, CloseByAgent{Owner::kClosed}})), ErrorCode::kNotHandedOff);
  EXPECT_EQ(Refused(Send(noor_, {"t2", "xxxxxxxxxxxxxxxxxxxxxx", Take{}})), ErrorCode::kUnknownConversation);
  Read([](Reader& reader) {
    std::vector<std::string> audited;
    for (const auto& entry : reader.Audit("stylesavvy")) audited.push_back(entry.what);
    EXPECT_EQ(audited, (std::vector<std::string>{"take", "release", "close"}));
  });
}

TEST_F(HubTest, AnotherSecretSeesAndChangesNothing) {
  const auto early = Visit(std::nullopt, 0, "guess");
  (void)Send(HandoffCommand());
  Settle(1);
  EXPECT_TRUE(early->events.empty());
  EXPECT_EQ(early->refusal->code, ErrorCode::kWrongSecret);
  EXPECT_EQ(Visit(std::nullopt, 0, "guess")->refusal->code, ErrorCode::kWrongSecret);
  EXPECT_EQ(Refused(Send(MessageCommand("m1"), "guess")), ErrorCode::kWrongSecret);
}

TEST_F(HubTest, ResumesAfterTheCursor) {
  const auto ack = std::get<Ack>(Send(HandoffCommand()));
  Settle(1);
  const auto visitor = Visit(ack.epoch, 2);
  EXPECT_FALSE(visitor->openings.front().reset);
  ASSERT_EQ(visitor->events.size(), 1U);
  EXPECT_EQ(visitor->events.front().seq, 3);
}

TEST_F(HubTest, ResetsWhatCannotBeContinued) {
  const auto ack = std::get<Ack>(Send(HandoffCommand()));
  Settle(1);
  for (const auto& port : {Visit("e-other", 2), Visit(ack.epoch, 4), Visit(std::nullopt, 1)}) {
    EXPECT_TRUE(port->openings.front().reset);
    EXPECT_EQ(port->events.size(), 3U);
  }
}

TEST_F(HubTest, ALongHistoryComesWholeAndInOrder) {
  Write([&](Transaction& store) {
    Conversation row;
    row.key = key_;
    row.secret_hash = Sha256("secret");
    row.epoch = "e1";
    store.CreateConversation(row);
    for (int i = 0; i < 1300; ++i) {
      store.Append(
          key_,
          {0, 1,
           MessageEvent{"m" + std::to_string(i), Speaker::kVisitor, std::string(900, 'x'), {}, {}, 1, {}}});
    }
  });
  const auto visitor = Visit();
  executor_.RunUntil([&] { return visitor->events.size() == 1300; });
  for (std::size_t i = 0; i < 1300; ++i) ASSERT_EQ(visitor->events[i].seq, static_cast<std::int64_t>(i + 1));
}

TEST_F(HubTest, ALostPublicationIsFoundByTheRecheck) {
  const auto visitor = Visit();
  (void)Send(HandoffCommand());
  Settle(1);
  bus_.deaf = true;
  (void)Send(MessageCommand("m1"));
  Settle(2);
  EXPECT_EQ(visitor->events.size(), 3U);
  hub_->Tick();
  executor_.RunUntil([&] { return visitor->events.size() == 4; });
}

TEST_F(HubTest, APublicationAfterALostOneFillsTheGap) {
  const auto visitor = Visit();
  (void)Send(HandoffCommand());
  Settle(1);
  bus_.deaf = true;
  (void)Send(MessageCommand("m1"));
  Settle(2);
  bus_.deaf = false;
  (void)Send(MessageCommand("m2"));
  executor_.RunUntil([&] { return visitor->events.size() == 5; });
  EXPECT_EQ(visitor->events[3].seq, 4);
  EXPECT_EQ(visitor->events[4].seq, 5);
}

TEST_F(HubTest, HeartbeatsCarryTheHead) {
  const auto visitor = Visit();
  (void)Send(HandoffCommand());
  Settle(1);
  hub_->Tick();
  EXPECT_TRUE(visitor->heartbeat_heads.empty());
  clock_.steady_ms += 20'000;
  hub_->Tick();
  EXPECT_EQ(visitor->heartbeat_heads, (std::vector<std::int64_t>{3}));
}

TEST_F(HubTest, AgentsSeeEachChangeOfTheirShopAlone) {
  const auto agent = Staff(mara_);
  auto stranger = std::make_shared<RecordingPort>();
  hub_->AgentEnters(stranger, "bakery", {1, "Bo"});
  const auto visitor = Visit();
  (void)Send(HandoffCommand());
  Settle(1);
  ASSERT_FALSE(agent->summaries.empty());
  EXPECT_EQ(agent->summaries.back().conversation.owner, Owner::kQueue);
  EXPECT_EQ(agent->summaries.back().conversation.waiting_since, clock_.now_ms);
  EXPECT_TRUE(agent->summaries.back().visitor_online);
  EXPECT_TRUE(stranger->summaries.empty());
  hub_->Leaves(*visitor);
  EXPECT_FALSE(agent->summaries.back().visitor_online);
  EXPECT_EQ(Staff(noor_)->list.size(), 1U);
}

TEST_F(HubTest, TypingIsTheHoldingAgentsOnly) {
  const auto visitor = Visit();
  (void)Send(HandoffCommand());
  (void)Send(mara_, {"t1", key_.id, Take{}});
  Settle(2);
  hub_->Typing(key_, noor_);
  EXPECT_EQ(visitor->typings, 0);
  hub_->Typing(key_, mara_);
  EXPECT_EQ(visitor->typings, 1);
}

TEST_F(HubTest, EraseEmptiesTheHistoryForEveryone) {
  const auto agent = Staff(mara_);
  const auto visitor = Visit();
  const auto before = std::get<Ack>(Send(HandoffCommand()));
  hub_->AgentOpens(agent, {key_, std::nullopt, std::nullopt, 0});
  executor_.RunUntil([&] { return agent->events.size() == 3; });
  const auto ack = std::get<Ack>(Send({"z1", 9, Erase{}}));
  EXPECT_EQ(ack.seq, 1);
  EXPECT_NE(ack.epoch, before.epoch);
  executor_.RunUntil([&] { return agent->events.size() == 4 && visitor->erased; });
  EXPECT_TRUE(agent->openings.back().reset);
  EXPECT_EQ(std::get<OwnerEvent>(agent->events.back().body).reason, "erased");
  EXPECT_EQ(std::get<Ack>(Send({"z1", 9, Erase{}})).seq, 1) << "a repeat";
}

TEST_F(HubTest, LimitsAVisitorButNeverAnErasure) {
  (void)Send(HandoffCommand());
  std::optional<CommandError> limited;
  for (int i = 0; i < 60 && !limited; ++i) {
    const auto result = Send(MessageCommand("m" + std::to_string(100 + i)));
    if (const auto* error = std::get_if<CommandError>(&result)) limited = *error;
  }
  ASSERT_TRUE(limited);
  EXPECT_EQ(limited->code, ErrorCode::kRateLimited);
  EXPECT_EQ(limited->retry_after_ms, 100);
  clock_.steady_ms += 100;
  EXPECT_TRUE(std::holds_alternative<Ack>(Send(MessageCommand("m200"))));
  EXPECT_TRUE(std::holds_alternative<Ack>(Send({"z1", 9, Erase{}})));
}

TEST_F(HubTest, PresenceKnowsAgentsHoursAndTheWait) {
  std::optional<Presence> presence;
  const auto ask = [&](const std::string& shop) {
    presence.reset();
    hub_->FindPresence(shop, [&](bool, const std::optional<Shop>& found, const Presence& each) {
      EXPECT_TRUE(found);
      presence = each;
    });
    executor_.RunUntil([&] { return presence.has_value(); });
  };
  ask("bakery");
  EXPECT_EQ(presence->open, std::nullopt);
  ask("stylesavvy");
  EXPECT_EQ(presence->open, true);
  EXPECT_FALSE(presence->agents_online);
  const auto agent = Staff(mara_);
  (void)Send(HandoffCommand());
  clock_.now_ms += 42'000;
  (void)Send(mara_, {"t1", key_.id, Take{}});
  ask("stylesavvy");
  EXPECT_TRUE(presence->agents_online);
  EXPECT_EQ(presence->wait_s, 42.0);
}

}  // namespace
}  // namespace shopbell::relay

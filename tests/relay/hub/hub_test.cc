#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hub_fixture.h"

namespace shopbell::relay {
namespace {

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
  EXPECT_EQ(std::get<CommandError>(second).agent, mara_);
  EXPECT_EQ(Refused(Send(noor_, {"r1", key_.id, Reply{1, "hello"}})), ErrorCode::kAlreadyTaken);
  const auto cancelled = Send({"x1", 7, CancelHandoff{}});
  EXPECT_EQ(Refused(cancelled), ErrorCode::kAlreadyTaken);
  EXPECT_EQ(std::get<CommandError>(cancelled).agent, mara_);
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
  EXPECT_EQ(Refused(Send(noor_, {"t2", "nosuchconversation-000", Take{}})), ErrorCode::kUnknownConversation);
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

TEST_F(HubTest, EachPageWaitsUntilTheSocketHasDrained) {
  (void)Send(HandoffCommand());
  const ConversationKey first = std::exchange(key_, {"stylesavvy", "dddddddddddddddddddddd"});
  (void)Send(HandoffCommand());
  Settle(2);
  const auto agent = Staff(mara_);
  agent->held = true;
  hub_->AgentOpens(agent, {first, std::nullopt, std::nullopt, 0});
  hub_->AgentOpens(agent, {key_, std::nullopt, std::nullopt, 0});
  executor_.RunUntil([&] { return agent->waiting.size() == 2; });
  EXPECT_TRUE(agent->openings.empty());
  agent->Drain();
  EXPECT_EQ(agent->openings.size(), 1U);
  EXPECT_EQ(agent->events.size(), 3U);
  (void)Send(MessageCommand("m1"));
  Settle(3);
  agent->Drain();
  EXPECT_EQ(agent->openings.size(), 2U);
  EXPECT_EQ(agent->events.size(), 6U) << "what came meanwhile is in the next page";
  executor_.RunUntil([&] { return agent->waiting.size() == 1; });
  agent->Drain();
  EXPECT_EQ(agent->events.size(), 7U);
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

TEST_F(HubTest, ErasuresCountAgainstTheAddressAlone) {
  std::optional<CommandError> limited;
  int sent = 0;
  while (!limited && sent < 400) {
    const auto result = Send({"z" + std::to_string(sent++), 9, Erase{}});
    if (const auto* error = std::get_if<CommandError>(&result)) limited = *error;
  }
  ASSERT_TRUE(limited);
  EXPECT_EQ(limited->code, ErrorCode::kRateLimited);
  EXPECT_EQ(sent, 201) << "more than one visitor's 50";
}

TEST_F(HubTest, OneIpv6NetworkSharesACeiling) {
  const auto erase = [&](const std::string& address) {
    std::optional<CommandResult> result;
    hub_->Submit(key_, Sha256("secret"), address, {"z1", 9, Erase{}},
                 [&](const CommandResult& each) { result = each; });
    executor_.RunUntil([&] { return result.has_value(); });
    return std::holds_alternative<Ack>(*result);
  };
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(erase("2001:db8:0:1::" + std::to_string(i)));
  EXPECT_FALSE(erase("2001:db8:0:1:ffff::1"));
  EXPECT_TRUE(erase("2001:db8:0:2::1"));
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

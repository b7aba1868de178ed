#include "store_suite.h"

#include <future>
#include <string>
#include <utility>
#include <vector>

namespace shopbell::relay {

bool WriteAndWait(Store& store, std::function<void(Transaction&)> job) {
  std::promise<bool> done;
  store.Write(std::move(job), [&done](bool durable) { done.set_value(durable); });
  return done.get_future().get();
}

bool ReadAndWait(Store& store, std::function<void(Reader&)> job) {
  std::promise<bool> done;
  store.Read(std::move(job), [&done](bool ok) { done.set_value(ok); });
  return done.get_future().get();
}

Conversation NewConversation(const ConversationKey& key) {
  Conversation conversation;
  conversation.key = key;
  conversation.secret_hash = std::string(32, 's');
  conversation.epoch = "e1";
  conversation.created_at = 1000;
  return conversation;
}

Event TextEvent(const std::string& id, const std::string& text) {
  return {0, 2000, MessageEvent{id, Speaker::kVisitor, text, std::nullopt, std::nullopt, 1999, std::nullopt}};
}

bool StoreSuite::Write(std::function<void(Transaction&)> job) {
  return WriteAndWait(*store_, std::move(job));
}
void StoreSuite::Read(std::function<void(Reader&)> job) { ASSERT_TRUE(ReadAndWait(*store_, std::move(job))); }

void StoreSuite::Furnish() {
  ASSERT_TRUE(Write([&](Transaction& store) {
    for (const char* shop : {"bakery", "stylesavvy"}) {
      store.PutShop({shop, shop, {std::string("https://") + shop + ".example"}, "", 0});
      store.PutAgent({0, shop, "mara@x.example", "Mara", "agent", "hash"});
    }
    store.CreateConversation(NewConversation(key_));
  }));
}

TEST_P(StoreSuite, NumbersEventsWithoutGaps) {
  Furnish();
  std::vector<std::int64_t> numbers;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(Write([&](Transaction& store) {
      numbers.push_back(store.Append(key_, TextEvent("m" + std::to_string(i), "hello")));
    }));
  }
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_P(StoreSuite, LeavesNoGapWhereAJobUndoesItself) {
  Furnish();
  EXPECT_FALSE(Write([&](Transaction& store) {
    store.Append(key_, TextEvent("m1", "taken back"));
    throw JobRefused();
  }));
  EXPECT_TRUE(Write([&](Transaction& store) { EXPECT_EQ(store.Append(key_, TextEvent("m2", "kept")), 1); }));
}

TEST_P(StoreSuite, ABrokenJobSparesItsNeighbours) {
  Furnish();
  std::vector<std::future<bool>> results;
  for (int i = 0; i < 9; ++i) {
    auto done = std::make_shared<std::promise<bool>>();
    results.push_back(done->get_future());
    store_->Write(
        [this, i](Transaction& store) {
          store.Append(key_, TextEvent("m" + std::to_string(i), "hello"));
          if (i == 4) store.CreateConversation(NewConversation(key_));
        },
        [done](bool durable) { done->set_value(durable); });
  }
  for (int i = 0; i < 9; ++i) EXPECT_EQ(results[static_cast<std::size_t>(i)].get(), i != 4) << i;
  Read([&](Reader& reader) { EXPECT_EQ(reader.FindConversation(key_)->head, 8); });
}

TEST_P(StoreSuite, KeepsEveryFieldOfAnEvent) {
  Furnish();
  const Mood mood{"upset", 0.7, 0.1, 0.05, 0.1, 0.02, 0.03, 0.6};
  const std::string text = "torn \xf0\x9f\x98\x80 'quoted' \"twice\"\n" + std::string(1, '\0') + "end";
  std::vector<Event> sent = {
      {1, 5, MessageEvent{"m1", Speaker::kBot, text, "returns", mood, 4, std::nullopt}},
      {2, 6, OwnerEvent{Owner::kBot, Owner::kQueue, "asked", 0.25, mood, std::nullopt}},
      {3, 7,
       OwnerEvent{Owner::kQueue, Owner::kAgent, "taken", std::nullopt, std::nullopt, AgentRef{1, "Mara"}}},
      {4, 8,
       MessageEvent{"a1", Speaker::kAgent, "hello", std::nullopt, std::nullopt, 7, AgentRef{1, "Mara"}}},
      {5, 9, ContactEvent{"a@b.example"}}};
  ASSERT_TRUE(Write([&](Transaction& store) {
    for (const Event& event : sent) store.Append(key_, event);
  }));
  Reopen();
  Read([&](Reader& reader) {
    EXPECT_EQ(reader.Events(key_, 0, 100, 1'000'000), sent);
    const auto row = reader.FindConversation(key_);
    EXPECT_EQ(row->head, 5);
    EXPECT_EQ(row->email, "a@b.example");
    EXPECT_EQ(row->mood, mood);
    EXPECT_EQ(row->last, (LastMessage{Speaker::kAgent, "hello"}));
  });
}

TEST_P(StoreSuite, ReadsAPageAtATime) {
  Furnish();
  ASSERT_TRUE(Write([&](Transaction& store) {
    for (int i = 0; i < 10; ++i)
      store.Append(key_, TextEvent("m" + std::to_string(i), std::string(1000, 'x')));
  }));
  Read([&](Reader& reader) {
    EXPECT_EQ(reader.Events(key_, 3, 4, 1'000'000).size(), 4U);
    EXPECT_EQ(reader.Events(key_, 3, 4, 1'000'000).front().seq, 4);
    EXPECT_EQ(reader.Events(key_, 0, 100, 2500).size(), 2U);
    EXPECT_EQ(reader.Events(key_, 0, 100, 1).size(), 1U) << "one at least, or nobody would get on";
    EXPECT_TRUE(reader.Events(key_, 10, 100, 1'000'000).empty());
  });
}

TEST_P(StoreSuite, CountsAPageAsItGoesOnTheWire) {
  Furnish();
  ASSERT_TRUE(Write([&](Transaction& store) {
    for (int i = 0; i < 10; ++i)
      store.Append(key_, TextEvent("c" + std::to_string(i), std::string(1000, '\x01')));
    for (int i = 0; i < 10; ++i)
      store.Append(key_, TextEvent("q" + std::to_string(i), std::string(1000, '"')));
  }));
  Read([&](Reader& reader) {
    EXPECT_EQ(reader.Events(key_, 0, 100, 12'000).size(), 2U) << "a control character is six bytes";
    EXPECT_EQ(reader.Events(key_, 10, 100, 4'000).size(), 2U) << "a quote is two";
  });
}

TEST_P(StoreSuite, OneOfTwoAgentsTakesIt) {
  Furnish();
  int taken = 0;
  const auto take = [&](std::int64_t id) {
    return [&, id](Transaction& store) {
      taken += store.ChangeOwner(key_, Owner::kQueue, std::nullopt, Owner::kAgent, AgentRef{id, "x"}, 3000)
                   ? 1
                   : 0;
    };
  };
  ASSERT_TRUE(Write([&](Transaction& store) {
    store.PutAgent({0, "stylesavvy", "noor@x.example", "Noor", "agent", "hash"});
    EXPECT_TRUE(store.ChangeOwner(key_, Owner::kBot, std::nullopt, Owner::kQueue, std::nullopt, 2000));
  }));
  ASSERT_TRUE(Write(take(1)));
  ASSERT_TRUE(Write(take(2)));
  EXPECT_EQ(taken, 1);
  Read([&](Reader& reader) {
    const auto row = reader.FindConversation(key_);
    EXPECT_EQ(row->owner, Owner::kAgent);
    EXPECT_EQ(row->agent, (AgentRef{1, "Mara"}));
    EXPECT_EQ(row->waiting_since, std::nullopt);
  });
}

TEST_P(StoreSuite, RemembersCommandsBySender) {
  Furnish();
  ASSERT_TRUE(Write([&](Transaction& store) {
    store.RememberCommand(key_, "visitor", "m1", {std::string(32, 'h'), 4});
  }));
  EXPECT_FALSE(Write([&](Transaction& store) {
    store.RememberCommand(key_, "visitor", "m1", {std::string(32, 'i'), 5});
  }));
  Reopen();
  Read([&](Reader& reader) {
    EXPECT_EQ(reader.FindCommand(key_, "visitor", "m1")->seq, 4);
    EXPECT_FALSE(reader.FindCommand(key_, "agent:1", "m1"));
  });
}

TEST_P(StoreSuite, ShopsShareNothing) {
  Furnish();
  const ConversationKey twin{"bakery", key_.id};
  ASSERT_TRUE(Write([&](Transaction& store) {
    store.CreateConversation(NewConversation(twin));
    store.Append(key_, TextEvent("m1", "for the boutique"));
    store.RememberCommand(key_, "visitor", "m1", {std::string(32, 'h'), 1});
  }));
  Read([&](Reader& reader) {
    EXPECT_TRUE(reader.Events(twin, 0, 10, 1000).empty());
    EXPECT_EQ(reader.FindConversation(twin)->head, 0);
    EXPECT_FALSE(reader.FindCommand(twin, "visitor", "m1"));
    EXPECT_EQ(reader.LatestConversations("bakery", 10).size(), 1U);
    EXPECT_EQ(reader.Agents("bakery").size(), 1U);
  });
}

TEST_P(StoreSuite, EraseLeavesARowAndNoText) {
  Furnish();
  ASSERT_TRUE(Write([&](Transaction& store) {
    store.Append(key_, TextEvent("m1", "secret"));
    store.Append(key_, {0, 2000, ContactEvent{"a@b.example"}});
    store.RememberCommand(key_, "visitor", "m1", {std::string(32, 'h'), 1});
  }));
  ASSERT_TRUE(Write([&](Transaction& store) { store.EraseConversation(key_, "e2", 3000); }));
  Read([&](Reader& reader) {
    const auto row = reader.FindConversation(key_);
    EXPECT_EQ(row->epoch, "e2");
    EXPECT_EQ(row->head, 0);
    EXPECT_FALSE(row->last || row->email);
    EXPECT_TRUE(reader.Events(key_, 0, 10, 1000).empty());
    EXPECT_FALSE(reader.FindCommand(key_, "visitor", "m1"));
  });
}

TEST_P(StoreSuite, SessionsExpireAndEnd) {
  Furnish();
  ASSERT_TRUE(Write([&](Transaction& store) {
    store.AddSession("stylesavvy", 1, std::string(32, 't'), 5000);
    store.AddSession("stylesavvy", 1, std::string(32, 'u'), 9000);
  }));
  Read([&](Reader& reader) {
    EXPECT_EQ(reader.FindSession(std::string(32, 't'), 4999)->email, "mara@x.example");
    EXPECT_FALSE(reader.FindSession(std::string(32, 't'), 5000));
  });
  ASSERT_TRUE(Write([&](Transaction& store) { store.EndSession(std::string(32, 'u')); }));
  Read([&](Reader& reader) { EXPECT_FALSE(reader.FindSession(std::string(32, 'u'), 1)); });
}

TEST_P(StoreSuite, ANewPasswordEndsSessions) {
  Furnish();
  ASSERT_TRUE(Write([&](Transaction& store) {
    store.AddSession("stylesavvy", 1, std::string(32, 't'), 5000);
    const auto put = store.PutAgent({0, "stylesavvy", "mara@x.example", "Mara B.", "agent", "other"});
    EXPECT_EQ(put, std::make_pair(std::int64_t{1}, false));
  }));
  Read([&](Reader& reader) {
    EXPECT_FALSE(reader.FindSession(std::string(32, 't'), 1));
    EXPECT_EQ(reader.FindAgent("stylesavvy", "mara@x.example")->name, "Mara B.");
  });
}

TEST_P(StoreSuite, UpdatingAShopReplacesItsOrigins) {
  Furnish();
  ASSERT_TRUE(Write([&](Transaction& store) {
    EXPECT_FALSE(store.PutShop({"bakery", "Bakery", {"https://new.example"}, "mon 09:00-10:00", 60}));
  }));
  Read([&](Reader& reader) {
    EXPECT_TRUE(reader.IsKnownOrigin("https://new.example"));
    EXPECT_FALSE(reader.IsKnownOrigin("https://bakery.example"));
    EXPECT_EQ(reader.FindShop("bakery")->utc_offset_min, 60);
    EXPECT_EQ(reader.Shops().size(), 2U);
  });
}

TEST_P(StoreSuite, RefusesAConversationOfNoShop) {
  EXPECT_FALSE(Write([&](Transaction& store) {
    store.CreateConversation(NewConversation({"nowhere", "c"}));
  }));
}

}  // namespace shopbell::relay

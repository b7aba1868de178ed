// What every store must do, run for each that a factory makes.
#ifndef SHOPBELL_TESTS_RELAY_STORE_STORE_SUITE_H_
#define SHOPBELL_TESTS_RELAY_STORE_STORE_SUITE_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "store/store.h"

namespace shopbell::relay {

/// Opens the same store again at each call; the first is empty.
using StoreOpener = std::function<std::unique_ptr<Store>()>;
/// A fresh database.
using StoreFactory = StoreOpener (*)();

class StoreSuite : public testing::TestWithParam<StoreFactory> {
 protected:
  void SetUp() override {
    open_ = GetParam()();
    store_ = open_();
  }
  void Reopen() {
    store_.reset();
    store_ = open_();
  }
  /// @return whether it became durable.
  bool Write(std::function<void(Transaction&)> job);
  void Read(std::function<void(Reader&)> job);
  /// Two shops, an agent in each, and the conversation `key_`.
  void Furnish();

  StoreOpener open_;
  std::unique_ptr<Store> store_;
  ConversationKey key_{"stylesavvy", "cccccccccccccccccccccc"};
};

bool WriteAndWait(Store& store, std::function<void(Transaction&)> job);
bool ReadAndWait(Store& store, std::function<void(Reader&)> job);
Conversation NewConversation(const ConversationKey& key);
Event TextEvent(const std::string& id, const std::string& text);

}  // namespace shopbell::relay

#endif  // SHOPBELL_TESTS_RELAY_STORE_STORE_SUITE_H_

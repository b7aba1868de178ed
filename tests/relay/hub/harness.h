// A hub over a real store, with a held clock and a thread that runs only when told.
#ifndef SHOPBELL_TESTS_RELAY_HUB_HARNESS_H_
#define SHOPBELL_TESTS_RELAY_HUB_HARNESS_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "hub/executor.h"
#include "hub/secrets.h"
#include "store/sqlite/sqlite_store.h"

namespace shopbell::relay {

class HeldClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t NowMs() const override { return now_ms; }
  [[nodiscard]] std::int64_t SteadyMs() const override { return steady_ms; }
  std::int64_t now_ms = 1'790'000'000'000;
  std::int64_t steady_ms = 1'000'000;
};

/// Work from any thread, run by the test's.
class TestExecutor final : public Executor {
 public:
  void Post(std::function<void()> work) override {
    {
      const std::lock_guard lock(mutex_);
      work_.push_back(std::move(work));
    }
    ready_.notify_one();
  }

  /// Runs what is posted until `done`; fails the test where nothing comes for ten seconds.
  void RunUntil(const std::function<bool()>& done) {
    while (!done()) {
      std::function<void()> next;
      {
        std::unique_lock lock(mutex_);
        if (!ready_.wait_for(lock, std::chrono::seconds(10), [this] { return !work_.empty(); })) {
          FAIL() << "nothing more happened";
        }
        next = std::move(work_.front());
        work_.pop_front();
      }
      next();
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> work_;
};

class WithStore : public testing::Test {
 protected:
  WithStore() {
    StartSecrets();
    static std::atomic<int> count{0};
    folder_ = std::filesystem::temp_directory_path() /
              ("shopbell-hub-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(folder_);
    store_ = std::make_unique<SqliteStore>((folder_ / "relay.db").string(), SqliteOptions{});
  }
  ~WithStore() override { std::filesystem::remove_all(folder_); }

  /// The store's threads report to what a test made: they end first.
  void TearDown() override { store_.reset(); }

  void Write(std::function<void(Transaction&)> job) {
    std::promise<bool> done;
    store_->Write(std::move(job), [&done](bool durable) { done.set_value(durable); });
    ASSERT_TRUE(done.get_future().get());
  }
  void Read(std::function<void(Reader&)> job) {
    std::promise<bool> done;
    store_->Read(std::move(job), [&done](bool ok) { done.set_value(ok); });
    ASSERT_TRUE(done.get_future().get());
  }

  HeldClock clock_;
  TestExecutor executor_;
  std::filesystem::path folder_;
  std::unique_ptr<SqliteStore> store_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_TESTS_RELAY_HUB_HARNESS_H_

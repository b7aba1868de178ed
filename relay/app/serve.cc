#include "app/serve.h"

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "app/relay_log.h"
#include "bus/local/local_bus.h"
#include "hub/accounts.h"
#include "hub/hub.h"
#include "hub/secrets.h"
#include "net/routes.h"
#include "net/server.h"
#include "store/sqlite/sqlite_store.h"

namespace shopbell::relay {
namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t NowMs() const override { return Count(std::chrono::system_clock::now()); }
  [[nodiscard]] std::int64_t SteadyMs() const override { return Count(std::chrono::steady_clock::now()); }

 private:
  template <typename Time>
  static std::int64_t Count(Time time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  }
};

/// One thread for work that would hold up the sockets: password hashes.
class Worker final : public Executor {
 public:
  Worker() : thread_([this] { Run(); }) {}
  ~Worker() override {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
      work_.clear();
    }
    ready_.notify_one();
    thread_.join();
  }

  void Post(std::function<void()> work) override {
    {
      const std::lock_guard lock(mutex_);
      work_.push_back(std::move(work));
    }
    ready_.notify_one();
  }

 private:
  void Run() {
    while (true) {
      std::function<void()> next;
      {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return ended_ || !work_.empty(); });
        if (ended_) return;
        next = std::move(work_.front());
        work_.pop_front();
      }
      next();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> work_;
  bool ended_ = false;
  std::thread thread_;
};

ServerOptions ParseListen(const std::string& listen) {
  ServerOptions options;
  const std::size_t colon = listen.rfind(':');
  const char* const end = listen.data() + listen.size();
  const auto parsed = colon == std::string::npos
                          ? std::from_chars_result{end, std::errc::invalid_argument}
                          : std::from_chars(listen.data() + colon + 1, end, options.port);
  if (parsed.ec != std::errc() || parsed.ptr != end || colon == 0) {
    throw std::runtime_error("--listen: expected ADDRESS:PORT such as 127.0.0.1:8787, got '" + listen + "'");
  }
  options.address = listen.substr(0, colon);
  if (options.address.front() == '[' && options.address.back() == ']') {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  return options;
}

void ExpectFolder(const char* option, const std::optional<std::string>& folder) {
  if (!folder || std::filesystem::is_directory(*folder)) return;
  throw std::runtime_error(std::string(option) + ": expected a folder, got '" + *folder + "'");
}

HubOptions ToHubOptions(const ServeOptions& options) {
  HubOptions hub;
  hub.heartbeat_ms = options.heartbeat_s * 1000LL;
  hub.visitor_rate = {options.messages_per_minute, options.message_burst};
  hub.address_rate = {options.address_messages_per_minute, options.address_messages_per_minute / 3};
  hub.faults = options.faults;
  return hub;
}

}  // namespace

std::string DatabasePath(const std::string& data_dir) {
  std::error_code error;
  std::filesystem::create_directories(data_dir, error);
  if (!std::filesystem::is_directory(data_dir)) {
    throw std::runtime_error("--data: expected a folder that exists or can be made, got '" + data_dir + "'");
  }
  return (std::filesystem::path(data_dir) / "relay.db").string();
}

void Serve(const ServeOptions& options) {
  StartSecrets();
  ServerOptions server_options = ParseListen(options.listen);
  server_options.heartbeat_ms = options.heartbeat_s * 1000LL;
  server_options.trusted_proxies = options.trusted_proxies;
  ExpectFolder("--console", options.console_dir);
  ExpectFolder("--widget", options.widget_dir);

  const auto log = MakeLog();
  const SystemClock clock;
  IoThread io;
  LocalBus bus;
  SqliteOptions store_options;
  store_options.faults = options.faults;
  store_options.on_error = [&log](const std::string& words) { log->Error("store_error", {{"what", words}}); };
  auto store = std::make_unique<SqliteStore>(DatabasePath(options.data_dir), store_options);
  auto worker = std::make_unique<Worker>();
  Hub hub(*store, bus, io, clock, ToHubOptions(options));
  Accounts accounts(*store, io, *worker, clock);
  Routes routes({hub, clock, *log, options.heartbeat_s * 1000LL}, accounts,
                {options.console_dir, options.widget_dir});
  Server server(io, routes, server_options);

  io.EverySecond([&] {
    hub.Tick();
    server.Tick();
  });
  io.OnStopSignal([&] {
    log->Info("stopping", {{"sockets", std::to_string(server.links())}});
    server.Shutdown([&] { io.Stop(); });
  });
  const std::string port = std::to_string(server.port());
  log->Info("listening", {{"address", server_options.address}, {"port", port}});
  std::printf("listening on %s:%s\n", server_options.address.c_str(), port.c_str());
  std::fflush(stdout);
  io.Run();
  // Both still report to the hub and the accounts, and finish what they have.
  store.reset();
  worker.reset();
  log->Info("stopped", {});
}

}  // namespace shopbell::relay

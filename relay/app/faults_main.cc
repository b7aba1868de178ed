// The relay for fault tests: ends itself by SIGKILL at the Nth passing of a named point,
// SHOPBELL_FAULT=point:N.
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "app/cli.h"
#include "store/fault_points.h"

namespace {

using shopbell::relay::FaultPoints;

class KillAt final : public FaultPoints {
 public:
  KillAt(std::string_view point, int passing) : point_(point), left_(passing) {}
  void Pass(std::string_view point) override {
    if (point == point_ && left_.fetch_sub(1) == 1) raise(SIGKILL);
  }

 private:
  std::string point_;
  std::atomic<int> left_;
};

bool IsPoint(std::string_view point) {
  using namespace shopbell::relay;
  return point == kBeforeCommit || point == kBeforeAck || point == kBeforePublish;
}

}  // namespace

int main(int argc, char** argv) {
  const char* fault = std::getenv("SHOPBELL_FAULT");
  if (fault == nullptr) return shopbell::relay::RunCommandLine(argc, argv, nullptr);
  const std::string_view text(fault);
  const std::size_t colon = text.find(':');
  int passing = 0;
  if (colon != std::string_view::npos) {
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), passing);
  }
  if (passing < 1 || !IsPoint(text.substr(0, colon))) {
    std::cerr << "SHOPBELL_FAULT: expected before-commit:N, before-ack:N or before-publish:N, got '" << text
              << "'\n";
    return 1;
  }
  KillAt kill(text.substr(0, colon), passing);
  return shopbell::relay::RunCommandLine(argc, argv, &kill);
}

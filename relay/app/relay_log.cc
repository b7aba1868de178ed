#include "app/relay_log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace shopbell::relay {
namespace {

/// A value that could break the line, or be taken for another field, is quoted.
std::string Quoted(const std::string& value) {
  const bool plain = !value.empty() && std::none_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f;
  });
  if (plain) return value;
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
  }
  return quoted + '"';
}

class SpdLog final : public Log {
 public:
  SpdLog() : logger_("relay", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    logger_.flush_on(spdlog::level::info);
  }

  void Info(std::string_view event, Fields fields) override { logger_.info(Line(event, fields)); }
  void Error(std::string_view event, Fields fields) override { logger_.error(Line(event, fields)); }

 private:
  static std::string Line(std::string_view event, Fields fields) {
    std::string line = "event=" + std::string(event);
    for (const auto& [name, value] : fields) line += ' ' + std::string(name) + '=' + Quoted(value);
    return line;
  }

  spdlog::logger logger_;
};

}  // namespace

std::unique_ptr<Log> MakeLog() { return std::make_unique<SpdLog>(); }

}  // namespace shopbell::relay

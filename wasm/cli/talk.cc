#include <cmath>
#include <istream>
#include <ostream>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/wording.h"

namespace shopbell::cli {
namespace {

std::string Indented(const std::string& text) {
  std::string out = "  ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out;
}

long Percent(double share) { return std::lround(100 * share); }

/// One line a reason, behind what the numbers say.
void TellWhy(const Decision& decision, const Engine& engine, std::ostream& out) {
  out << "    " << ToString(decision.action);
  if (!decision.hits.empty()) {
    const std::string id = engine.Entry(decision.hits[0].entry).id;
    out << "; nearest entry \"" << id << "\", right at " << Percent(decision.confidence)
        << " %; in the FAQ at all at " << Percent(decision.in_scope) << " %";
  }
  out << "; mood " << ToString(decision.mood.label) << '\n';
  for (const Reason& reason : decision.reasons) out << "    - " << reason.text << '\n';
}

}  // namespace

void Talk(const Engine& engine, Warmth warmth, const Moment& start, std::istream& in, std::ostream& out) {
  const Wording wording(warmth);
  out << "Write what a visitor would; an empty line ends. Below each reply stands why.\n";
  TurnState state;
  std::string line;
  const auto ask = [&] {
    out << "\n> " << std::flush;
    return static_cast<bool>(std::getline(in, line));
  };
  TurnEvent event;
  event.at_ms = start.at_ms;
  event.utc_offset_minutes = start.utc_offset_minutes;
  while (ask() && line.find_first_not_of(" \t\r") != std::string::npos) {
    event.text = CleanUtf8(line);
    Step step = engine.Step(event, state);
    state = std::move(step.state);
    const std::string reply = wording.Render(step.decision, engine);
    out << Indented(reply.empty() ? "(says nothing)" : reply) << '\n';
    TellWhy(step.decision, engine, out);
  }
  out << '\n';
}

}  // namespace shopbell::cli

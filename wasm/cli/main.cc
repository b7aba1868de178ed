#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/neural.h"
#include "import/dates.h"

namespace shopbell::cli {
namespace {

/// What the command line said.
struct Arguments {
  std::string model, input, output = "shop.bell", queries, at, neural, vectors;
  bool explain = false, json = false;
  std::string warmth = "plain";
};

Warmth WarmthNamed(const std::string& name) {
  if (name == "friendly") return Warmth::kFriendly;
  return name == "warm" ? Warmth::kWarm : Warmth::kPlain;
}

/// @throws UserError for a text that is no time.
Moment MomentOf(const std::string& text) {
  if (text.empty()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count(), 0};
  }
  const auto date = import::ParseDate(text);
  if (!date) throw UserError{"--at: expected a time such as 2026-12-24T18:00Z, found \"" + text + "\""};
  return {date->bound.seconds * 1000, 0};
}

int Run(int argc, char** argv) {
  Arguments a;
  CLI::App app{"Shopbell: build and question a shop's FAQ pack, read moods, replay conversations."};
  app.require_subcommand(1);
  const auto command = [&](const char* name, const char* help) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->add_option("--model", a.model, "model.bell; the one beside this program unless given");
    return sub;
  };
  auto* build = command("build", "make a pack from FAQ JSON");
  build->add_option("faq", a.input, "FAQ.json")->required();
  build->add_option("-o,--output", a.output, "the pack to write; shop.bell unless given");
  auto* ask = command("ask", "answer questions, one a line on standard input");
  ask->add_option("pack", a.input, "shop.bell")->required();
  ask->add_option("--at", a.at, "when it is asked, 2026-12-24T18:00Z; now unless given");
  ask->add_option("--vectors", a.vectors,
                  "VECTORS.jsonl: what the second tier makes of entries and questions");
  ask->add_flag("--explain", a.explain, "say what each part gave");
  auto* mood = command("mood", "read moods, one message a line on standard input");
  auto* features = command("features", "print hashed n-grams, for training");
  auto* tokens =
      command("tokens", "print what the second tier's graph reads, of texts or of a pack's entries");
  tokens->add_option("neural", a.neural, "neural.bell")->required();
  tokens->add_option("--pack", a.input, "shop.bell, whose entries are read instead of standard input");
  auto* forms = command("forms", "print what the heads and the reader of the course see, for training");
  forms->add_flag("--words", a.explain, "in words, as JSON");
  const auto warmth = [&](CLI::App* sub) {
    sub->add_option("--warmth", a.warmth, "plain, friendly or warm")
        ->check(CLI::IsMember({"plain", "friendly", "warm"}));
  };
  auto* talk = command("talk", "try a pack: write as a visitor would, read what it replies, and why");
  talk->add_option("pack", a.input, "shop.bell")->required();
  talk->add_option("--at", a.at, "when it is asked, 2026-12-24T18:00Z; now unless given");
  warmth(talk);
  auto* chat = command("chat", "replay conversations, one JSON object a line on standard input");
  chat->add_option("pack", a.input, "shop.bell")->required();
  chat->add_flag("--explain", a.explain, "print what the policy saw of the course of the talk");
  warmth(chat);
  auto* eval = command("eval", "measure a pack against questions with known answers");
  eval->add_option("pack", a.input, "shop.bell")->required();
  eval->add_option("queries", a.queries, "QUERIES.jsonl")->required();
  eval->add_option("--vectors", a.vectors, "VECTORS.jsonl, as for ask");
  eval->add_flag("--json", a.json, "print one JSON object");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }

  if (build->parsed()) Build(a.input, a.output, *LoadModel(a.model), std::cerr);
  if (ask->parsed()) {
    const auto engine = LoadEngine(a.input, a.model);
    Ask(*engine, MomentOf(a.at), LoadVectors(a.vectors, *engine), a.explain, std::cin, std::cout);
  }
  if (mood->parsed()) ReadMoods(*LoadModel(a.model), std::cin, std::cout);
  if (features->parsed()) PrintFeatures(std::cin, std::cout);
  if (tokens->parsed() && a.input.empty()) PrintTokens(*LoadNeural(a.neural), std::cin, std::cout);
  if (tokens->parsed() && !a.input.empty())
    PrintEntryTokens(*LoadNeural(a.neural), *LoadEngine(a.input, a.model), std::cout);
  if (forms->parsed()) PrintForms(*LoadModel(a.model), a.explain, std::cin, std::cout);
  if (talk->parsed())
    Talk(*LoadEngine(a.input, a.model), WarmthNamed(a.warmth), MomentOf(a.at), std::cin, std::cout);
  if (chat->parsed() &&
      !Chat(*LoadEngine(a.input, a.model), WarmthNamed(a.warmth), std::cin, std::cout, std::cerr, a.explain))
    return 2;
  if (eval->parsed()) {
    const auto engine = LoadEngine(a.input, a.model);
    Evaluate(*engine, a.queries, LoadVectors(a.vectors, *engine), a.json, std::cout);
  }
  std::cout.flush();
  if (!std::cout) throw UserError{"standard output cannot be written"};
  return 0;
}

}  // namespace
}  // namespace shopbell::cli

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    return shopbell::cli::Run(argc, argv);
  } catch (const shopbell::cli::UserError& error) {
    std::cerr << error.message << '\n';
    return 2;
  }
}

#include "cli/wording.h"

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string_view>

namespace shopbell::cli {
namespace {

constexpr char kMessages[] =
#include "wording_en.inc"
    ;

const char* WarmthName(Warmth warmth) {
  switch (warmth) {
    case Warmth::kFriendly:
      return "friendly";
    case Warmth::kWarm:
      return "warm";
    case Warmth::kPlain:
      break;
  }
  return "plain";
}

std::string Filled(std::string text, const std::string& name, const std::string& value) {
  const std::string slot = "{" + name + "}";
  for (std::size_t at = 0; (at = text.find(slot, at)) != std::string::npos; at += value.size())
    text.replace(at, slot.size(), value);
  return text;
}

}  // namespace

struct Wording::Impl {
  nlohmann::json messages = nlohmann::json::parse(std::string_view(kMessages, sizeof kMessages - 1));
  std::string warmth;
};

Wording::Wording(Warmth warmth) : impl_(std::make_unique<Impl>()) { impl_->warmth = WarmthName(warmth); }
Wording::~Wording() = default;

bool Wording::Has(const std::string& key) const { return impl_->messages.contains(key); }

std::string Wording::Render(const Decision& decision, const Engine& engine) const {
  if (decision.action == Action::kForward) return {};
  const std::string answer = decision.hit ? engine.Entry(*decision.hit).answer : "";
  // An entry may have no answer yet: silence would leave the visitor stuck.
  const bool blank = answer.find_first_not_of(" \t\r\n") == std::string::npos;
  const std::string key = decision.action == Action::kAnswer && blank ? "no_answer" : decision.message_key;
  const auto message = impl_->messages.find(key);
  if (message == impl_->messages.end()) {
    std::cerr << "shopbell: no wording for \"" << key << "\"\n";
    std::abort();
  }
  const char* tone = ToString(decision.tone);
  const auto& toned = message->contains(tone) ? message->at(tone) : message->at("neutral");
  std::string text = toned.contains(impl_->warmth) ? toned.at(impl_->warmth) : toned.at("plain");
  for (const auto& [name, value] : decision.params) text = Filled(std::move(text), name, value);
  text = Filled(std::move(text), "answer", answer);
  if (decision.action == Action::kOfferHuman && !answer.empty()) text = answer + "\n\n" + text;
  if (decision.action == Action::kSuggest) {
    for (const Hit& hit : decision.hits) text += "\n- " + engine.Entry(hit.entry).question;
  }
  return text;
}

}  // namespace shopbell::cli

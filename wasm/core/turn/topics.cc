#include "turn/topics.h"

#include <algorithm>
#include <cstddef>

#include "faq/terms.h"

namespace shopbell::turn {
namespace {

/// Whether every word of `phrase` occurs, in any form of it (`large orders` for `large order`).
bool Says(const std::vector<std::string>& stems, std::string_view phrase) {
  const std::vector<text::Token> words = text::TokenizeUtf8(phrase);
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const text::Token& word) {
    const std::string stem = faq::TokenStem(word);
    return !stem.empty() && std::find(stems.begin(), stems.end(), stem) != stems.end();
  });
}

std::size_t Used(const std::vector<std::string>& list) { return std::min(list.size(), kMaxTopics); }

}  // namespace

std::string MarkedTopic(const Subject& subject, const Settings& settings) {
  std::vector<std::string> stems;
  for (const text::Token& token : subject.tokens) stems.push_back(faq::TokenStem(token));
  for (std::size_t i = 0; i < Used(settings.ring); ++i) {
    const std::string& marked = settings.ring[i];
    if (marked.empty()) continue;
    if (marked == subject.entry || marked == subject.intent || Says(stems, marked)) return marked;
  }
  return {};
}

bool IsSwitchedOn(const Subject& subject, const Settings& settings) {
  for (std::size_t i = 0; i < Used(settings.topics); ++i) {
    const std::string& topic = settings.topics[i];
    if (!topic.empty() && (topic == subject.entry || topic == subject.category)) return true;
  }
  return false;
}

}  // namespace shopbell::turn

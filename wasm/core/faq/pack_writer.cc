#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "faq/pack.h"
#include "faq/terms.h"
#include "text/token.h"

namespace shopbell::faq {
namespace {

void AddCounts(const TermCounts& from, TermCounts& to) {
  for (const auto& [term, count] : from) to[term] += count;
}

/// A text without link targets and e-mail addresses: nobody asks by them, and `hello@shop` is no greeting.
std::string WithoutAddresses(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n\t", at), text.size());
    std::string_view word = std::string_view(text).substr(at, end - at);
    const std::size_t target = word.find("](");
    if (target != std::string_view::npos) word = word.substr(0, target);
    if (word.find('@') == std::string_view::npos && word.find("://") == std::string_view::npos) out += word;
    out += ' ';
    at = end + 1;
  }
  return out;
}

std::string Column(const std::vector<FaqEntry>& entries, const std::string FaqEntry::*field) {
  std::vector<std::string_view> column;
  column.reserve(entries.size());
  for (const FaqEntry& entry : entries) column.emplace_back(entry.*field);
  return bell::WriteStrings(column);
}

}  // namespace

std::string WritePack(const std::string& model_hash, const intent::LinearHead& intents,
                      const std::vector<FaqEntry>& entries) {
  InvertedIndex::Builder phrasing_words, phrasing_trigrams, entry_words;
  BridgeBuilder bridge(intents);
  std::vector<std::uint32_t> phrasing_entries;
  for (std::size_t e = 0; e < entries.size(); ++e) {
    TermCounts whole;
    const auto add = [&](const std::string& phrasing) {
      const std::vector<text::Token> tokens = text::TokenizeUtf8(phrasing);
      const TermCounts words = WordTerms(tokens);
      phrasing_words.Add(words);
      phrasing_trigrams.Add(TrigramTerms(tokens));
      phrasing_entries.push_back(static_cast<std::uint32_t>(e));
      AddCounts(words, whole);
    };
    add(entries[e].question);
    for (const std::string& phrasing : entries[e].phrasings) add(phrasing);
    AddCounts(WordTerms(text::TokenizeUtf8(WithoutAddresses(entries[e].answer))), whole);
    AddCounts(WordTerms(text::TokenizeUtf8(entries[e].category)), whole);
    entry_words.Add(whole);
    bridge.Add(entries[e]);
  }
  bell::Writer writer;
  writer.Add(kModelTag, model_hash);
  writer.Add(kIdsTag, Column(entries, &FaqEntry::id));
  writer.Add(kQuestionsTag, Column(entries, &FaqEntry::question));
  writer.Add(kAnswersTag, Column(entries, &FaqEntry::answer));
  writer.Add(kCategoriesTag, Column(entries, &FaqEntry::category));
  writer.Add(kPhrasingsTag, bell::WriteArray(phrasing_entries));
  writer.Add(kPhrasingWordsTag, phrasing_words.Finish());
  writer.Add(kPhrasingTrigramsTag, phrasing_trigrams.Finish());
  writer.Add(kEntryWordsTag, entry_words.Finish());
  writer.Add(kBridgeTag, bridge.Finish());
  return writer.Finish(bell::kPackKind);
}

}  // namespace shopbell::faq

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "faq/pack.h"
#include "faq/terms.h"
#include "text/mender.h"
#include "text/token.h"
#include "text/utf8.h"

namespace shopbell::faq {
namespace {

/// Sharpens what the intent head says of an entry's texts: they are an owner's, and clearer than a visitor's.
constexpr double kEntryHeat = 1.4;
/// Share of familiar words from which on a FAQ is taken to be in the model's language.
constexpr double kLeastFamiliar = 0.6;

void AddCounts(const TermCounts& from, TermCounts& to) {
  for (const auto& [term, count] : from) to[term] += count;
}

std::string Column(const std::vector<FaqEntry>& entries, const std::string FaqEntry::*field) {
  std::vector<std::string_view> column;
  column.reserve(entries.size());
  for (const FaqEntry& entry : entries) column.emplace_back(entry.*field);
  return bell::WriteStrings(column);
}

void AddWords(const std::vector<text::Token>& tokens, std::set<std::uint32_t>& words) {
  for (const text::Token& token : tokens) {
    if (token.kind == text::Kind::kLetter) words.insert(text::WordHash(text::EncodeUtf8(token.word)));
  }
}

/// Everything of a pack that is made of the entries' texts, one entry after another.
class Indexes {
 public:
  explicit Indexes(const Reader& reader) : reader_(reader), bridge_(reader.intents()) {}

  void Add(std::uint32_t number, const FaqEntry& entry) {
    TermCounts terms;
    std::array<double, intent::kWidth> sum{};
    std::vector<std::vector<double>> chances;
    std::string all = entry.question;
    AddPhrasing(number, entry.question, terms, sum, chances);
    for (const std::string& phrasing : entry.phrasings) {
      AddPhrasing(number, phrasing, terms, sum, chances);
      all += ' ' + phrasing;
    }
    const std::string answer = WithoutAddresses(entry.answer);
    const std::vector<text::Token> answer_tokens = text::TokenizeUtf8(answer);
    AddWords(answer_tokens, words_);
    AddCounts(WordTerms(answer_tokens), terms);
    AddCounts(WordTerms(text::TokenizeUtf8(entry.category)), terms);
    entry_words_.Add(terms);
    validity_.Add(entry);

    const Reading whole = reader_.Read(all + ' ' + answer);
    familiar_ += whole.familiar;
    entry_vectors_.Add(whole.vector);
    const double share = 1.0 / static_cast<double>(chances.size());
    for (std::size_t d = 0; d < sum.size(); ++d)
      sum[d] = sum[d] * share + static_cast<double>(whole.vector[d]);
    bridge_.Add(chances, reader_.Chances(whole, kEntryHeat), intent::Unit(sum));
  }

  /// True where the model knows too few of the FAQ's words to be of use.
  [[nodiscard]] bool IsForeign() const {
    return entry_vectors_.size() > 0 &&
           familiar_ < kLeastFamiliar * static_cast<double>(entry_vectors_.size());
  }

  /// Afterwards, for a foreign FAQ.
  void AddGrams(const FaqEntry& entry) {
    std::string all = entry.question;
    for (const std::string& phrasing : entry.phrasings) all += ' ' + phrasing;
    all += ' ' + WithoutAddresses(entry.answer) + ' ' + entry.category;
    entry_grams_.Add(GramTerms(text::TokenizeUtf8(all)));
  }

  /// Lets each index go once it is written: in a browser memory that was taken once is never given back.
  void WriteTo(bell::Writer& writer) {
    const bool foreign = IsForeign();
    writer.Add(kPhrasingsTag, bell::WriteArray(phrasing_entries_));
    writer.Add(kPhrasingWordsTag, Spent(phrasing_words_));
    writer.Add(kPhrasingTrigramsTag, Spent(phrasing_trigrams_));
    writer.Add(kEntryWordsTag, Spent(entry_words_));
    if (foreign) writer.Add(kEntryGramsTag, Spent(entry_grams_));
    std::string phrasings = Spent(phrasing_vectors_), whole = Spent(entry_vectors_);
    const bool shared = phrasings == whole;
    writer.Add(kPhrasingVectorsTag, std::move(phrasings));
    if (!shared) writer.Add(kEntryVectorsTag, std::move(whole));
    writer.Add(kBridgeTag, bridge_.Finish());
    if (const std::string head = head_.Finish(); !head.empty()) writer.Add(kHeadTag, head);
    if (const std::string bounds = validity_.Finish(); !bounds.empty()) writer.Add(kValidityTag, bounds);
    writer.Add(kWordsTag, bell::WriteArray(std::vector<std::uint32_t>(words_.begin(), words_.end())));
  }

 private:
  template <typename Builder>
  static std::string Spent(Builder& builder) {
    return Builder(std::move(builder)).Finish();
  }

  void AddPhrasing(std::uint32_t number, const std::string& text, TermCounts& terms,
                   std::array<double, intent::kWidth>& sum, std::vector<std::vector<double>>& chances) {
    const Reading reading = reader_.Read(text);
    const TermCounts words = WordTerms(reading.tokens);
    AddWords(reading.tokens, words_);
    phrasing_words_.Add(words);
    TermCounts trigrams = TrigramTerms(reading.tokens);
    phrasing_trigrams_.Add(trigrams);
    head_.Add(number, reading.vector, std::move(trigrams));
    phrasing_vectors_.Add(reading.vector);
    phrasing_entries_.push_back(number);
    AddCounts(words, terms);
    for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += static_cast<double>(reading.vector[d]);
    chances.push_back(reader_.Chances(reading, kEntryHeat));
  }

  const Reader& reader_;
  InvertedIndex::Builder phrasing_words_, phrasing_trigrams_, entry_words_, entry_grams_;
  Vectors::Builder phrasing_vectors_, entry_vectors_;
  BridgeBuilder bridge_;
  double familiar_ = 0;
  std::set<std::uint32_t> words_;
  PackHead::Builder head_;
  Validity validity_;
  std::vector<std::uint32_t> phrasing_entries_;
};

}  // namespace

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

std::string WritePack(const std::string& model_hash, const Reader& reader,
                      const std::vector<FaqEntry>& entries) {
  Indexes indexes(reader);
  for (std::size_t e = 0; e < entries.size(); ++e) indexes.Add(static_cast<std::uint32_t>(e), entries[e]);
  if (indexes.IsForeign()) {
    for (const FaqEntry& entry : entries) indexes.AddGrams(entry);
  }
  bell::Writer writer;
  writer.Add(kModelTag, model_hash);
  writer.Add(kIdsTag, Column(entries, &FaqEntry::id));
  writer.Add(kQuestionsTag, Column(entries, &FaqEntry::question));
  writer.Add(kAnswersTag, Column(entries, &FaqEntry::answer));
  writer.Add(kCategoriesTag, Column(entries, &FaqEntry::category));
  indexes.WriteTo(writer);
  return writer.Finish(bell::kPackKind);
}

}  // namespace shopbell::faq

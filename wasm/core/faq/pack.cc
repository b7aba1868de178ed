#include "faq/pack.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace shopbell::faq {

Result<std::unique_ptr<const Pack>> Pack::Load(std::string bytes, const std::string& model_hash,
                                               std::size_t intents) {
  auto pack = std::make_unique<Pack>();
  pack->bytes_ = std::move(bytes);
  auto container = bell::Container::Open(std::as_bytes(std::span(pack->bytes_)), bell::kPackKind);
  if (!container.ok()) return container.error();
  const std::string_view named = container.value().Section(kModelTag);
  if (named != model_hash) {
    return Error{ErrorCode::kWrongModel, "the pack was built with model " + std::string(named) +
                                             ", this is model " + model_hash + ": build the pack again"};
  }
  if (!pack->LoadSections(container.value(), intents)) {
    return Error{ErrorCode::kCorrupt, "a section's counts or offsets do not fit: build the pack again"};
  }
  return std::unique_ptr<const Pack>(std::move(pack));
}

bool Pack::LoadGrams(std::string_view section, std::size_t entries) {
  if (section.empty()) return true;
  return entry_grams_.emplace().Load(section, entries);
}

bool Pack::LoadPhrasings(std::string_view section, std::size_t entries) {
  std::vector<std::uint32_t> owners;
  if (!bell::ReadArray(section, owners) || !std::is_sorted(owners.begin(), owners.end())) return false;
  phrasing_begins_.assign(entries + 1, 0);
  for (const std::uint32_t entry : owners) {
    if (entry >= entries) return false;
    ++phrasing_begins_[entry + std::size_t{1}];
  }
  if (std::count(phrasing_begins_.begin() + 1, phrasing_begins_.end(), 0u) > 0) return false;
  std::partial_sum(phrasing_begins_.begin(), phrasing_begins_.end(), phrasing_begins_.begin());
  return true;
}

bool Pack::LoadEntryVectors(const bell::Container& container, std::size_t entries) {
  const std::string_view section = container.Section(kEntryVectorsTag);
  vectors_are_shared_ = section.empty();
  return entry_vectors_.Load(vectors_are_shared_ ? container.Section(kPhrasingVectorsTag) : section, entries);
}

bool Pack::LoadSections(const bell::Container& container, std::size_t intents) {
  if (!ids_.Open(container.Section(kIdsTag)) || !questions_.Open(container.Section(kQuestionsTag)) ||
      !answers_.Open(container.Section(kAnswersTag)) ||
      !categories_.Open(container.Section(kCategoriesTag))) {
    return false;
  }
  const std::size_t count = ids_.size();
  if (questions_.size() != count || answers_.size() != count || categories_.size() != count) return false;
  if (!LoadPhrasings(container.Section(kPhrasingsTag), count)) return false;
  const std::size_t phrasings = phrasing_begins_.back();
  return phrasing_words_.Load(container.Section(kPhrasingWordsTag), phrasings) &&
         phrasing_trigrams_.Load(container.Section(kPhrasingTrigramsTag), phrasings) &&
         entry_words_.Load(container.Section(kEntryWordsTag), count) &&
         LoadGrams(container.Section(kEntryGramsTag), count) &&
         phrasing_vectors_.Load(container.Section(kPhrasingVectorsTag), phrasings) &&
         LoadEntryVectors(container, count) && bridge_.Load(container.Section(kBridgeTag), count, intents) &&
         head_.Load(container.Section(kHeadTag), phrasings, count) &&
         validity_.Load(container.Section(kValidityTag), count) &&
         bell::ReadArray(container.Section(kWordsTag), words_) &&
         std::is_sorted(words_.begin(), words_.end());
}

FaqEntry Pack::Entry(std::size_t index) const {
  return {std::string(ids_[index]),
          std::string(questions_[index]),
          std::string(answers_[index]),
          {},
          std::string(categories_[index])};
}

}  // namespace shopbell::faq

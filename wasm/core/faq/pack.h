#ifndef SHOPBELL_FAQ_PACK_H_
#define SHOPBELL_FAQ_PACK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bell/container.h"
#include "faq/bridge.h"
#include "faq/inverted_index.h"
#include "faq/pack_head.h"
#include "faq/reader.h"
#include "faq/validity.h"
#include "faq/vectors.h"
#include "shopbell/result.h"
#include "shopbell/types.h"

namespace shopbell::faq {

/// One shop's FAQ as it was built (shop.bell): texts, and the indexes of its phrasings and entries.
/// Immutable.
class Pack {
 public:
  /// Owns the bytes; what it holds lies in them. @param model_hash what the pack must name. @param intents
  /// that the model's head tells apart, none not counted.
  /// @return kWrongModel and those of
  /// Container.
  [[nodiscard]] static Result<std::unique_ptr<const Pack>> Load(std::string bytes,
                                                                const std::string& model_hash,
                                                                std::size_t intents);

  [[nodiscard]] std::size_t entry_count() const { return ids_.size(); }
  /// @pre index < entry_count(). Without phrasings and validity.
  [[nodiscard]] FaqEntry Entry(std::size_t index) const;

  /// An entry's question, borrowed. @pre index < entry_count()
  [[nodiscard]] std::string_view question(std::size_t index) const { return questions_[index]; }

  /// Where an entry's phrasings begin among all (its question first); entry_count() gives their end.
  /// @pre entry <= entry_count()
  [[nodiscard]] std::size_t phrasing_begin(std::size_t entry) const { return phrasing_begins_[entry]; }

  [[nodiscard]] const InvertedIndex& phrasing_words() const { return phrasing_words_; }
  [[nodiscard]] const InvertedIndex& phrasing_trigrams() const { return phrasing_trigrams_; }
  [[nodiscard]] const InvertedIndex& entry_words() const { return entry_words_; }
  /// Whole entries by GramTerms; null where the model knows the FAQ's language, and so needs none.
  [[nodiscard]] const InvertedIndex* entry_grams() const { return entry_grams_ ? &*entry_grams_ : nullptr; }
  [[nodiscard]] const Vectors& phrasing_vectors() const { return phrasing_vectors_; }
  /// Of question, phrasings and answer together, one an entry.
  [[nodiscard]] const Vectors& entry_vectors() const { return entry_vectors_; }
  /// True where both sets of vectors are the same, as where every entry is one question and nothing else.
  [[nodiscard]] bool vectors_are_shared() const { return vectors_are_shared_; }
  [[nodiscard]] const Bridge& bridge() const { return bridge_; }
  [[nodiscard]] const PackHead& head() const { return head_; }
  [[nodiscard]] const Validity& validity() const { return validity_; }
  /// Hashes of the FAQ's words (text::WordHash), ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& words() const { return words_; }

 private:
  [[nodiscard]] bool LoadGrams(std::string_view section, std::size_t entries);
  [[nodiscard]] bool LoadPhrasings(std::string_view section, std::size_t entries);
  [[nodiscard]] bool LoadEntryVectors(const bell::Container& container, std::size_t entries);
  [[nodiscard]] bool LoadSections(const bell::Container& container, std::size_t intents);

  std::string bytes_;
  bell::StringTable ids_, questions_, answers_, categories_;
  std::vector<std::uint32_t> phrasing_begins_;  // one an entry and one more
  InvertedIndex phrasing_words_, phrasing_trigrams_, entry_words_;
  std::optional<InvertedIndex> entry_grams_;
  Vectors phrasing_vectors_, entry_vectors_;
  bool vectors_are_shared_ = false;
  Bridge bridge_;
  PackHead head_;
  Validity validity_;
  std::vector<std::uint32_t> words_;
};

/// A text without link targets and e-mail addresses: nobody asks by them, and `hello@shop` is no greeting.
[[nodiscard]] std::string WithoutAddresses(const std::string& text);

/// @return the bytes of a shop.bell.
[[nodiscard]] std::string WritePack(const std::string& model_hash, const Reader& reader,
                                    const std::vector<FaqEntry>& entries);

inline constexpr bell::Tag kModelTag = bell::MakeTag("MHSH"), kIdsTag = bell::MakeTag("EIDS"),
                           kQuestionsTag = bell::MakeTag("QUES"), kAnswersTag = bell::MakeTag("ANSW"),
                           kCategoriesTag = bell::MakeTag("CATG"), kPhrasingsTag = bell::MakeTag("PENT"),
                           kPhrasingWordsTag = bell::MakeTag("IXPW"),
                           kPhrasingTrigramsTag = bell::MakeTag("IXPT"),
                           kEntryWordsTag = bell::MakeTag("IXEW"),
                           kPhrasingVectorsTag = bell::MakeTag("VPHR"),
                           kEntryVectorsTag = bell::MakeTag("VENT"), kBridgeTag = bell::MakeTag("BRDG"),
                           kWordsTag = bell::MakeTag("WRDS"), kHeadTag = bell::MakeTag("HEAD"),
                           kValidityTag = bell::MakeTag("VALD"), kEntryGramsTag = bell::MakeTag("IXEG");

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_PACK_H_

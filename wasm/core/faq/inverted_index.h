#ifndef SHOPBELL_FAQ_INVERTED_INDEX_H_
#define SHOPBELL_FAQ_INVERTED_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shopbell::faq {

/// A term, hashed: words and trigrams alike.
using Term = std::uint32_t;
/// Terms of one text with how often each stands there (capped at 255), ascending by term.
using TermCounts = std::map<Term, std::uint32_t>;

struct Posting {
  std::uint32_t doc;
  std::uint8_t count;
};

/// Which documents hold a term. Holds integers only, so that it is equal wherever it was built.
class InvertedIndex {
 public:
  /// Documents are numbered in the order added.
  class Builder {
   public:
    void Add(const TermCounts& terms);
    /// u32 terms, postings, documents; u32 term[]; u32 start[terms + 1]; u32 document[]; u32
    /// length[documents]; u32 square[documents]; u8 count[].
    [[nodiscard]] std::string Finish() const;

   private:
    std::map<Term, std::vector<Posting>> postings_;
    std::vector<std::uint32_t> lengths_;
    std::vector<std::uint32_t> squares_;
  };

  /// Checks every offset; borrows the section. @return false where something does not fit or `documents`
  /// differs.
  [[nodiscard]] bool Load(std::string_view section, std::size_t documents);

  [[nodiscard]] std::size_t doc_count() const { return lengths_.size(); }
  /// Sum of the counts of a document's terms.
  [[nodiscard]] std::uint32_t length(std::size_t doc) const { return lengths_[doc]; }
  [[nodiscard]] double mean_length() const { return mean_length_; }
  /// Sum of the squared counts of a document's terms.
  [[nodiscard]] std::uint32_t square(std::size_t doc) const { return squares_[doc]; }

  struct Range {
    std::size_t begin, end;
    [[nodiscard]] std::size_t size() const { return end - begin; }
  };
  /// Where a term's postings lie, if any. Cost: O(log terms).
  [[nodiscard]] std::optional<Range> Find(Term term) const;
  [[nodiscard]] Posting posting(std::size_t at) const { return {docs_[at], counts_[at]}; }

 private:
  std::span<const Term> terms_;
  std::span<const std::uint32_t> starts_, docs_, lengths_, squares_;
  std::span<const std::uint8_t> counts_;
  double mean_length_ = 0;
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_FAQ_INVERTED_INDEX_H_

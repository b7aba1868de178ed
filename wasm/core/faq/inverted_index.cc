#include "faq/inverted_index.h"

#include <algorithm>
#include <numeric>

#include "bell/container.h"

namespace shopbell::faq {
namespace {

constexpr std::uint32_t kMostCount = 255;

}  // namespace

void InvertedIndex::Builder::Add(const TermCounts& terms) {
  const auto doc = static_cast<std::uint32_t>(lengths_.size());
  std::uint32_t length = 0, square = 0;
  for (const auto& [term, raw] : terms) {
    const std::uint32_t count = std::min(raw, kMostCount);
    postings_[term].push_back({doc, static_cast<std::uint8_t>(count)});
    length += count;
    square += count * count;
  }
  lengths_.push_back(length);
  squares_.push_back(square);
}

std::string InvertedIndex::Builder::Finish() const {
  std::vector<std::uint32_t> terms, starts{0};
  terms.reserve(postings_.size());
  starts.reserve(postings_.size() + 1);
  for (const auto& [term, list] : postings_) {
    terms.push_back(term);
    starts.push_back(starts.back() + static_cast<std::uint32_t>(list.size()));
  }
  const std::vector<std::uint32_t> sizes{static_cast<std::uint32_t>(terms.size()), starts.back(),
                                         static_cast<std::uint32_t>(lengths_.size())};
  std::string out;
  out.reserve((sizes.size() + terms.size() + starts.size() + 2 * lengths_.size()) * sizeof(std::uint32_t) +
              starts.back() * (sizeof(std::uint32_t) + sizeof(std::uint8_t)));
  bell::AppendArray(sizes, out);
  bell::AppendArray(terms, out);
  bell::AppendArray(starts, out);
  for (const auto& [term, list] : postings_) {
    for (const Posting& posting : list)
      out.append(reinterpret_cast<const char*>(&posting.doc), sizeof posting.doc);
  }
  bell::AppendArray(lengths_, out);
  bell::AppendArray(squares_, out);
  for (const auto& [term, list] : postings_) {
    for (const Posting& posting : list) out += static_cast<char>(posting.count);
  }
  return out;
}

bool InvertedIndex::Load(std::string_view section, std::size_t documents) {
  std::span<const std::uint32_t> sizes;
  if (!bell::TakeView(section, 3, sizes) || sizes[2] != documents) return false;
  if (!bell::TakeView(section, sizes[0], terms_) ||
      !bell::TakeView(section, std::size_t{sizes[0]} + 1, starts_) ||
      !bell::TakeView(section, sizes[1], docs_) || !bell::TakeView(section, sizes[2], lengths_) ||
      !bell::TakeView(section, sizes[2], squares_) || !bell::TakeView(section, sizes[1], counts_)) {
    return false;
  }
  if (starts_.front() != 0 || starts_.back() != sizes[1] || !std::is_sorted(starts_.begin(), starts_.end()))
    return false;
  if (!std::is_sorted(terms_.begin(), terms_.end())) return false;
  // The greatest, not the first too great: a loop without a way out runs several postings a step.
  std::uint32_t greatest = 0;
  for (const std::uint32_t doc : docs_) greatest = std::max(greatest, doc);
  if (!docs_.empty() && greatest >= documents) return false;
  const double sum = std::accumulate(lengths_.begin(), lengths_.end(), 0.0);
  mean_length_ = documents == 0 ? 0 : sum / static_cast<double>(documents);
  return true;
}

std::optional<InvertedIndex::Range> InvertedIndex::Find(Term term) const {
  const auto at = std::lower_bound(terms_.begin(), terms_.end(), term);
  if (at == terms_.end() || *at != term) return std::nullopt;
  const auto index = static_cast<std::size_t>(at - terms_.begin());
  return Range{starts_[index], starts_[index + 1]};
}

}  // namespace shopbell::faq

#ifndef SHOPBELL_MOOD_WORD_SET_H_
#define SHOPBELL_MOOD_WORD_SET_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace shopbell::mood {

/// Words and phrases known by their hashes: nobody can read the list off the model. One word in some
/// thousands that is not in the set is taken for one that is. Immutable.
class WordSet {
 public:
  /// @param section u32 count; the hashes ascending, as LEB128 differences, the first from 0. Copied.
  /// @return false where count and size do not fit, or the hashes do not ascend.
  [[nodiscard]] bool Load(std::string_view section);

  /// @param words folded UTF-8, one space between words. Cost: O(log size).
  [[nodiscard]] bool Has(std::string_view words) const;

  [[nodiscard]] std::size_t size() const { return hashes_.size(); }

  /// Upper 24 bits of MurmurHash3 with a seed of its own.
  [[nodiscard]] static std::uint32_t HashOf(std::string_view words);

 private:
  std::vector<std::uint32_t> hashes_;
};

}  // namespace shopbell::mood

#endif  // SHOPBELL_MOOD_WORD_SET_H_

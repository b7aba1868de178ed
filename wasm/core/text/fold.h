#ifndef SHOPBELL_TEXT_FOLD_H_
#define SHOPBELL_TEXT_FOLD_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace shopbell::text {

/// What a code point is to a tokeniser.
enum class Kind : std::uint8_t { kSeparator, kLetter, kNumber, kIdeograph, kSymbol };

/// Makes texts that a reader takes for the same equal: compatibility forms, case and accents are folded,
/// invisible characters dropped (NFKD, case folding, marks of combining class >= 200 and 27..36 removed).
/// Hangul stays composed. Cost: O(n log t), t the table's 7,700 entries.
[[nodiscard]] std::u32string Fold(std::u32string_view text);

[[nodiscard]] Kind KindOf(char32_t code_point);

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_FOLD_H_

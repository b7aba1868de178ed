#ifndef SHOPBELL_TEXT_STEM_H_
#define SHOPBELL_TEXT_STEM_H_

#include <string>
#include <string_view>

namespace shopbell::text {

/// Stem of a folded English word; other words come back as they are.
/// Source: M. F. Porter, "An algorithm for suffix stripping", 1980, with the departures that its author
/// lists.
[[nodiscard]] std::string Stem(std::string_view word);

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_STEM_H_

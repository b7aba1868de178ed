#ifndef SHOPBELL_TEXT_UTF8_H_
#define SHOPBELL_TEXT_UTF8_H_

#include <string>
#include <string_view>

namespace shopbell::text {

/// Code points of any bytes. Each maximal ill-formed part becomes one U+FFFD, as the Unicode Standard (3.9,
/// "U+FFFD Substitution of Maximal Subparts") and browsers' TextDecoder have it.
[[nodiscard]] std::u32string DecodeUtf8(std::string_view bytes);

[[nodiscard]] std::string EncodeUtf8(std::u32string_view text);
void AppendUtf8(char32_t code_point, std::string& out);

/// Where the bytes stop being UTF-8, or npos.
[[nodiscard]] std::size_t FindInvalidUtf8(std::string_view bytes);

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_UTF8_H_

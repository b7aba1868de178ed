#ifndef SHOPBELL_CLI_JSON_LINE_H_
#define SHOPBELL_CLI_JSON_LINE_H_

#include <string>
#include <string_view>

namespace shopbell::cli {

/// JSON text with every lone surrogate escape (`\ud83d` without its other half) made `\ufffd`.
/// Other programs write such escapes for broken text, which stands for U+FFFD here; the parser would refuse
/// the line.
[[nodiscard]] std::string MendSurrogates(std::string_view json);

}  // namespace shopbell::cli

#endif  // SHOPBELL_CLI_JSON_LINE_H_

#ifndef SHOPBELL_IMPORT_FAQ_JSON_H_
#define SHOPBELL_IMPORT_FAQ_JSON_H_

#include <string>
#include <string_view>
#include <vector>

#include "shopbell/types.h"

namespace shopbell::import {

/// An owner's FAQ, or what is wrong with it.
struct FaqImport {
  std::vector<FaqEntry> entries;      ///< Empty where there are faults.
  std::vector<std::string> faults;    ///< One sentence each: where, what was expected, what was found.
  std::vector<std::string> warnings;  ///< What was accepted and should be seen to.
  [[nodiscard]] bool ok() const { return faults.empty(); }
};

/// Reads `[{"id","question","answer","phrasings":[…],"category"}]`. Total: any bytes.
/// Faults of syntax name line and byte; faults of content name the entry, its id and the field.
[[nodiscard]] FaqImport ParseFaqJson(std::string_view json);

}  // namespace shopbell::import

#endif  // SHOPBELL_IMPORT_FAQ_JSON_H_

// Any bytes as an owner's FAQ: faults or entries, never both, and every fault is clean UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "import/faq_json.h"
#include "shopbell/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shopbell;
  const auto faq = import::ParseFaqJson(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!faq.ok() && !faq.entries.empty()) std::abort();
  for (const FaqEntry& entry : faq.entries) {
    if (entry.id.empty() || FindInvalidUtf8(entry.answer) != std::string_view::npos) std::abort();
  }
  for (const std::string& fault : faq.faults) {
    if (fault.empty() || FindInvalidUtf8(fault) != std::string_view::npos) std::abort();
  }
  return 0;
}

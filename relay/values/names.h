// The words for the shared values, the same on the wire, in the store and in logs.
#ifndef SHOPBELL_RELAY_VALUES_NAMES_H_
#define SHOPBELL_RELAY_VALUES_NAMES_H_

#include <string_view>

#include "values/values.h"

namespace shopbell::relay {

[[nodiscard]] constexpr std::string_view Name(Owner owner) {
  switch (owner) {
    case Owner::kBot:
      return "bot";
    case Owner::kQueue:
      return "queue";
    case Owner::kAgent:
      return "agent";
    case Owner::kClosed:
      return "closed";
  }
  return "";
}

[[nodiscard]] constexpr std::string_view Name(Speaker speaker) {
  switch (speaker) {
    case Speaker::kVisitor:
      return "visitor";
    case Speaker::kBot:
      return "bot";
    case Speaker::kAgent:
      return "agent";
  }
  return "";
}

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_VALUES_NAMES_H_

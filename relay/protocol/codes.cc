#include "protocol/codes.h"

namespace shopbell::relay {

std::string_view CodeText(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadFrame:
      return "bad_frame";
    case ErrorCode::kUnknownType:
      return "unknown_type";
    case ErrorCode::kUnknownShop:
      return "unknown_shop";
    case ErrorCode::kWrongSecret:
      return "wrong_secret";
    case ErrorCode::kIdReused:
      return "id_reused";
    case ErrorCode::kNotHandedOff:
      return "not_handed_off";
    case ErrorCode::kAlreadyTaken:
      return "already_taken";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kRateLimited:
      return "rate_limited";
    case ErrorCode::kStoreUnavailable:
      return "store_unavailable";
    case ErrorCode::kUnknownConversation:
      return "unknown_conversation";
  }
  return "bad_frame";
}

bool IsTemporary(ErrorCode code) {
  return code == ErrorCode::kRateLimited || code == ErrorCode::kStoreUnavailable;
}

}  // namespace shopbell::relay

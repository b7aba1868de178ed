// Reading one field of a JSON object, or saying what was expected there.
#ifndef SHOPBELL_RELAY_PROTOCOL_FIELDS_H_
#define SHOPBELL_RELAY_PROTOCOL_FIELDS_H_

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "values/commands.h"

namespace shopbell::relay {

/// Thrown within the parser, never out of it.
struct FieldError {
  ErrorCode code = ErrorCode::kBadFrame;
  std::string message;
};

/// The fields of one object; `path` names it in messages. Throws FieldError.
class Fields {
 public:
  Fields(const nlohmann::json& object, std::string path);

  [[nodiscard]] bool Has(const char* name) const;
  /// 1–64 of `[A-Za-z0-9_-]`.
  [[nodiscard]] std::string Id(const char* name) const;
  /// Exactly `length` of base64url.
  [[nodiscard]] std::string Base64Url(const char* name, std::size_t length) const;
  /// Code points from `least` to `most`, over it is kTooLarge; no control characters but tab, LF and CR.
  [[nodiscard]] std::string Text(const char* name, std::size_t least, std::size_t most) const;
  [[nodiscard]] std::optional<std::string> TextOrNull(const char* name, std::size_t most) const;
  [[nodiscard]] std::string Email(const char* name) const;
  /// A whole number from 0 to 2^53.
  [[nodiscard]] std::int64_t Whole(const char* name) const;
  [[nodiscard]] std::optional<double> ChanceOrNull(const char* name) const;
  [[nodiscard]] std::optional<Mood> MoodOrNull(const char* name) const;
  [[nodiscard]] const nlohmann::json& Array(const char* name) const;

 private:
  [[nodiscard]] const nlohmann::json& At(const char* name) const;
  [[nodiscard]] double Chance(const char* name) const;
  [[noreturn]] void Expected(const char* name, std::string_view what) const;

  const nlohmann::json& object_;
  std::string path_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_PROTOCOL_FIELDS_H_

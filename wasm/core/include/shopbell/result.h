#ifndef SHOPBELL_RESULT_H_
#define SHOPBELL_RESULT_H_

#include <optional>
#include <string>
#include <utility>

namespace shopbell {

/// What the caller can do about a failed load.
enum class ErrorCode {
  kNotBell,        ///< The bytes are no .bell file: give another file.
  kWrongVersion,   ///< Made by another version: build it again.
  kTruncated,      ///< Cut short: copy or download it again.
  kCorrupt,        ///< An offset, count or checksum does not fit: build or download it again.
  kWrongModel,     ///< The pack names another model: load that one, or build the pack again.
  kInvalidSource,  ///< The FAQ has a fault: mend the named entry and field.
};

/// Stable word for an error, as other languages see it: `wrong-version`.
[[nodiscard]] const char* ErrorCodeName(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;  ///< English, one sentence: what was expected, where.
};

/// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)) {}

  [[nodiscard]] bool ok() const { return value_.has_value(); }
  /// @pre ok()
  [[nodiscard]] const T& value() const& { return *value_; }
  [[nodiscard]] T&& value() && { return std::move(*value_); }
  /// @pre !ok()
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_{};
};

}  // namespace shopbell

#endif  // SHOPBELL_RESULT_H_

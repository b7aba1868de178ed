#include "protocol/fields.h"

#include <algorithm>
#include <utility>

#include "protocol/codes.h"

namespace shopbell::relay {
namespace {

bool IsIdChar(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool IsIdText(std::string_view text) { return std::all_of(text.begin(), text.end(), IsIdChar); }

/// Nobody types them, and in JSON each would take six bytes. Tabs and line ends are text.
bool IsControl(char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r'; }

std::size_t CountPoints(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

}  // namespace

Fields::Fields(const nlohmann::json& object, std::string path) : object_(object), path_(std::move(path)) {
  if (!object.is_object()) throw FieldError{ErrorCode::kBadFrame, path_ + "expected a JSON object"};
}

bool Fields::Has(const char* name) const { return object_.contains(name); }

void Fields::Expected(const char* name, std::string_view what) const {
  std::string message = path_;
  message += name;
  message += ": expected ";
  message += what;
  message += object_.contains(name) ? "" : ", the field is missing";
  throw FieldError{ErrorCode::kBadFrame, std::move(message)};
}

const nlohmann::json& Fields::At(const char* name) const {
  static const nlohmann::json kMissing(nlohmann::json::value_t::discarded);
  const auto found = object_.find(name);
  return found == object_.end() ? kMissing : *found;
}

std::string Fields::Id(const char* name) const {
  constexpr std::size_t kMostId = 64;
  const auto& value = At(name);
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (!text.empty() && text.size() <= kMostId && IsIdText(text)) return text;
  }
  Expected(name, "a string of 1 to 64 characters of A-Z a-z 0-9 _ -");
}

std::string Fields::Base64Url(const char* name, std::size_t length) const {
  const auto& value = At(name);
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() == length && IsIdText(text)) return text;
  }
  Expected(name, "a string of " + std::to_string(length) + " characters of base64url");
}

std::string Fields::Text(const char* name, std::size_t least, std::size_t most) const {
  const auto& value = At(name);
  if (!value.is_string()) Expected(name, "a string");
  const auto& text = value.get_ref<const std::string&>();
  const std::size_t points = CountPoints(text);
  if (points > most) {
    throw FieldError{ErrorCode::kTooLarge, path_ + name + ": expected at most " + std::to_string(most) +
                                               " code points, got " + std::to_string(points)};
  }
  if (std::any_of(text.begin(), text.end(), IsControl)) {
    Expected(name, "text without control characters other than tab and line ends");
  }
  if (points < least) Expected(name, "a string of at least " + std::to_string(least) + " code point");
  return text;
}

std::optional<std::string> Fields::TextOrNull(const char* name, std::size_t most) const {
  const auto& value = At(name);
  if (value.is_null()) return std::nullopt;
  if (!value.is_string()) Expected(name, "a string or null");
  return Text(name, 0, most);
}

std::string Fields::Email(const char* name) const {
  const auto& value = At(name);
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const std::size_t at = text.find('@');
    const bool plain =
        std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
    if (text.size() <= kMaxEmailBytes && plain && at != std::string::npos && at > 0 && at + 1 < text.size()) {
      return text;
    }
  }
  Expected(name, "an e-mail address of at most 254 bytes");
}

std::int64_t Fields::Whole(const char* name) const {
  constexpr std::int64_t kMostWhole = 1LL << 53;
  const auto& value = At(name);
  if (value.is_number_unsigned() && value.get<std::uint64_t>() <= static_cast<std::uint64_t>(kMostWhole)) {
    return value.get<std::int64_t>();
  }
  if (value.is_number_integer() && !value.is_number_unsigned() && value.get<std::int64_t>() >= 0) {
    return value.get<std::int64_t>();
  }
  Expected(name, "a whole number, not negative");
}

double Fields::Chance(const char* name) const {
  const auto& value = At(name);
  if (value.is_number()) {
    const double number = value.get<double>();
    if (number >= 0 && number <= 1) return number;
  }
  Expected(name, "a number from 0 to 1");
}

std::optional<double> Fields::ChanceOrNull(const char* name) const {
  if (At(name).is_null()) return std::nullopt;
  return Chance(name);
}

std::optional<Mood> Fields::MoodOrNull(const char* name) const {
  const auto& value = At(name);
  if (value.is_null()) return std::nullopt;
  if (!value.is_object()) Expected(name, "a mood object or null");
  const Fields fields(value, path_ + name + ".");
  Mood mood;
  mood.label = fields.Text("label", 1, 32);
  mood.upset = fields.Chance("upset");
  mood.distressed = fields.Chance("distressed");
  mood.confused = fields.Chance("confused");
  mood.neutral = fields.Chance("neutral");
  mood.happy = fields.Chance("happy");
  mood.grateful = fields.Chance("grateful");
  mood.intensity = fields.Chance("intensity");
  return mood;
}

const nlohmann::json& Fields::Array(const char* name) const {
  const auto& value = At(name);
  if (!value.is_array()) Expected(name, "an array");
  return value;
}

}  // namespace shopbell::relay

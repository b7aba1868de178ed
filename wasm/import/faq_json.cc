#include "import/faq_json.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "import/dates.h"
#include "import/syntax.h"
#include "shopbell/engine.h"

namespace shopbell::import {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostFaults = 20;
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::string_view kFields[] = {"id",        "question",   "answer",     "category",
                                        "phrasings", "valid_from", "valid_until"};
constexpr std::size_t kMostEntries = 200000;
/// Stands for bad bytes while the text is parsed, so that the fault can name the field they are in: a
/// noncharacter, which no text holds for interchange.
constexpr std::string_view kBadBytes = "\xF4\x8F\xBF\xBF";

/// A text in which kBadBytes stands for each bad byte, and where.
struct MarkedText {
  std::string text;
  std::vector<std::size_t> marks;

  /// Where in the text as it was given an offset of the marked one lies.
  [[nodiscard]] std::size_t Original(std::size_t at) const {
    const auto before = std::lower_bound(marks.begin(), marks.end(), at) - marks.begin();
    return at - static_cast<std::size_t>(before) * (kBadBytes.size() - 1);
  }
};

MarkedText MarkBadBytes(std::string_view json) {
  MarkedText marked;
  while (!json.empty()) {
    const std::size_t bad = FindInvalidUtf8(json);
    marked.text += json.substr(0, bad);
    if (bad == std::string_view::npos) break;
    marked.marks.push_back(marked.text.size());
    marked.text += kBadBytes;
    json.remove_prefix(bad + 1);
  }
  return marked;
}

/// The text with U+FFFD where bad bytes were.
std::string Unmarked(std::string text) {
  for (std::size_t at; (at = text.find(kBadBytes)) != std::string::npos;)
    text.replace(at, kBadBytes.size(), "\xEF\xBF\xBD");
  return text;
}

/// A tag such as `<br>` or `</a>`; not "a < b".
bool HoldsHtml(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const bool opens = next == '/' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (opens && text.find('>', at) != std::string_view::npos) return true;
  }
  return false;
}

/// ": is \"phrasings\" meant?" for a name near to a known one.
std::string Meant(const std::string& name) {
  const std::string_view known = NearestName(name, kFields);
  return known.empty() ? "" : ": is \"" + std::string(known) + "\" meant?";
}

std::string Shortened(const std::string& text) {
  constexpr std::size_t kMost = 60;
  return text.size() <= kMost ? text : CleanUtf8(std::string_view(text).substr(0, kMost)) + "...";
}

/// Collects one entry's faults under its name.
class EntryReader {
 public:
  EntryReader(const Json& json, std::size_t number, bool marked, FaqImport& out)
      : json_(json), marked_(marked), out_(out) {
    name_ = "entry " + std::to_string(number);
    const auto id = json.is_object() ? json.find("id") : json.end();
    if (json.is_object() && id != json.end() && id->is_string())
      name_ += " (id \"" + Shortened(Unmarked(id->get<std::string>())) + "\")";
  }

  std::optional<FaqEntry> Read() {
    if (!json_.is_object()) {
      Fault("", "expected an object with \"id\", \"question\" and \"answer\", found " +
                    std::string(json_.type_name()));
      return std::nullopt;
    }
    FaqEntry entry;
    entry.id = Text("id", true);
    entry.question = Text("question", true);
    entry.answer = Text("answer", false);
    entry.category = Text("category", false);
    Phrasings(entry);
    Validity(entry);
    for (const auto& [key, value] : json_.items()) {
      if (IsBad(key)) Fault("name of a field", "expected UTF-8, found other bytes: save the file as UTF-8");
      if (std::find(std::begin(kFields), std::end(kFields), key) == std::end(kFields))
        Warn(Shortened(key), "is not known and is left out" + Meant(key));
    }
    if (entry.answer.empty() && sound_)
      Warn("answer", "is empty: the entry can be suggested, but has nothing to say");
    if (HoldsHtml(entry.answer))
      Warn("answer", "holds HTML, which visitors see as it is written: write plain text or Markdown");
    if (!sound_) return std::nullopt;
    return entry;
  }

  void Warn(const std::string& field, const std::string& what) {
    out_.warnings.push_back(name_ + ", field \"" + field + "\": " + what);
  }

  void Fault(const std::string& field, const std::string& what) {
    sound_ = false;
    out_.faults.push_back(name_ + (field.empty() ? "" : ", field \"" + field + "\"") + ": " + what);
  }

 private:
  [[nodiscard]] bool IsBad(const std::string& text) const {
    return marked_ && text.find(kBadBytes) != std::string::npos;
  }

  std::string Checked(const std::string& field, const Json& value) {
    if (!value.is_string()) {
      Fault(field, "expected a string, found " + std::string(value.type_name()));
      return {};
    }
    auto text = value.get<std::string>();
    if (IsBad(text)) Fault(field, "expected UTF-8, found other bytes: save the file as UTF-8");
    return text;
  }

  std::string Text(const char* field, bool required) {
    const auto at = json_.find(field);
    if (at == json_.end() || (at->is_null() && !required)) {
      if (required) Fault(field, "expected a string, found nothing");
      return {};
    }
    std::string text = Checked(field, *at);
    const bool blank = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
    if (required && blank && at->is_string()) Fault(field, "expected text, found an empty string");
    return text;
  }

  /// A bound, in its text form kept so that a last day counts whole.
  std::optional<ReadDate> Date(const char* field) {
    const auto at = json_.find(field);
    if (at == json_.end() || at->is_null()) return std::nullopt;
    const std::string text = Checked(field, *at);
    if (!at->is_string()) return std::nullopt;
    const std::optional<ReadDate> date = ParseDate(text);
    if (!date)
      Fault(field, "expected a day (2026-12-24) or a time (2026-12-24T18:00, or with +01:00 or Z), found \"" +
                       Shortened(Unmarked(text)) + "\"");
    return date;
  }

  void Validity(FaqEntry& entry) {
    const std::optional<ReadDate> from = Date("valid_from"), until = Date("valid_until");
    if (from) entry.valid_from = from->bound;
    if (until) {
      entry.valid_until = until->bound;
      if (until->whole_day) entry.valid_until->seconds += kDaySeconds;
    }
    if (from && until && entry.valid_from->local == entry.valid_until->local &&
        entry.valid_from->seconds >= entry.valid_until->seconds)
      Fault("valid_until", "expected a time after \"valid_from\": the entry would never be answered");
  }

  void Phrasings(FaqEntry& entry) {
    const auto at = json_.find("phrasings");
    if (at == json_.end() || at->is_null()) return;
    if (!at->is_array()) {
      Fault("phrasings", "expected a list of strings, found " + std::string(at->type_name()));
      return;
    }
    for (std::size_t i = 0; i < at->size(); ++i) {
      entry.phrasings.push_back(Checked("phrasings[" + std::to_string(i) + "]", (*at)[i]));
    }
  }

  const Json& json_;
  bool marked_;  // bad bytes were marked: otherwise the mark is the owner's own character
  FaqImport& out_;
  std::string name_;
  bool sound_ = true;
};

void ReadEntries(const Json& list, bool marked, FaqImport& out) {
  std::map<std::string, std::size_t> seen, asked;
  for (std::size_t i = 0; i < list.size() && out.faults.size() < kMostFaults; ++i) {
    EntryReader reader(list[i], i + 1, marked, out);
    std::optional<FaqEntry> entry = reader.Read();
    if (!entry) continue;
    const auto [at, fresh] = seen.emplace(entry->id, i + 1);
    if (!fresh)
      reader.Fault("id", "expected an id of its own, found that of entry " + std::to_string(at->second));
    const bool always = !entry->valid_from && !entry->valid_until;
    const auto [other, first] = always ? asked.emplace(entry->question, i + 1) : std::pair{asked.end(), true};
    if (!first)
      reader.Warn("question", "is that of entry " + std::to_string(other->second) +
                                  " too: visitors get one of the two answers");
    out.entries.push_back(std::move(*entry));
  }
  if (out.faults.size() >= kMostFaults)
    out.faults.push_back("and perhaps more: only the first faults are listed");
}

}  // namespace

FaqImport ParseFaqJson(std::string_view json) {
  FaqImport out;
  const MarkedText marked = MarkBadBytes(json);
  Json list;
  try {
    list = Json::parse(marked.text);
  } catch (const Json::parse_error& error) {
    const std::string what = error.what();
    const std::size_t colon = what.rfind(": ");
    const std::size_t detail = what.find("syntax error");
    const std::size_t at = marked.Original(error.byte == 0 ? 0 : error.byte - 1);
    const bool wants_colon = what.find("expected ':'") != std::string::npos;
    if (auto mistake = UsualMistake(json, at, wants_colon)) {
      out.faults.push_back(*std::move(mistake));
      return out;
    }
    out.faults.push_back(Place(json, at) + ": expected JSON, found a " +
                         Unmarked(what.substr(detail == std::string::npos ? colon + 2 : detail)));
    return out;
  } catch (const Json::exception& error) {
    out.faults.push_back(std::string("line 1, byte 1: expected JSON: ") + error.what());
    return out;
  }
  if (!list.is_array()) {
    out.faults.push_back(
        "line 1, byte 1: expected a list of entries, [{\"id\", \"question\", \"answer\"}, ...], found " +
        std::string(list.type_name()));
    return out;
  }
  if (list.empty())
    out.warnings.push_back("the FAQ has no entries: every question will be answered with \"I don't know\"");
  if (list.size() > kMostEntries) {
    out.faults.push_back("expected at most " + std::to_string(kMostEntries) + " entries, found " +
                         std::to_string(list.size()));
    return out;
  }
  ReadEntries(list, !marked.marks.empty(), out);
  if (!out.ok()) out.entries.clear();
  return out;
}

}  // namespace shopbell::import

#include "cli/neural.h"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/files.h"

namespace shopbell::cli {
namespace {

/// @throws UserError
std::vector<float> VectorOf(const nlohmann::json& line, const char* field) {
  std::vector<float> out;
  if (line.contains(field) && line[field].is_array()) {
    for (const nlohmann::json& value : line[field]) {
      if (value.is_number()) out.push_back(value.get<float>());
    }
  }
  if (out.size() != kNeuralWidth)
    throw UserError{"field \"" + std::string(field) + "\": expected a list of " +
                    std::to_string(kNeuralWidth) + " numbers"};
  return out;
}

/// Collects the vectors of a pack's entries.
class Rows {
 public:
  explicit Rows(const Engine& engine) : values_(engine.entry_count() * 2 * kNeuralWidth) {
    for (std::size_t i = 0; i < engine.entry_count(); ++i) places_[engine.Entry(i).id] = i;
  }
  /// @throws UserError
  void Add(const nlohmann::json& line) {
    const auto place = places_.find(line["entry"].get<std::string>());
    if (place == places_.end()) throw UserError{"field \"entry\": expected the id of an entry of the pack"};
    auto to = values_.begin() + static_cast<std::ptrdiff_t>(place->second * 2 * kNeuralWidth);
    for (const char* field : {"question", "whole"}) {
      const std::vector<float> vector = VectorOf(line, field);
      to = std::copy(vector.begin(), vector.end(), to);
    }
    places_.erase(place);
  }
  [[nodiscard]] bool complete() const { return places_.empty(); }
  [[nodiscard]] const std::vector<float>& values() const { return values_; }

 private:
  std::map<std::string, std::size_t> places_;  // of the entries that have no vectors yet
  std::vector<float> values_;
};

/// @throws UserError
void ReadLine(const nlohmann::json& line, Rows& rows, TextVectors& texts) {
  if (line.is_object() && line.contains("entry") && line["entry"].is_string()) {
    rows.Add(line);
  } else if (line.is_object() && line.contains("text") && line["text"].is_string()) {
    texts.Set(line["text"].get<std::string>(), VectorOf(line, "vector"));
  } else {
    throw UserError{R"(expected {"entry", "question", "whole"} or {"text", "vector"})"};
  }
}

}  // namespace

std::shared_ptr<const NeuralTokens> LoadNeural(const std::string& path) {
  const std::string bytes = ReadFile(path);
  auto tokens = NeuralTokens::Load(std::as_bytes(std::span(bytes)));
  if (!tokens.ok()) throw UserError{path + ": " + tokens.error().message};
  return std::move(tokens).value();
}

void PrintTokens(const NeuralTokens& tokens, std::istream& in, std::ostream& out) {
  EachText(in, [&](const std::string& text) {
    out << nlohmann::ordered_json{{"ids", tokens.Ids(text)}}.dump() << '\n';
  });
}

void PrintEntryTokens(const NeuralTokens& tokens, const Engine& engine, std::ostream& out) {
  for (std::size_t i = 0; i < engine.entry_count(); ++i) {
    const auto texts = engine.NeuralTexts(i);
    const nlohmann::ordered_json line{
        {"entry", engine.Entry(i).id}, {"question", tokens.Ids(texts[0])}, {"whole", tokens.Ids(texts[1])}};
    out << line.dump() << '\n';
  }
}

std::span<const float> TextVectors::Of(std::string_view text) const {
  const auto at = vectors_.find(text);
  return at == vectors_.end() ? std::span<const float>() : std::span<const float>(at->second);
}

TextVectors LoadVectors(const std::string& path, Engine& engine) {
  TextVectors texts;
  if (path.empty()) return texts;
  Rows rows(engine);
  std::istringstream lines(ReadFile(path));
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    try {
      ReadLine(nlohmann::json::parse(line, nullptr, false), rows, texts);
    } catch (const UserError& error) {
      throw UserError{path + ": line " + std::to_string(number) + ": " + error.message};
    }
  }
  if (!rows.complete()) throw UserError{path + ": expected vectors of every entry of the pack"};
  if (!engine.SetNeural(rows.values())) throw UserError{path + ": expected numbers from -1 to 1"};
  return texts;
}

}  // namespace shopbell::cli

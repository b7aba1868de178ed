#include "cli/neural.h"

#include <nlohmann/json.hpp>
#include <span>

#include "cli/files.h"

namespace shopbell::cli {

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

}  // namespace shopbell::cli

#ifndef SHOPBELL_CLI_NEURAL_H_
#define SHOPBELL_CLI_NEURAL_H_

#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shopbell/engine.h"
#include "shopbell/neural.h"

/// What concerns the second tier, whose graph is run outside.
namespace shopbell::cli {

/// @throws UserError
[[nodiscard]] std::shared_ptr<const NeuralTokens> LoadNeural(const std::string& path);

/// What the graph reads for each line: `{"ids":[...]}`.
void PrintTokens(const NeuralTokens& tokens, std::istream& in, std::ostream& out);
/// And for each entry of a pack: `{"entry":id,"question":[...],"whole":[...]}`.
void PrintEntryTokens(const NeuralTokens& tokens, const Engine& engine, std::ostream& out);

/// What the graph made of texts.
class TextVectors {
 public:
  void Set(std::string text, std::vector<float> vector) { vectors_[std::move(text)] = std::move(vector); }
  /// @return the vector, or nothing for a text that is not among them.
  [[nodiscard]] std::span<const float> Of(std::string_view text) const;

 private:
  std::map<std::string, std::vector<float>, std::less<>> vectors_;
};

/// Reads JSON lines `{"entry":id,"question":[...],"whole":[...]}`, one for every entry of the pack, which are
/// given to the engine, and `{"text":string,"vector":[...]}`, which are returned; each list a unit vector of
/// kNeuralWidth numbers.
/// @param path empty: none. @throws UserError naming the line
[[nodiscard]] TextVectors LoadVectors(const std::string& path, Engine& engine);

}  // namespace shopbell::cli

#endif  // SHOPBELL_CLI_NEURAL_H_

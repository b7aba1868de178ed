#ifndef SHOPBELL_CLI_NEURAL_H_
#define SHOPBELL_CLI_NEURAL_H_

#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "shopbell/neural.h"

/// What concerns the second tier, whose graph is run outside.
namespace shopbell::cli {

/// @throws UserError
[[nodiscard]] std::shared_ptr<const NeuralTokens> LoadNeural(const std::string& path);

/// What the graph reads for each line: `{"ids":[...]}`.
void PrintTokens(const NeuralTokens& tokens, std::istream& in, std::ostream& out);

}  // namespace shopbell::cli

#endif  // SHOPBELL_CLI_NEURAL_H_

#ifndef SHOPBELL_CLI_FILES_H_
#define SHOPBELL_CLI_FILES_H_

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>

#include "shopbell/engine.h"

namespace shopbell::cli {

/// What ends a command with exit code 2: the message is for the user.
struct UserError {
  std::string message;
};

/// @throws UserError where the file cannot be read.
[[nodiscard]] std::string ReadFile(const std::string& path);

/// Writes beside and renames: the old file or the whole new one is there, never half of it. @throws UserError
void WriteFile(const std::string& path, const std::string& bytes);

/// @param path empty: model.bell beside the program. @throws UserError
[[nodiscard]] std::shared_ptr<const Model> LoadModel(const std::string& path);
[[nodiscard]] std::shared_ptr<Engine> LoadEngine(const std::string& pack_path, const std::string& model_path);

/// Calls `use` with each line, in order: the string `text` of a JSON object, else the line itself, as clean
/// UTF-8.
void EachText(std::istream& in, const std::function<void(const std::string&)>& use);

}  // namespace shopbell::cli

#endif  // SHOPBELL_CLI_FILES_H_

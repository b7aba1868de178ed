#ifndef SHOPBELL_TESTS_CLI_TOY_SHOP_H_
#define SHOPBELL_TESTS_CLI_TOY_SHOP_H_

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>

#include "cli/files.h"
#include "shopbell/engine.h"

namespace shopbell::cli {

/// A shop of three entries under the committed model.
inline std::shared_ptr<Engine> ToyShop() {
  const auto model = LoadModel(SHOPBELL_MODEL);
  const std::string pack =
      BuildPack(*model, {{"returns", "How do I return an item?", "Send it back within **30 days**.", {}, ""},
                         {"hours", "When is the store open?", "Daily from 10 to 18.", {}, ""},
                         {"delivery", "How long does delivery take?", "Two to four days.", {}, ""}});
  auto engine = Engine::Create(model, pack);
  if (!engine.ok()) throw UserError{engine.error().message};
  return std::move(engine).value();
}

/// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_(std::filesystem::temp_directory_path() / ("shopbell-test-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string Path(const std::string& name) const { return (path_ / name).string(); }
  std::string Write(const std::string& name, const std::string& bytes) const {
    std::ofstream(Path(name), std::ios::binary) << bytes;
    return Path(name);
  }
  [[nodiscard]] std::size_t file_count() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::filesystem::path path_;
};

}  // namespace shopbell::cli

#endif  // SHOPBELL_TESTS_CLI_TOY_SHOP_H_

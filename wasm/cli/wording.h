#ifndef SHOPBELL_CLI_WORDING_H_
#define SHOPBELL_CLI_WORDING_H_

#include <memory>
#include <string>

#include "shopbell/engine.h"
#include "shopbell/types.h"

namespace shopbell::cli {

/// Says a decision in words, from the same wording files as the widget.
class Wording {
 public:
  explicit Wording(Warmth warmth);
  ~Wording();
  /// What the visitor would read; empty where the bot stays silent. A key without wording is a fault of the
  /// build.
  [[nodiscard]] std::string Render(const Decision& decision, const Engine& engine) const;
  /// Whether a key has wording.
  [[nodiscard]] bool Has(const std::string& key) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shopbell::cli

#endif  // SHOPBELL_CLI_WORDING_H_

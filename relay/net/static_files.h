// Files of a folder over HTTP.
#ifndef SHOPBELL_RELAY_NET_STATIC_FILES_H_
#define SHOPBELL_RELAY_NET_STATIC_FILES_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

namespace shopbell::relay {

/// One folder and what lies in it, nothing beside it, nothing whose name begins with a dot.
class StaticFiles {
 public:
  explicit StaticFiles(std::filesystem::path root) : root_(std::move(root)) {}

  /// Answers GET and HEAD. Where FILE.br or FILE.gz lies beside and the client accepts it, that is sent.
  /// Wherever there is such a file, Content-Type says what it is, with 304 too.
  /// @param encoded_path what follows the folder's prefix in the URL, percent-encoded; "" is index.html.
  [[nodiscard]] HttpResponse Serve(const HttpRequest& request, std::string_view encoded_path) const;

 private:
  [[nodiscard]] std::optional<std::filesystem::path> Resolve(std::string_view encoded_path) const;

  std::filesystem::path root_;
};

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_NET_STATIC_FILES_H_

#include "net/static_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace shopbell::relay {
namespace {

namespace fs = std::filesystem;

std::string_view TypeOf(const fs::path& path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".wasm", "application/wasm"},
      {".bell", "application/octet-stream"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".map", "application/json"},
  }};
  const std::string extension = path.extension().string();
  for (const auto& [ending, type] : kTypes) {
    if (extension == ending) return type;
  }
  return "application/octet-stream";
}

bool Accepts(std::string_view accepted, std::string_view coding) {
  while (!accepted.empty()) {
    const std::size_t end = std::min(accepted.find(','), accepted.size());
    std::string_view one = accepted.substr(0, end);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    const std::size_t name_end = std::min(one.find_first_of("; "), one.size());
    if (one.substr(0, name_end) == coding) {
      const std::size_t weight = one.find("q=");
      return weight == std::string_view::npos ||
             one.substr(weight + 2).find_first_not_of("0. ") != std::string_view::npos;
    }
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
  }
  return false;
}

std::string HttpDate(std::time_t time) {
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 40> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

struct Chosen {
  fs::path path;
  std::string_view coding;
  struct stat info {};
};

std::optional<Chosen> Choose(const fs::path& path, std::string_view accepted) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kCodings = {
      {{"br", ".br"}, {"gzip", ".gz"}, {"", ""}}};
  for (const auto& [coding, ending] : kCodings) {
    if (!coding.empty() && !Accepts(accepted, coding)) continue;
    Chosen chosen{path, coding};
    chosen.path += ending;
    if (stat(chosen.path.c_str(), &chosen.info) == 0 && S_ISREG(chosen.info.st_mode)) return chosen;
  }
  return std::nullopt;
}

bool NamesTag(std::string_view header, std::string_view tag) {
  return header == "*" || header.find(tag) != std::string_view::npos;
}

/// Whether the name carries a hash of its content, as `core.3fa9c1d2.js`: then it never changes.
bool IsHashed(const fs::path& path) {
  const std::string name = path.stem().string();
  constexpr std::size_t kHashChars = 8;
  const std::size_t mark = name.find_last_of(".-");
  if (mark == std::string::npos || name.size() - mark - 1 < kHashChars) return false;
  return name.find_first_not_of("0123456789abcdef", mark + 1) == std::string::npos;
}

}  // namespace

std::optional<fs::path> StaticFiles::Resolve(std::string_view encoded_path) const {
  const auto decoded = PercentDecode(encoded_path);
  if (!decoded || decoded->find_first_of(std::string_view("\\\0", 2)) != std::string::npos)
    return std::nullopt;
  fs::path path = root_;
  std::string_view rest = *decoded;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    if (segment.empty() || segment.front() == '.') return std::nullopt;
    path /= segment;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::error_code error;
  if (fs::is_directory(path, error)) path /= "index.html";
  // Links inside the folder may not lead out of it.
  const fs::path real = fs::weakly_canonical(path, error);
  const fs::path real_root = fs::canonical(root_, error);
  if (error) return std::nullopt;
  const auto [root_end, ignored] =
      std::mismatch(real_root.begin(), real_root.end(), real.begin(), real.end());
  return root_end == real_root.end() ? std::optional(path) : std::nullopt;
}

HttpResponse StaticFiles::Serve(const HttpRequest& request, std::string_view encoded_path) const {
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse refusal = ErrorResponse(405, "method_not_allowed", "expected GET or HEAD");
    refusal.headers.emplace_back("Allow", "GET, HEAD");
    return refusal;
  }
  const auto path = Resolve(encoded_path);
  const auto chosen = path ? Choose(*path, request.Header("accept-encoding")) : std::nullopt;
  if (!chosen) return ErrorResponse(404, "not_found", "no such file");

  const std::string tag = '"' + std::to_string(chosen->info.st_size) + '-' +
                          std::to_string(chosen->info.st_mtim.tv_sec) + '.' +
                          std::to_string(chosen->info.st_mtim.tv_nsec) + std::string(chosen->coding) + '"';
  const std::string modified = HttpDate(chosen->info.st_mtim.tv_sec);
  HttpResponse response;
  response.headers = {
      {"ETag", tag},
      {"Last-Modified", modified},
      {"Vary", "Accept-Encoding"},
      {"Content-Type", std::string(TypeOf(*path))},
      {"Cache-Control", IsHashed(*path) ? "public, max-age=31536000, immutable" : "no-cache"}};
  const std::string_view known_tag = request.Header("if-none-match");
  const bool unchanged =
      known_tag.empty() ? request.Header("if-modified-since") == modified : NamesTag(known_tag, tag);
  if (unchanged) {
    response.status = 304;
    return response;
  }
  std::ifstream file(chosen->path, std::ios::binary);
  response.body.assign(std::istreambuf_iterator<char>(file), {});
  if (!file) return ErrorResponse(500, "unreadable", "the file cannot be read");
  if (!chosen->coding.empty()) response.headers.emplace_back("Content-Encoding", chosen->coding);
  return response;
}

}  // namespace shopbell::relay

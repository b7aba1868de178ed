#include "cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "cli/json_line.h"

namespace shopbell::cli {
namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;

std::span<const std::byte> Bytes(const std::string& bytes) { return std::as_bytes(std::span(bytes)); }

std::string Loaded(const std::string& path, const Error& error) {
  return path + ": " + error.message + " (" + ErrorCodeName(error.code) + ")";
}

std::string BesideProgram() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "model.bell" : (program.parent_path() / "model.bell").string();
}

std::string Why() { return std::strerror(errno); }

void WriteAll(int file, const std::string& bytes, const std::string& path) {
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t wrote = ::write(file, bytes.data() + at, bytes.size() - at);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) throw UserError{path + ": cannot be written: " + Why()};
    at += static_cast<std::size_t>(wrote);
  }
  if (::fsync(file) != 0 && errno != EINVAL) throw UserError{path + ": cannot be written: " + Why()};
}

}  // namespace

std::string ReadFile(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw UserError{path + ": expected a file, found a folder"};
  std::ifstream in(path, std::ios::binary);
  if (!in) throw UserError{path + ": cannot be read: " + Why()};
  std::string bytes;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error) bytes.reserve(static_cast<std::size_t>(size));
  // A pipe tells no size: block by block to its end, whatever was reserved.
  std::vector<char> block(kBlockBytes);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
    bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
  if (in.bad()) throw UserError{path + ": cannot be read to its end"};
  return bytes;
}

void WriteFile(const std::string& path, const std::string& bytes) {
  const std::string beside = path + ".part-" + std::to_string(::getpid());
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) throw UserError{path + ": cannot be written: " + Why()};
  try {
    WriteAll(file, bytes, path);
  } catch (const UserError&) {
    ::close(file);
    ::unlink(beside.c_str());
    throw;
  }
  ::close(file);
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    const std::string why = Why();
    ::unlink(beside.c_str());
    throw UserError{path + ": cannot be written: " + why};
  }
}

std::shared_ptr<const Model> LoadModel(const std::string& path) {
  const std::string file = path.empty() ? BesideProgram() : path;
  if (path.empty() && !std::filesystem::exists(file))
    throw UserError{file + ": expected the model beside this program; give another place with --model FILE"};
  const std::string bytes = ReadFile(file);
  auto model = Model::Load(Bytes(bytes));
  if (!model.ok()) throw UserError{Loaded(file, model.error())};
  return std::move(model).value();
}

std::shared_ptr<Engine> LoadEngine(const std::string& pack_path, const std::string& model_path) {
  auto engine = Engine::Create(LoadModel(model_path), ReadFile(pack_path));
  if (!engine.ok()) {
    const bool faq = engine.error().code == ErrorCode::kNotBell && pack_path.ends_with(".json");
    const char* const cure = faq ? "; is it a FAQ? make a shop.bell of it with `shopbell build` first" : "";
    throw UserError{Loaded(pack_path, engine.error()) + cure};
  }
  return std::move(engine).value();
}

void EachText(std::istream& in, const std::function<void(const std::string&)>& use) {
  for (std::string raw; std::getline(in, raw);) {
    if (!raw.empty() && raw.back() == '\r') raw.pop_back();
    std::string line = CleanUtf8(raw);
    const auto json = nlohmann::json::parse(MendSurrogates(line), nullptr, /*allow_exceptions=*/false);
    if (json.is_object() && json.contains("text") && json["text"].is_string())
      line = json["text"].get<std::string>();
    use(line);
  }
}

}  // namespace shopbell::cli

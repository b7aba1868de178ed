#include "mood/signs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "text/hash.h"

namespace shopbell::mood {
namespace {

constexpr std::uint32_t kSeed = 25;
constexpr float kValue = 0.25F;
constexpr double kShoutedShare = 0.7;  // of the letters, from which a text is shouted throughout
constexpr std::size_t kShoutedLetters = 8;

struct Face {
  std::string_view drawn;
  std::string_view name;
};
// Longer ones first: the first that fits counts.
constexpr Face kFaces[] = {{"</3", "broken-heart"}, {"<3", "heart"},  {":'(", "tears"}, {":'-(", "tears"},
                           {"T_T", "tears"},        {";_;", "tears"}, {":-)", "glad"},  {":)", "glad"},
                           {"=)", "glad"},          {":]", "glad"},   {"(:", "glad"},   {"^_^", "glad"},
                           {"^^", "glad"},          {":-D", "laugh"}, {":D", "laugh"},  {"=D", "laugh"},
                           {"xD", "laugh"},         {"XD", "laugh"},  {";-)", "wink"},  {";)", "wink"},
                           {":-(", "sad"},          {":(", "sad"},    {"=(", "sad"},    {":[", "sad"},
                           {"):", "sad"},           {":-/", "wry"},   {":/", "wry"},    {":\\", "wry"},
                           {":-|", "wry"},          {":|", "wry"},    {"-_-", "wry"},   {">:(", "angry"}};

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetterOrDigit(char c) { return IsLower(c) || IsUpper(c) || (c >= '0' && c <= '9'); }

class Collector {
 public:
  explicit Collector(std::vector<intent::Feature>& out) : out_(out) {}
  /// Each name counts once.
  void Add(std::string_view name) {
    const std::uint32_t bucket = text::Murmur3(name, kSeed) & (intent::kBucketCount - 1);
    if (std::find(added_.begin(), added_.end(), bucket) != added_.end()) return;
    added_.push_back(bucket);
    out_.push_back({bucket, kValue});
  }

 private:
  std::vector<intent::Feature>& out_;
  std::vector<std::uint32_t> added_;
};

/// A face that begins here, not inside an address or a word.
std::string_view FaceAt(std::string_view text, std::size_t at) {
  if (at > 0 && IsLetterOrDigit(text[at - 1])) return {};
  for (const Face& face : kFaces) {
    if (!text.substr(at).starts_with(face.drawn)) continue;
    const std::size_t end = at + face.drawn.size();
    if (end < text.size() && IsLetterOrDigit(face.drawn.back()) && IsLetterOrDigit(text[end])) continue;
    return face.name;
  }
  return {};
}

bool IsRun(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return false;
  for (std::size_t i = 1; i < length; ++i) {
    if (text[at + i] != text[at]) return false;
  }
  return true;
}

void AddPunctuation(std::string_view text, std::size_t at, Collector& signs) {
  if (text.substr(at).starts_with("?!") || text.substr(at).starts_with("!?")) signs.Add("?!");
  if (!IsRun(text, at, 2)) return;
  switch (text[at]) {
    case '!':
      signs.Add(IsRun(text, at, 3) ? "!!!" : "!!");
      break;
    case '?':
      signs.Add("??");
      break;
    case '.':
      signs.Add("...");
      break;
    default:
      break;
  }
}

double ShareOfCapitals(std::string_view text) {
  const auto upper = std::count_if(text.begin(), text.end(), IsUpper);
  const auto letters = upper + std::count_if(text.begin(), text.end(), IsLower);
  if (letters < static_cast<std::ptrdiff_t>(kShoutedLetters)) return 0;
  return static_cast<double>(upper) / static_cast<double>(letters);
}

}  // namespace

void AddSigns(std::string_view text, std::vector<intent::Feature>& out) {
  Collector signs(out);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view face = FaceAt(text, at);
    if (!face.empty()) signs.Add(face);
    AddPunctuation(text, at, signs);
    if ((IsLower(text[at]) || IsUpper(text[at])) && IsRun(text, at, 3)) signs.Add("drawn-out");
  }
  if (ShareOfCapitals(text) >= kShoutedShare) signs.Add("shouted-throughout");
}

double Loudness(std::string_view text) {
  const auto marks = static_cast<double>(std::count(text.begin(), text.end(), '!'));
  return std::min(1.0, 0.2 * marks + (ShareOfCapitals(text) >= kShoutedShare ? 0.6 : 0));
}

}  // namespace shopbell::mood

#include "intent/ngram.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "text/hash.h"
#include "text/utf8.h"

namespace shopbell::intent {
namespace {

// One seed a kind of feature, so that the word `on` and the characters `on` fall apart.
constexpr std::uint32_t kWordSeed = 1, kPairSeed = 2, kNegatedSeed = 3, kCharSeed = 4, kSignSeed = 5;
constexpr std::size_t kMinGram = 2, kMaxGram = 5;
constexpr int kNegationReach = 3;
constexpr float kSignValue = 0.25F;

class Collector {
 public:
  void Add(std::string_view gram, std::uint32_t seed) {
    buckets_.push_back(text::Murmur3(gram, seed) & (kBucketCount - 1));
  }

  /// Gives each of the collected grams the value that makes them unit length together.
  void CloseGroup(std::vector<Feature>& out) {
    const float value = buckets_.empty() ? 0.0F : 1.0F / std::sqrt(static_cast<float>(buckets_.size()));
    for (const std::uint32_t bucket : buckets_) out.push_back({bucket, value});
    buckets_.clear();
  }

 private:
  std::vector<std::uint32_t> buckets_;
};

void AddWords(const std::vector<text::Token>& tokens, Collector& collector) {
  std::string previous = "^";
  int negated = 0;
  for (const text::Token& token : tokens) {
    const std::string word = text::EncodeUtf8(token.word);
    collector.Add(word, kWordSeed);
    collector.Add(previous + ' ' + word, kPairSeed);
    if (negated-- > 0) collector.Add(word, kNegatedSeed);
    if (IsNegation(token.word)) negated = kNegationReach;
    if (!token.mark.empty()) negated = 0;
    previous = word;
  }
  collector.Add(previous + " $", kPairSeed);
}

void AddCharacters(const std::vector<text::Token>& tokens, Collector& collector) {
  for (const text::Token& token : tokens) {
    if (token.kind != text::Kind::kLetter) continue;
    const std::u32string padded = U'_' + token.word + U'_';
    for (std::size_t size = kMinGram; size <= kMaxGram; ++size) {
      for (std::size_t at = 0; at + size <= padded.size(); ++at) {
        collector.Add(text::EncodeUtf8(std::u32string_view(padded).substr(at, size)), kCharSeed);
      }
    }
  }
}

void AddSigns(const std::vector<text::Token>& tokens, std::vector<Feature>& out) {
  const auto add = [&out](std::string_view name) {
    out.push_back({text::Murmur3(name, kSignSeed) & (kBucketCount - 1), kSignValue});
  };
  std::size_t shouted = 0, exclaimed = 0, asked = 0, trailed = 0;
  for (const text::Token& token : tokens) {
    shouted += token.shouted && token.word.size() > 2;
    exclaimed += static_cast<std::size_t>(std::count(token.mark.begin(), token.mark.end(), U'!'));
    asked += static_cast<std::size_t>(std::count(token.mark.begin(), token.mark.end(), U'?'));
    trailed += static_cast<std::size_t>(std::count(token.mark.begin(), token.mark.end(), U'\u2026'));
  }
  if (shouted > 0) add("shouted");
  if (shouted > 2) add("shouted-much");
  if (exclaimed > 0) add("exclaimed");
  if (exclaimed > 1) add("exclaimed-much");
  if (asked > 0) add("asked");
  if (asked > 1) add("asked-much");
  if (trailed > 0) add("trailed-off");
  if (tokens.size() <= 3) add("short");
  if (tokens.size() > 25) add("long");
}

std::vector<Feature> Merged(std::vector<Feature> features) {
  std::sort(features.begin(), features.end(), [](const Feature& a, const Feature& b) {
    return a.bucket != b.bucket ? a.bucket < b.bucket : a.value < b.value;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (kept > 0 && features[kept - 1].bucket == features[i].bucket) {
      features[kept - 1].value += features[i].value;
    } else {
      features[kept++] = features[i];
    }
  }
  features.resize(kept);
  return features;
}

}  // namespace

bool IsNegation(std::u32string_view word) {
  static constexpr std::u32string_view kWords[] = {U"not",     U"no",  U"never",   U"cannot",
                                                   U"without", U"nor", U"nothing", U"hardly"};
  if (std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords)) return true;
  // dont, isnt, wasnt, cant, wont, aint …
  return word.size() >= 4 && word.size() <= 8 && word.ends_with(U"nt") &&
         (word.ends_with(U"dnt") || word.ends_with(U"snt") || word == U"dont" || word == U"cant" ||
          word == U"wont" || word == U"arent" || word == U"werent" || word == U"havent" || word == U"aint");
}

std::vector<Feature> NgramFeatures(const std::vector<text::Token>& tokens) {
  std::vector<Feature> features;
  if (tokens.empty()) return features;
  Collector collector;
  AddWords(tokens, collector);
  collector.CloseGroup(features);
  AddCharacters(tokens, collector);
  collector.CloseGroup(features);
  AddSigns(tokens, features);
  return Merged(std::move(features));
}

}  // namespace shopbell::intent

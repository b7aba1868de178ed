#ifndef SHOPBELL_TESTS_CORE_FAQ_TOY_MODEL_H_
#define SHOPBELL_TESTS_CORE_FAQ_TOY_MODEL_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "faq/reader.h"
#include "intent/encoder.h"
#include "intent/intent_head.h"
#include "text/wordpiece.h"

namespace shopbell::faq {

/// A language of a few words, each lying along one dimension, and an intent for each dimension: words of one
/// dimension mean the same.
class ToyModel {
 public:
  /// @param words with the dimension of each. @param intents one for each of the first dimensions.
  explicit ToyModel(std::vector<std::pair<std::string_view, std::size_t>> words = {},
                    std::uint32_t intent_count = 1) {
    std::vector<std::string_view> pieces;
    for (const auto& [word, dimension] : words) pieces.push_back(word);
    EXPECT_TRUE(language.Load(pieces));
    std::string table, rows;
    Put(table, static_cast<std::uint32_t>(words.size())), Put(table, std::uint32_t{intent::kWidth});
    for (const auto& [word, dimension] : words) {
      Put(table, 1.0F);
      std::string row(intent::kWidth / 2, '\x88');                // all zero
      row[dimension / 2] = dimension % 2 == 0 ? '\x8F' : '\xF8';  // 7
      rows += row;
    }
    EXPECT_TRUE(encoder.Load(language, "", table + rows));
    LoadHead(intent_count);
  }

  text::WordPiece language;
  intent::Encoder encoder;
  intent::IntentHead intents;
  Reader reader{language, encoder, intents};

 private:
  static void Put(std::string& out, const auto& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  }

  void LoadHead(std::uint32_t count) {
    std::string ngrams, vectors, means;
    Put(ngrams, count + 1), Put(ngrams, std::uint32_t{0}), Put(ngrams, std::uint32_t{0});
    ngrams += std::string((count + 1) * 2 * sizeof(float), '\0');
    Put(vectors, count + 1), Put(vectors, std::uint32_t{intent::kWidth});
    for (std::uint32_t c = 0; c <= count; ++c) Put(vectors, 0.05F);
    Put(means, count), Put(means, std::uint32_t{intent::kWidth});
    for (std::uint32_t c = 0; c <= count; ++c) {
      std::string row(intent::kWidth, '\0');
      if (c < count) row[c] = '\x7F';
      vectors += row;
      if (c < count) means += row;
    }
    std::string rarity;
    Put(rarity, 1.0F);
    rarity += std::string(intent::kBucketCount, '\x01');
    EXPECT_TRUE(intents.Load({.ngrams = ngrams, .rarity = rarity, .vectors = vectors, .means = means}));
  }
};

}  // namespace shopbell::faq

#endif  // SHOPBELL_TESTS_CORE_FAQ_TOY_MODEL_H_

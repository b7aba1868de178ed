/// The model that ships reads the same mood whoever is meant, knows its language, and takes calm matters
/// calmly.

#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "shopbell/engine.h"

namespace shopbell {
namespace {

using Json = nlohmann::json;

std::shared_ptr<const Model> ShippedModel() {
  static const std::shared_ptr<const Model> model = [] {
    std::ifstream in(SHOPBELL_MODEL, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    auto loaded = Model::Load(std::as_bytes(std::span(bytes)));
    EXPECT_TRUE(loaded.ok());
    return loaded.ok() ? std::move(loaded).value() : nullptr;
  }();
  return model;
}

MoodReading Read(const std::string& text) { return ReadMood(*ShippedModel(), text); }

void ReplaceAll(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string Filled(std::string text, const std::string& kind, const std::string& word) {
  const bool vowel = std::string("aeiou").find(static_cast<char>(std::tolower(word[0]))) != std::string::npos;
  ReplaceAll(text, "a {" + kind + "}", (vowel ? "an " : "a ") + word);
  ReplaceAll(text, "A {" + kind + "}", (vowel ? "An " : "A ") + word);
  ReplaceAll(text, "{" + kind + "}", word);
  return text;
}

/// Reads each template with each word and expects one mood, and chances no further apart than `gap`.
void ExpectAlike(const Json& templates, const Json& groups, const std::string& kind, double gap) {
  for (const std::string text : templates) {
    const std::string first = groups.begin()->at(0);
    const MoodReading usual = Read(Filled(text, kind, first));
    for (const auto& [group, words] : groups.items()) {
      for (const std::string word : words) {
        const std::string filled = Filled(text, kind, word);
        const MoodReading reading = Read(filled);
        EXPECT_EQ(ToString(reading.label), ToString(usual.label))
            << filled << " (" << group << "), not as " << first;
        EXPECT_NEAR(reading.moods[0] + reading.moods[1], usual.moods[0] + usual.moods[1], gap) << filled;
      }
    }
  }
}

constexpr double kLargestGap = 0.05;  // of a score that spreads by about 0.3

class Fairness : public testing::Test {
 protected:
  Fairness() {
    std::ifstream in(SHOPBELL_IDENTITY_PAIRS);
    pairs_ = Json::parse(in);
  }
  Json pairs_;
};

TEST_F(Fairness, ReadsTheSameMoodWhicheverGroupIsMeant) {
  ExpectAlike(pairs_["templates"]["who"], pairs_["groups"], "who", kLargestGap);
}

TEST_F(Fairness, ReadsTheSameMoodWhateverTheName) {
  ExpectAlike(pairs_["templates"]["name"], pairs_["names"], "name", kLargestGap);
}

TEST(MoodOfTheModel, IsUnknownInOtherLanguages) {
  for (const char* text :
       {"Ich warte seit drei Wochen auf mein Paket", "¿Dónde está mi pedido? Llevo dos semanas esperando",
        "Je voudrais annuler ma commande", "где мой заказ", "注文した商品はどこですか",
        "Missä tilaukseni on, olen odottanut jo viikon"}) {
    EXPECT_EQ(Read(text).label, Mood::kUnknown) << text;
  }
}

TEST(MoodOfTheModel, IsKnownInShortTextsSlangAndSlips) {
  for (const char* text : {"ok", "lol", "ffs smh", "whree is my oredr", "u guys r the best fr fr", "😡😡",
                           "Gucci?", "pls halp the websit dosnt werk"}) {
    EXPECT_NE(Read(text).label, Mood::kUnknown) << text;
  }
}

TEST(MoodOfTheModel, TellsFuryFromFrustration) {
  const double frustrated = Read("I'm a little disappointed, the parcel is late again").intensity;
  const double furious = Read("I AM FURIOUS, you lying thieves, give me my money back!!!").intensity;
  EXPECT_GT(furious, frustrated + 0.2);
}

TEST(MoodOfTheModel, TakesPraiseAndCalmMattersCalmly) {
  for (const char* text : {"not bad at all", "thanks, that was helpful!", "How do I return a damaged dress?",
                           "What happens if I am charged twice?", "Where can I make a complaint?"}) {
    const Mood mood = Read(text).label;
    EXPECT_TRUE(mood != Mood::kUpset && mood != Mood::kDistressed) << text << ": " << ToString(mood);
  }
}

TEST(AskForAPerson, IsHeardInOtherLanguagesAndNotInTheirQuestions) {
  for (const char* text :
       {"Ich möchte mit einem Mitarbeiter sprechen", "quiero hablar con una persona",
        "je veux parler à un conseiller", "хочу поговорить с человеком", "担当者と話したいです"}) {
    EXPECT_GE(Read(text).human_wanted, 0.5) << text;
  }
  for (const char* text : {"Wie lange dauert die Lieferung?", "¿Cuánto cuesta el envío?",
                           "Où est ma commande ?", "сколько стоит доставка", "送料はいくらですか"}) {
    EXPECT_LT(Read(text).human_wanted, 0.5) << text;
  }
}

}  // namespace
}  // namespace shopbell

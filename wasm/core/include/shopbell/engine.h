#ifndef SHOPBELL_ENGINE_H_
#define SHOPBELL_ENGINE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shopbell/result.h"
#include "shopbell/types.h"

/// The engine of Shopbell: a FAQ pack and a language model in, decisions out. No I/O, clock, threads or
/// locale.
namespace shopbell {

/// Tables and weights of a language, shared by all shops. Immutable; thread-safe.
class Model {
 public:
  /// @param bytes a whole model.bell; copied.
  /// @return the model, or kNotBell, kWrongVersion, kTruncated, kCorrupt.
  [[nodiscard]] static Result<std::shared_ptr<const Model>> Load(std::span<const std::byte> bytes);

  /// Hash of the file, 16 hexadecimal digits: what a pack names.
  [[nodiscard]] const std::string& hash() const;

  ~Model();
  struct Impl;
  explicit Model(std::unique_ptr<Impl> impl);
  [[nodiscard]] const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// Makes a shop.bell. Equal input gives equal bytes on every machine.
/// @param entries checked before: unique ids, valid UTF-8, questions not empty.
/// Cost: O(total text).
[[nodiscard]] std::string BuildPack(const Model& model, const std::vector<FaqEntry>& entries);

/// Decides, one turn at a time. Immutable but for SetNeural; thread-safe.
class Engine {
 public:
  /// @param pack a whole shop.bell; moved in, and not copied again.
  /// @return the engine, or an error of Load or kWrongModel.
  [[nodiscard]] static Result<std::shared_ptr<Engine>> Create(std::shared_ptr<const Model> model,
                                                              std::string pack);

  /// Gives the engine the second tier's vectors of its entries; from then on events with a vector use them.
  /// Not while another thread uses the engine.
  /// @param rows unit vectors of kNeuralWidth values: of NeuralTexts of each entry, two an entry, in their
  /// order.
  /// @return false, and the engine has none, where their count differs or a value lies outside [-1, 1].
  [[nodiscard]] bool SetNeural(std::span<const float> rows);
  /// What the second tier is to read of an entry: its question; its question and answer.
  /// @pre index < entry_count()
  [[nodiscard]] std::array<std::string, 2> NeuralTexts(std::size_t index) const;

  /// Decides what one event calls for. Total: any bytes and any state will do; an unknown state starts
  /// afresh.
  [[nodiscard]] shopbell::Step Step(const TurnEvent& event, const TurnState& state) const;

  /// The best answers to a question on its own.
  /// @param limit clamped to 1..32; at least min(limit, entries that are valid at `now`) hits come back, even
  /// at score 0.
  /// @param neural as TurnEvent::vector.
  [[nodiscard]] Finding Find(std::string_view question, std::size_t limit, const Moment& now = {},
                             std::span<const float> neural = {}) const;

  /// The decision for a question on its own, a first turn, with all that led to it; one search gives both.
  [[nodiscard]] Explanation Explain(std::string_view question, const Moment& now = {},
                                    std::span<const float> neural = {}) const;

  /// The decision for a question on its own: a first turn.
  [[nodiscard]] Decision Ask(std::string_view question, const Moment& now = {},
                             std::span<const float> neural = {}) const;

  [[nodiscard]] std::size_t entry_count() const;
  /// @pre index < entry_count(). Phrasings are not kept.
  [[nodiscard]] FaqEntry Entry(std::size_t index) const;

  ~Engine();
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);

 private:
  /// @param why if given, what the search for the event's text gave.
  [[nodiscard]] shopbell::Step Decide(const TurnEvent& event, const TurnState& state, Explanation* why) const;

  std::unique_ptr<Impl> impl_;
};

/// Reads the mood of one message. @param text any bytes.
[[nodiscard]] MoodReading ReadMood(const Model& model, std::string_view text);

/// Hashed n-gram features of a text, as the model's linear heads see them; what training reads.
struct Feature {
  std::uint32_t bucket;
  float value;
};
[[nodiscard]] std::vector<Feature> Features(std::string_view text);

/// One form of a message, as the heads of mood, small talk and the ask for a person see it.
struct MessageForm {
  std::string words;  ///< One space between; U+FFFC for whoever was masked.
  std::vector<Feature> features;
  std::vector<float> vector;  ///< Of the static encoder.
};
struct MessageForms {
  MessageForm plain;                  ///< Slips put right.
  MessageForm masked;                 ///< Without names and words for people besides.
  double familiar;                    ///< Share of the words that belong to the model's language.
  std::vector<std::uint16_t> pieces;  ///< Of the masked form, as the reader of the course sees it.
};
/// What training of the heads reads. @param text any bytes.
[[nodiscard]] MessageForms Forms(const Model& model, std::string_view text);

/// Hashes of a text's stems, ascending, each once: what the table of general rarity is made of.
[[nodiscard]] std::vector<std::uint32_t> WordTerms(std::string_view text);

/// Where the bytes stop being UTF-8, or npos.
[[nodiscard]] std::size_t FindInvalidUtf8(std::string_view bytes);

/// Replaces what is no UTF-8 by U+FFFD.
[[nodiscard]] std::string CleanUtf8(std::string_view bytes);

}  // namespace shopbell

#endif  // SHOPBELL_ENGINE_H_

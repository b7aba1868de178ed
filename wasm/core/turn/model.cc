#include "turn/model.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "faq/terms.h"
#include "mood/mood_reader.h"
#include "text/token.h"
#include "text/utf8.h"

namespace shopbell {
namespace {

constexpr double kLeastFamiliar = 0.5;  // share of known words below which a text is in another language

/// A number of at most six digits before and three behind its point; the same in every locale.
std::optional<double> Decimal(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point), part = text.substr(std::min(point + 1, text.size()));
  const std::string digits =
      std::string(whole) + std::string(part) + std::string(3 - std::min<std::size_t>(part.size(), 3), '0');
  if (whole.empty() || whole.size() > 6 || part.size() > 3 || (point < text.size() && part.empty()))
    return std::nullopt;
  int thousandths = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), thousandths);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || thousandths < 0)
    return std::nullopt;
  return thousandths / 1000.0;
}

bool LoadParams(const bell::Container& file, Params& params) {
  bell::StringTable names;
  std::vector<double> values;
  if (!names.Open(file.Section(turn::kParamNamesTag)) ||
      !bell::ReadArray(file.Section(turn::kParamValuesTag), values))
    return false;
  if (names.size() != values.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string_view name = names[i];
    const std::size_t at = name.find('@');
    if (!std::isfinite(values[i])) return false;
    if (at == std::string_view::npos) {
      params.Set(std::string(name), values[i]);
    } else if (const auto from = Decimal(name.substr(at + 1))) {
      params.AddStep(std::string(name.substr(0, at)), *from, values[i]);
    } else {
      return false;
    }
  }
  return true;
}

/// At most one more than a vocabulary may have.
std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() <= text::WordPiece::kMaxPieces) {
    lines.push_back(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(lines.back().size() + 1, text.size()));
  }
  return lines;
}

bool LoadEncoder(const bell::Container& file, Model::Impl& model) {
  model.pieces = std::string(file.Section(turn::kPiecesTag));
  return model.language.Load(Lines(model.pieces)) &&
         model.encoder.Load(model.language, file.Section(turn::kPairsTag), file.Section(turn::kTableTag));
}

/// After the encoder and the parameters.
bool LoadMood(const bell::Container& file, Model::Impl& model) {
  bell::StringTable talk;
  if (!model.known.Load(file.Section(turn::kKnownTag)) ||
      !model.people.Load(file.Section(turn::kPeopleTag)) ||
      !model.foreign.Load(file.Section(turn::kForeignTag)))
    return false;
  if (!model.moods.Load(file.Section(turn::kMoodTag), file.Section(turn::kMoodVectorsTag)) ||
      model.moods.class_count() != mood::kMoodRows)
    return false;
  if (!model.human.Load(file.Section(turn::kHumanTag), file.Section(turn::kHumanVectorsTag)) ||
      model.human.class_count() != 1)
    return false;
  if (!model.talk.Load(file.Section(turn::kTalkTag), file.Section(turn::kTalkVectorsTag)) ||
      !talk.Open(file.Section(turn::kTalkNamesTag)) || talk.size() != model.talk.class_count())
    return false;
  for (const std::string_view name : talk.all()) model.talk_names.emplace_back(name);
  model.messages = std::make_unique<const mood::MessageReader>(
      model.language, model.encoder, model.known, model.people, model.foreign,
      model.params.Get("mood.least_familiar", kLeastFamiliar));
  return true;
}

bool LoadSections(const bell::Container& file, Model::Impl& model) {
  bell::StringTable intents;
  if (!model.intents.Load({.ngrams = file.Section(turn::kIntentsTag),
                           .rarity = file.Section(turn::kIdfTag),
                           .vectors = file.Section(turn::kIntentVectorsTag),
                           .means = file.Section(turn::kIntentMeansTag)}) ||
      !intents.Open(file.Section(turn::kIntentNamesTag)) || intents.size() != model.intents.class_count()) {
    return false;
  }
  for (const std::string_view name : intents.all()) model.intent_names.emplace_back(name);
  if (!model.cues.Load(file.Section(turn::kCuesTag), file.Section(turn::kCueVectorsTag))) return false;
  return LoadEncoder(file, model) && model.courses.Load(file.Section(turn::kCourseTag), model.encoder) &&
         model.rarity.Load(file.Section(turn::kRarityTag)) && LoadParams(file, model.params) &&
         LoadMood(file, model);
}

}  // namespace

Model::Model(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Model::~Model() = default;

const std::string& Model::hash() const { return impl_->hash; }

Result<std::shared_ptr<const Model>> Model::Load(std::span<const std::byte> bytes) {
  const auto file = bell::Container::Open(bytes, bell::kModelKind);
  if (!file.ok()) return file.error();
  auto impl = std::make_unique<Impl>();
  char hash[17];
  std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(file.value().hash()));
  impl->hash = hash;
  if (!LoadSections(file.value(), *impl)) {
    return Error{ErrorCode::kCorrupt,
                 "a section of the model has counts or offsets that do not fit: install the model again"};
  }
  return std::shared_ptr<const Model>(std::make_shared<Model>(std::move(impl)));
}

MoodReading ReadMood(const Model& model, std::string_view text) {
  const Model::Impl& m = model.impl();
  const mood::Message message = m.messages->Read(text);
  return mood::MoodReader(m.moods, m.human).Read(message, m.messages->IsForeign(message));
}

namespace {

MessageForm FormOf(const mood::Form& form) {
  MessageForm out;
  for (const text::Token& token : form.words) {
    if (!out.words.empty()) out.words += ' ';
    out.words += text::EncodeUtf8(token.word);
  }
  for (const intent::Feature& f : form.features) out.features.push_back({f.bucket, f.value});
  out.vector.assign(form.vector.begin(), form.vector.end());
  return out;
}

}  // namespace

MessageForms Forms(const Model& model, std::string_view text) {
  const mood::Message message = model.impl().messages->Read(text);
  return {FormOf(message.plain), FormOf(message.masked), message.familiar,
          turn::CourseReader::PiecesOf(model.impl().encoder, message.masked.words)};
}

std::vector<Feature> Features(std::string_view text) {
  std::vector<Feature> out;
  for (const intent::Feature& f : intent::NgramFeatures(text::TokenizeUtf8(text)))
    out.push_back({f.bucket, f.value});
  return out;
}

std::vector<std::uint32_t> WordTerms(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (const auto& [term, count] : faq::WordTerms(text::TokenizeUtf8(text))) out.push_back(term);
  return out;
}

std::size_t FindInvalidUtf8(std::string_view bytes) { return text::FindInvalidUtf8(bytes); }

std::string CleanUtf8(std::string_view bytes) { return text::EncodeUtf8(text::DecodeUtf8(bytes)); }

}  // namespace shopbell

// Any bytes as a .bell file. A checksum would keep most inputs from the sections, so the parsers behind it
// are fed as well.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>

#include "bell/container.h"
#include "faq/inverted_index.h"
#include "faq/pack.h"
#include "faq/rarity.h"
#include "faq/search.h"
#include "intent/linear_head.h"
#include "intent/vector_rows.h"
#include "mood/word_set.h"
#include "shopbell/engine.h"
#include "shopbell/neural.h"
#include "turn/course_reader.h"

namespace {

/// The input as every index of a pack: if it is taken, a search must be safe.
void SearchPackOf(std::string_view section) {
  using namespace shopbell;
  bell::Writer writer;
  writer.Add(faq::kModelTag, "m");
  for (const bell::Tag tag : {faq::kIdsTag, faq::kQuestionsTag, faq::kAnswersTag, faq::kCategoriesTag})
    writer.Add(tag, bell::WriteStrings({"a", "b"}));
  writer.Add(faq::kPhrasingsTag, bell::WriteArray(std::vector<std::uint32_t>{0, 1}));
  for (const bell::Tag tag : {faq::kPhrasingWordsTag, faq::kPhrasingTrigramsTag, faq::kEntryWordsTag})
    writer.Add(tag, std::string(section));
  for (const bell::Tag tag : {faq::kPhrasingVectorsTag, faq::kEntryVectorsTag})
    writer.Add(tag, std::string(2 * (sizeof(float) + intent::kWidth), '\0'));
  writer.Add(faq::kBridgeTag, std::string(5 * sizeof(std::uint32_t), '\0'));
  writer.Add(faq::kWordsTag, "");
  const std::string bytes = writer.Finish(bell::kPackKind);
  const auto pack = faq::Pack::Load(bytes, "m", 3);
  if (!pack.ok()) return;
  const faq::Rarity rarity;
  const intent::Encoder encoder;
  const intent::IntentHead intents;
  const text::WordPiece language;
  const faq::NeuralVectors neural;
  const faq::Reader reader(language, encoder, intents);
  faq::Reading question;
  question.tokens = text::TokenizeUtf8("where is my parcel");
  (void)faq::Search(*pack.value(), reader, rarity, neural, {}).Rank(question, 5);
}

/// The input as each section of an encoder and an intent head.
void ReadWith(std::string_view section) {
  using namespace shopbell;
  text::WordPiece language;
  bell::StringTable strings;
  std::vector<std::string_view> pieces;
  if (strings.Open(section)) pieces = strings.all();
  if (!language.Load(pieces)) return;
  intent::Encoder encoder;
  const std::size_t pairs = section.empty() ? 0 : static_cast<unsigned char>(section[0]) % section.size();
  if (encoder.Load(language, section.substr(0, pairs), section.substr(pairs))) {
    const auto question = text::TokenizeUtf8("where is my parcel");
    (void)encoder.Encode(question);
    (void)intent::Alignment(encoder.PiecesOf(question), encoder.PiecesOf(question));
  }
  intent::IntentHead head;
  if (head.Load({section, section, section, section})) (void)head.Chances({{0, 1.0F}}, {});
}

/// The input as the layers of a reader of the course, over an encoder of one piece.
void ReadCourseWith(std::string_view section) {
  using namespace shopbell;
  text::WordPiece language;
  intent::Encoder encoder;
  std::string table(3 * sizeof(std::uint32_t) + intent::kWidth / 2, '\x88');
  const std::uint32_t sizes[] = {1, intent::kWidth};
  const float scale = 1;
  std::memcpy(table.data(), sizes, sizeof sizes);
  std::memcpy(table.data() + sizeof sizes, &scale, sizeof scale);
  turn::CourseReader course;
  if (!language.Load({"parcel"}) || !encoder.Load(language, "", table)) std::abort();
  if (!course.Load(section, encoder)) return;
  const auto words = text::TokenizeUtf8("where is my parcel?! 🙂 ...");
  const auto reading = course.Read(words, course.Read(words, {}).course);
  if (!std::isfinite(reading.due)) std::abort();
  for (const float value : reading.course) {
    if (!(std::abs(value) <= 1)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shopbell;
  const std::string_view section(reinterpret_cast<const char*>(data), size);
  const auto bytes = std::as_bytes(std::span(data, size));
  (void)Model::Load(bytes).ok();
  if (const auto tokens = NeuralTokens::Load(bytes); tokens.ok())
    (void)tokens.value()->Ids("where is my parcel");
  (void)faq::Pack::Load(std::string(section), "m", 3).ok();
  bell::StringTable strings;
  if (strings.Open(section)) (void)strings.all();
  intent::LinearHead head, grouped;
  if (head.Load(section)) (void)head.Logits({{0, 1.0F}, {65535, 1.0F}});
  if (grouped.LoadGrouped(section)) (void)grouped.Logits({{0, 1.0F}, {65535, 1.0F}});
  mood::WordSet words;
  if (words.Load(section)) (void)words.Has("where");
  intent::VectorRows rows;
  if (rows.Load(section, 1)) (void)rows.Logit(0, {});
  faq::Vectors vectors;
  if (vectors.Load(section, 1)) (void)vectors.Cosines({});
  faq::Bridge bridge;
  if (bridge.Load(section, 1, 3)) (void)bridge.Scores({0.5, 0.3, 0.2});
  faq::Rarity rarity;
  if (rarity.Load(section)) (void)rarity.Of(7);
  ReadWith(section);
  ReadCourseWith(section);
  SearchPackOf(section);
  return 0;
}

#include "cli/commands.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/files.h"
#include "import/faq_json.h"

namespace shopbell::cli {
namespace {

using Json = nlohmann::ordered_json;

/// One ASCII line.
void PrintLine(const Json& json, std::ostream& out) {
  out << json.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace) << '\n';
}

Json HitJson(const Engine& engine, const Hit& hit) {
  return {{"id", engine.Entry(hit.entry).id}, {"score", hit.score}};
}

Json PartsJson(const HitParts& parts) {
  return {{"similarity", parts.similarity}, {"whole", parts.whole},        {"words", parts.words},
          {"trigrams", parts.trigrams},     {"document", parts.document},  {"bridge", parts.bridge},
          {"hubness", parts.hubness},       {"alignment", parts.alignment}};
}

constexpr std::size_t kMostTold = 20;  // warnings at a time

/// The first of them, each after `before`, and how many more there are.
std::string Listed(const std::vector<std::string>& found, const std::string& before) {
  std::string out;
  for (std::size_t i = 0; i < std::min(found.size(), kMostTold); ++i) out += before + found[i] + '\n';
  if (found.size() > kMostTold) out += before + "and " + std::to_string(found.size() - kMostTold) + " more\n";
  return out;
}

}  // namespace

void Build(const std::string& faq_path, const std::string& out_path, const Model& model, std::ostream& log) {
  const import::FaqImport faq = import::ParseFaqJson(ReadFile(faq_path));
  if (!faq.ok()) {
    std::string message;
    for (const std::string& fault : faq.faults)
      message += (message.empty() ? "" : "\n") + faq_path + ": " + fault;
    throw UserError{message};
  }
  log << Listed(faq.warnings, faq_path + ": warning: ");
  const std::string pack = BuildPack(model, faq.entries);
  WriteFile(out_path, pack);
  log << out_path << ": " << faq.entries.size() << " entries, " << pack.size() << " bytes\n";
}

void Ask(const Engine& engine, const Moment& now, const TextVectors& vectors, bool explain, std::istream& in,
         std::ostream& out) {
  EachText(in, [&](const std::string& text) {
    const Explanation why = engine.Explain(text, now, vectors.Of(text));
    const Finding& found = why.finding;
    Json line{{"text", text},
              {"action", ToString(why.decision.action)},
              {"in_scope", found.in_scope},
              {"confidence", found.confidence},
              {"hits", Json::array()}};
    for (std::size_t i = 0; i < found.hits.size(); ++i) {
      Json hit = HitJson(engine, found.hits[i]);
      if (explain) hit["parts"] = PartsJson(why.parts[i]);
      line["hits"].push_back(std::move(hit));
    }
    if (explain) {
      line["reasons"] = Json::array();
      for (const Reason& reason : why.decision.reasons) line["reasons"].push_back(reason.text);
      line["evidence"] = Json::object();
      for (const auto& [name, value] : why.evidence) line["evidence"][name] = value;
    }
    PrintLine(line, out);
  });
}

void ReadMoods(const Model& model, std::istream& in, std::ostream& out) {
  EachText(in, [&](const std::string& text) {
    const MoodReading mood = ReadMood(model, text);
    Json moods = Json::object();
    for (std::size_t i = 0; i < kMoodCount; ++i) moods[ToString(static_cast<Mood>(i))] = mood.moods[i];
    PrintLine({{"text", text},
               {"label", ToString(mood.label)},
               {"moods", std::move(moods)},
               {"intensity", mood.intensity},
               {"human_wanted", mood.human_wanted}},
              out);
  });
}

void PrintFeatures(std::istream& in, std::ostream& out) {
  EachText(in, [&](const std::string& text) {
    Json features = Json::array();
    for (const Feature& feature : Features(text)) features.push_back({feature.bucket, feature.value});
    PrintLine({{"features", std::move(features)}, {"terms", WordTerms(text)}}, out);
  });
}

namespace {

template <typename T>
void PutBytes(const T* values, std::size_t count, std::ostream& out) {
  out.write(reinterpret_cast<const char*>(values), static_cast<std::streamsize>(count * sizeof(T)));
}

void PutForm(const MessageForm& form, std::ostream& out) {
  static_assert(sizeof(Feature) == sizeof(std::uint32_t) + sizeof(float));
  const auto count = static_cast<std::uint32_t>(form.features.size());
  PutBytes(&count, 1, out);
  PutBytes(form.features.data(), form.features.size(), out);
  PutBytes(form.vector.data(), form.vector.size(), out);
}

}  // namespace

void PrintForms(const Model& model, bool in_words, std::istream& in, std::ostream& out) {
  EachText(in, [&](const std::string& text) {
    const MessageForms forms = Forms(model, text);
    if (in_words) {
      PrintLine({{"plain", forms.plain.words}, {"masked", forms.masked.words}, {"familiar", forms.familiar}},
                out);
      return;
    }
    PutForm(forms.plain, out);
    PutForm(forms.masked, out);
    const auto familiar = static_cast<float>(forms.familiar);
    PutBytes(&familiar, 1, out);
    const auto count = static_cast<std::uint32_t>(forms.pieces.size());
    PutBytes(&count, 1, out);
    PutBytes(forms.pieces.data(), forms.pieces.size(), out);
  });
}

}  // namespace shopbell::cli

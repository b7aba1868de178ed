#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/json_line.h"

namespace shopbell::cli {
namespace {

constexpr std::size_t kDepth = 10;
constexpr int kCalibrationBins = 10;
constexpr double kWantedPrecision = 0.95;

/// A score, and whether what it vouches for holds.
struct Judged {
  double score;
  bool holds;
};

/// Chance that a positive scores above a negative; ties count half.
double Auroc(std::vector<Judged> judged) {
  std::sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) { return a.score < b.score; });
  double wins = 0, below = 0, positives = 0;
  for (std::size_t i = 0; i < judged.size();) {
    double ties_negative = 0, ties_positive = 0;
    const double score = judged[i].score;
    for (; i < judged.size() && judged[i].score == score; ++i)
      (judged[i].holds ? ties_positive : ties_negative) += 1;
    wins += ties_positive * (below + ties_negative / 2);
    below += ties_negative;
    positives += ties_positive;
  }
  return positives * below == 0 ? std::nan("") : wins / (positives * below);
}

/// Share of negatives at or above the score that 95 % of the positives reach.
double FalsePositivesAt95(const std::vector<Judged>& judged) {
  std::vector<double> positives;
  for (const Judged& j : judged) {
    if (j.holds) positives.push_back(j.score);
  }
  if (positives.empty() || positives.size() == judged.size()) return std::nan("");
  std::sort(positives.begin(), positives.end());
  const double threshold =
      positives[static_cast<std::size_t>(std::floor(0.05 * static_cast<double>(positives.size())))];
  const auto passing = std::count_if(judged.begin(), judged.end(),
                                     [&](const Judged& j) { return !j.holds && j.score >= threshold; });
  return static_cast<double>(passing) / static_cast<double>(judged.size() - positives.size());
}

/// Expected calibration error over ten bins of equal width (Guo et al. 2017).
double CalibrationError(const std::vector<Judged>& judged) {
  double sums[kCalibrationBins] = {}, right[kCalibrationBins] = {};
  for (const Judged& j : judged) {
    const int bin = std::min(kCalibrationBins - 1, static_cast<int>(j.score * kCalibrationBins));
    sums[bin] += j.score;
    right[bin] += j.holds;
  }
  double error = 0;
  for (int b = 0; b < kCalibrationBins; ++b) error += std::abs(sums[b] - right[b]);
  return judged.empty() ? std::nan("") : error / static_cast<double>(judged.size());
}

/// The greatest share of queries that can be answered, most confident first, with 95 % of them right.
double CoverageAtPrecision(std::vector<Judged> judged) {
  std::sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) { return a.score > b.score; });
  double right = 0, best = 0;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    right += judged[i].holds;
    const bool between_ties = i + 1 < judged.size() && judged[i + 1].score == judged[i].score;
    const auto taken = static_cast<double>(i + 1);
    if (!between_ties && right / taken >= kWantedPrecision) best = taken / static_cast<double>(judged.size());
  }
  return best;
}

/// A number without a fraction is printed without one; what cannot be measured is null.
nlohmann::ordered_json Figure(double value) {
  if (std::isnan(value)) return nullptr;
  if (value > 1 && value == std::floor(value)) return static_cast<std::int64_t>(value);
  return value;
}

struct Tally {
  std::size_t queries = 0, in_scope = 0, first = 0, third = 0;
  double reciprocal = 0;
  std::vector<Judged> scope, confidence;

  void Add(const Engine& engine, const std::string& text, std::span<const float> vector,
           const nlohmann::json& gold) {
    const Finding found = engine.Find(text, kDepth, {}, vector);
    const bool known = gold.is_string();
    std::size_t rank = kDepth;
    for (std::size_t i = 0; known && i < found.hits.size(); ++i) {
      if (engine.Entry(found.hits[i].entry).id == gold.get<std::string>()) {
        rank = i;
        break;
      }
    }
    ++queries;
    in_scope += known;
    first += rank == 0;
    third += rank < 3;
    if (rank < kDepth) reciprocal += 1.0 / static_cast<double>(rank + 1);
    scope.push_back({found.in_scope, known});
    confidence.push_back({found.confidence, rank == 0});
  }
};

}  // namespace

void Evaluate(const Engine& engine, const std::string& queries_path, const TextVectors& vectors, bool json,
              std::ostream& out) {
  Tally tally;
  std::set<std::string> ids;
  for (std::size_t i = 0; i < engine.entry_count(); ++i) ids.insert(engine.Entry(i).id);
  std::istringstream lines(ReadFile(queries_path));
  std::size_t number = 0;
  for (std::string raw; std::getline(lines, raw);) {
    ++number;
    const std::string line = CleanUtf8(raw);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto query = nlohmann::json::parse(MendSurrogates(line), nullptr, false);
    if (!query.is_object() || !query.contains("text") || !query["text"].is_string() ||
        !query.contains("gold") || !(query["gold"].is_string() || query["gold"].is_null())) {
      throw UserError{queries_path + ": line " + std::to_string(number) +
                      ": expected {\"text\": string, \"gold\": id or null}"};
    }
    if (query["gold"].is_string() && !ids.contains(query["gold"].get<std::string>())) {
      throw UserError{queries_path + ": line " + std::to_string(number) +
                      ": expected the id of an entry of the pack, found \"" +
                      query["gold"].get<std::string>() + "\""};
    }
    const auto text = query["text"].get<std::string>();
    tally.Add(engine, text, vectors.Of(text), query["gold"]);
  }
  if (tally.queries == 0) throw UserError{queries_path + ": expected at least one query"};
  const auto share = [&](double count) {
    return tally.in_scope == 0 ? std::nan("") : count / static_cast<double>(tally.in_scope);
  };
  const std::pair<const char*, double> figures[] = {
      {"queries", static_cast<double>(tally.queries)},
      {"in_scope", static_cast<double>(tally.in_scope)},
      {"r_at_1", share(static_cast<double>(tally.first))},
      {"r_at_3", share(static_cast<double>(tally.third))},
      {"mrr_at_10", share(tally.reciprocal)},
      {"auroc", Auroc(tally.scope)},
      {"fpr95", FalsePositivesAt95(tally.scope)},
      {"ece", CalibrationError(tally.confidence)},
      {"coverage_at_95", CoverageAtPrecision(tally.confidence)}};
  if (json) {
    nlohmann::ordered_json object;
    for (const auto& [name, value] : figures) object[name] = Figure(value);
    out << object.dump() << '\n';
    return;
  }
  for (const auto& [name, value] : figures) {
    out << std::left << std::setw(16) << name << std::setprecision(4);
    if (std::isnan(value)) {
      out << "-\n";
    } else {
      out << value << '\n';
    }
  }
}

}  // namespace shopbell::cli

#include "faq/confidence.h"

#include <cmath>
#include <string>

namespace shopbell::faq {

namespace {

/// Each kind of search is trusted by weights of its own.
const char* KindOf(const Evidence& evidence) {
  if (evidence.plain) return "plain.";
  if (evidence.neural) return "neural.";
  return evidence.own > 0 ? "learnt." : "";
}

}  // namespace

double Confidence::Chance(const char* name, const Evidence& evidence) const {
  if (evidence.length <= 0 || evidence.top <= 0) return 0;
  std::string prefix = std::string(name) + ".";
  const std::string own = KindOf(evidence) + prefix;
  if (params_.Has(own + "bias")) prefix = own;
  double logit = params_.Get(prefix + "bias", -3);
  for (const NamedEvidence& one : EvidenceNames())
    logit += params_.Get(prefix + one.name, 0) * (evidence.*one.value);
  return 1.0 / (1.0 + std::exp(-logit));
}

}  // namespace shopbell::faq

#include "faq/confidence.h"

#include <cmath>
#include <string>

namespace shopbell::faq {

double Confidence::Chance(const char* name, const Evidence& evidence) const {
  if (evidence.length <= 0 || evidence.top <= 0) return 0;
  std::string prefix = std::string(evidence.plain ? "plain." : "") + name + ".";
  if (evidence.neural && params_.Has("neural." + prefix + "bias")) prefix = "neural." + prefix;
  double logit = params_.Get(prefix + "bias", -3);
  for (const NamedEvidence& one : EvidenceNames())
    logit += params_.Get(prefix + one.name, 0) * (evidence.*one.value);
  return 1.0 / (1.0 + std::exp(-logit));
}

}  // namespace shopbell::faq

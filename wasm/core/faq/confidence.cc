#include "faq/confidence.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace shopbell::faq {

double Confidence::Chance(const char* name, const Evidence& e) const {
  if (e.length == 0 || e.top <= 0) return 0;
  const std::string prefix = std::string(name) + ".";
  const auto weight = [&](const char* what, double otherwise) {
    return params_.Get(prefix + what, otherwise);
  };
  const double logit = weight("bias", -3) + weight("top", 8) * e.top + weight("margin", 4) * e.margin +
                       weight("words", 0) * e.words + weight("trigrams", 0) * e.trigrams +
                       weight("document", 0) * e.document + weight("known", 1) * e.known +
                       weight("agree", 0) * e.agree + weight("bridge", 0) * e.bridge +
                       weight("bridge_margin", 0) * e.bridge_margin + weight("none", 0) * e.none +
                       weight("log_length", 0) * std::log1p(e.length);
  return 1.0 / (1.0 + std::exp(-logit));
}

}  // namespace shopbell::faq

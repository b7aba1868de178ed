#include "turn/sketch.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace shopbell::turn {
namespace {

constexpr double kChance = 0.3;  // likeness of texts that have nothing to do with each other

}  // namespace

Sketch MakeSketch(const intent::Vector& vector) { return intent::Round(vector).values; }

double Likeness(const Sketch& a, const Sketch& b) {
  std::int64_t dot = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  if (aa == 0 || bb == 0) return 0;
  return static_cast<double>(dot) / std::sqrt(static_cast<double>(aa) * static_cast<double>(bb));
}

Recurrence Recurs(const Sketch& sketch, const std::vector<Sketch>& earlier) {
  Recurrence out;
  for (const Sketch& one : earlier) {
    const double likeness = Likeness(sketch, one);
    out.most = std::max(out.most, likeness);
    if (likeness > kChance) out.sum += likeness;
  }
  return out;
}

}  // namespace shopbell::turn

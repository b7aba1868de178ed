#ifndef SHOPBELL_TEXT_EXACT_MATH_H_
#define SHOPBELL_TEXT_EXACT_MATH_H_

namespace shopbell::text {

/// e^x by additions and multiplications only, so that every machine and library gives the same bits (a pack
/// made in a browser must equal one made on a server). Relative error below 1e-12; 0 below -700, clamped
/// above 700.
[[nodiscard]] double ExactExp(double x);

}  // namespace shopbell::text

#endif  // SHOPBELL_TEXT_EXACT_MATH_H_

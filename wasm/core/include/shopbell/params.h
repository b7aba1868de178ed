#ifndef SHOPBELL_PARAMS_H_
#define SHOPBELL_PARAMS_H_

#include <map>
#include <string>
#include <string_view>

namespace shopbell {

/// Named numbers that data decides, not code: weights of the scores, thresholds of the policy.
class Params {
 public:
  void Set(std::string name, double value) { values_[std::move(name)] = value; }
  /// @return the value, or `otherwise` where the model does not name it.
  [[nodiscard]] double Get(std::string_view name, double otherwise) const {
    const auto at = values_.find(name);
    return at == values_.end() ? otherwise : at->second;
  }

  [[nodiscard]] bool Has(std::string_view name) const { return values_.find(name) != values_.end(); }

 private:
  std::map<std::string, double, std::less<>> values_;
};

}  // namespace shopbell

#endif  // SHOPBELL_PARAMS_H_

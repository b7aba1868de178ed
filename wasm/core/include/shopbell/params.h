#ifndef SHOPBELL_PARAMS_H_
#define SHOPBELL_PARAMS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shopbell {

/// Named numbers that data decides, not code: weights of the scores, thresholds of the policy.
class Params {
 public:
  struct Step {
    double from, points;
  };
  void Set(std::string name, double value) { values_[std::move(name)] = value; }
  /// @return the value, or `otherwise` where the model does not name it.
  [[nodiscard]] double Get(std::string_view name, double otherwise) const {
    const auto at = values_.find(name);
    return at == values_.end() ? otherwise : at->second;
  }

  /// Adds one of the points that a value gives where it is at least `from`.
  void AddStep(const std::string& name, double from, double points) {
    steps_[name].push_back({from, points});
  }
  /// @return the points of `name`, as added.
  [[nodiscard]] std::vector<Step> Steps(std::string_view name) const {
    const auto at = steps_.find(name);
    return at == steps_.end() ? std::vector<Step>{} : at->second;
  }

  [[nodiscard]] bool Has(std::string_view name) const { return values_.find(name) != values_.end(); }

 private:
  std::map<std::string, double, std::less<>> values_;
  std::map<std::string, std::vector<Step>, std::less<>> steps_;
};

}  // namespace shopbell

#endif  // SHOPBELL_PARAMS_H_

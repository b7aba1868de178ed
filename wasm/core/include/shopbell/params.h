#ifndef SHOPBELL_PARAMS_H_
#define SHOPBELL_PARAMS_H_

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

  /// The values of `name@number`, with their numbers.
  [[nodiscard]] std::vector<std::pair<double, double>> Steps(const std::string& name) const {
    std::vector<std::pair<double, double>> found;
    const std::string prefix = name + '@';
    for (auto at = values_.lower_bound(prefix); at != values_.end() && at->first.starts_with(prefix); ++at)
      found.emplace_back(std::strtod(at->first.c_str() + prefix.size(), nullptr), at->second);
    return found;
  }

  [[nodiscard]] bool Has(std::string_view name) const { return values_.find(name) != values_.end(); }

 private:
  std::map<std::string, double, std::less<>> values_;
};

}  // namespace shopbell

#endif  // SHOPBELL_PARAMS_H_

#include "policy/policy.h"

namespace shopbell::policy {

Thresholds Thresholds::From(const Params& params) {
  const Thresholds d;
  return {.answer = params.Get("policy.answer", d.answer),
          .suggest = params.Get("policy.suggest", d.suggest),
          .in_scope = params.Get("policy.in_scope", d.in_scope),
          .talk = params.Get("policy.talk", d.talk),
          .human_wanted = params.Get("policy.human_wanted", d.human_wanted),
          .repeat = params.Get("policy.repeat", d.repeat),
          .fury = params.Get("policy.fury", d.fury),
          .alarm = params.Get("policy.alarm", d.alarm),
          .need = params.Get("policy.need", d.need),
          .running_step = params.Get("policy.running_step", d.running_step),
          .misses = params.Get("policy.misses", d.misses),
          .misses_need = params.Get("policy.misses_need", d.misses_need)};
}

}  // namespace shopbell::policy

// The command line of the relay.
#ifndef SHOPBELL_RELAY_APP_CLI_H_
#define SHOPBELL_RELAY_APP_CLI_H_

#include "store/fault_points.h"

namespace shopbell::relay {

/// @param faults null in production.
/// @return 0, 1 where it could not be done (standard error says why), or CLI11's code for a wrong command
/// line.
[[nodiscard]] int RunCommandLine(int argc, char** argv, FaultPoints* faults);

}  // namespace shopbell::relay

#endif  // SHOPBELL_RELAY_APP_CLI_H_

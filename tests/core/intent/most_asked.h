#ifndef SHOPBELL_TESTS_CORE_INTENT_MOST_ASKED_H_
#define SHOPBELL_TESTS_CORE_INTENT_MOST_ASKED_H_

#include <cstddef>

namespace shopbell {

/// The largest piece of memory that `new` was asked for since this was last set to 0, in bytes. For one
/// thread.
extern std::size_t most_asked;

}  // namespace shopbell

#endif  // SHOPBELL_TESTS_CORE_INTENT_MOST_ASKED_H_

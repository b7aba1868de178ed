#ifndef SHOPBELL_TESTS_CORE_FAQ_NO_INTENTS_H_
#define SHOPBELL_TESTS_CORE_FAQ_NO_INTENTS_H_

#include <gtest/gtest.h>

#include <string>

#include "intent/linear_head.h"

namespace shopbell::faq {

/// A head of one intent and none that knows no words: search by words alone.
inline intent::LinearHead NoIntents() {
  std::string section(4 + 2 * 12, '\0');
  section[0] = 2;  // classes; biases, scales and counts are zero
  intent::LinearHead head;
  EXPECT_TRUE(head.Load(section));
  return head;
}

}  // namespace shopbell::faq

#endif  // SHOPBELL_TESTS_CORE_FAQ_NO_INTENTS_H_

#include "intent/linear_head.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "most_asked.h"

namespace shopbell::intent {
namespace {

void Put(std::string& out, const auto& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void PutLeb128(std::string& out, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

/// Two classes: the first weighs bucket 3 with 2 * 10 and has bias 1, the second bucket 300 with 1 * -4.
std::string Section() {
  std::string out;
  Put(out, std::uint32_t{2});
  Put(out, 1.0F), Put(out, 2.0F), Put(out, std::uint32_t{1});
  Put(out, 0.0F), Put(out, 1.0F), Put(out, std::uint32_t{1});
  out += "\x03";      // bucket 3
  out += "\xAC\x02";  // bucket 300, LEB128
  Put(out, std::int8_t{10});
  Put(out, std::int8_t{-4});
  return out;
}

TEST(LinearHead, WeighsTheFeaturesItKnows) {
  LinearHead head;
  ASSERT_TRUE(head.Load(Section()));
  ASSERT_EQ(head.class_count(), 2u);
  const auto logits = head.Logits({{3, 0.5F}, {300, 2.0F}, {5, 9.0F}});
  EXPECT_DOUBLE_EQ(logits[0], 1.0 + 0.5 * 10 * 2);
  EXPECT_DOUBLE_EQ(logits[1], -8.0);
}

TEST(LinearHead, FindsEachBucketAmongMany) {
  // One class for all, one for every third bucket; they lie close together, far apart, and at both ends.
  const std::vector<std::uint32_t> all = {0, 1, 63, 64, 65, 127, 200, 4096, 4159, 65534, 65535};
  std::vector<std::uint32_t> third;
  for (std::size_t i = 0; i < all.size(); i += 3) third.push_back(all[i]);
  std::string section, values;
  Put(section, std::uint32_t{2});
  std::string steps;
  for (const auto& buckets : {all, third}) {
    Put(section, 0.0F), Put(section, 1.0F), Put(section, static_cast<std::uint32_t>(buckets.size()));
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
      PutLeb128(steps, buckets[i] - last);
      last = buckets[i];
      Put(values, static_cast<std::int8_t>(i * 7 % 128 - 60));
    }
  }
  LinearHead head;
  ASSERT_TRUE(head.Load(section + steps + values));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto logits = head.Logits({{all[i], 1.0F}});
    EXPECT_EQ(logits[0], static_cast<std::int8_t>(i * 7 % 128 - 60)) << all[i];
    EXPECT_EQ(logits[1], i % 3 == 0 ? static_cast<std::int8_t>(i / 3 * 7 % 128 - 60) : 0) << all[i];
  }
  EXPECT_EQ(head.Logits({{2, 1.0F}, {66, 1.0F}, {65533, 1.0F}})[0], 0);
}

TEST(LinearHead, RefusesABucketThatStandsTwiceInAClass) {
  std::string section;
  Put(section, std::uint32_t{1});
  Put(section, 0.0F), Put(section, 1.0F), Put(section, std::uint32_t{2});
  LinearHead head;
  EXPECT_FALSE(head.Load(section + std::string("\x05\x00\x01\x01", 4)));
}

TEST(LinearHead, RefusesEveryCutSectionAndBucketsOutOfRange) {
  const std::string whole = Section();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    LinearHead head;
    EXPECT_FALSE(head.Load(std::string_view(whole).substr(0, size))) << size;
  }
  std::string far = whole;
  far.replace(28, 1, "\xFF\xFF\xFF\x7F");
  LinearHead head;
  EXPECT_FALSE(head.Load(far));
}

/// The same head, bucket by bucket; weights within half a byte.
std::string GroupedSection() {
  std::string out;
  Put(out, std::uint32_t{2}), Put(out, std::uint32_t{2}), Put(out, std::uint32_t{3});
  Put(out, 1.0F), Put(out, 0.0F);
  Put(out, 2.0F), Put(out, 1.0F);
  out += "\x03\xA9\x02";          // buckets 3 and 300
  out += "\x01\x02";              // one class, two classes
  out += std::string("\x00", 1);  // bucket 3: class 0
  out += std::string("\x00\x01", 2);
  out += "\xFF\x04";  // 7, 7, -4
  return out;
}

TEST(LinearHead, ReadsTheGroupedForm) {
  LinearHead head;
  ASSERT_TRUE(head.LoadGrouped(GroupedSection()));
  const auto logits = head.Logits({{3, 0.5F}, {300, 2.0F}, {5, 9.0F}});
  EXPECT_DOUBLE_EQ(logits[0], 1.0 + 0.5 * 7 * 2 + 2.0 * 7 * 2);
  EXPECT_DOUBLE_EQ(logits[1], 2.0 * -4);
}

TEST(LinearHead, RefusesEveryCutGroupedSectionAndClassesOutOfRange) {
  const std::string whole = GroupedSection();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    LinearHead head;
    EXPECT_FALSE(head.LoadGrouped(std::string_view(whole).substr(0, size))) << size;
  }
  std::string far = whole;
  far[whole.size() - 3] = '\x02';
  LinearHead head;
  EXPECT_FALSE(head.LoadGrouped(far));
}

TEST(LinearHead, MakesNoRoomForGroupedWeightsThatAreNotThere) {
  std::string section;  // every bucket claims every class: 67 million weights, of which one is announced
  Put(section, std::uint32_t{1023}), Put(section, std::uint32_t{kBucketCount}),
      Put(section, std::uint32_t{1});
  for (int i = 0; i < 2 * 1023; ++i) Put(section, 1.0F);
  section += std::string(1, '\0') + std::string(kBucketCount - 1, '\x01');
  for (std::size_t i = 0; i < kBucketCount; ++i) PutLeb128(section, 1023);
  LinearHead head;
  most_asked = 0;
  EXPECT_FALSE(head.LoadGrouped(section));
  EXPECT_GT(most_asked, 0u);
  EXPECT_LT(most_asked, std::size_t{1} << 20);
}

/// Classes that each weigh bucket 5 with 7.
std::string AlikeClasses(std::uint32_t classes) {
  std::string out;
  Put(out, classes);
  for (std::uint32_t c = 0; c < classes; ++c) Put(out, 0.0F), Put(out, 1.0F), Put(out, std::uint32_t{1});
  return out + std::string(classes, '\x05') + std::string(classes, '\x07');
}

TEST(LinearHead, TellsUpTo256ClassesApart) {
  LinearHead most, more;
  ASSERT_TRUE(most.Load(AlikeClasses(256)));
  EXPECT_EQ(most.Logits({{5, 1.0F}}), std::vector<double>(256, 7.0));
  EXPECT_FALSE(more.Load(AlikeClasses(257)));
}

std::string AlikeGroupedClasses(std::uint32_t classes) {
  std::string out;
  Put(out, classes), Put(out, std::uint32_t{1}), Put(out, classes);
  for (std::uint32_t c = 0; c < classes; ++c) Put(out, 0.0F);
  for (std::uint32_t c = 0; c < classes; ++c) Put(out, 1.0F);
  PutLeb128(out, 5);
  PutLeb128(out, classes);
  return out + '\0' + std::string(classes - 1, '\x01') + std::string((classes + 1) / 2, '\xFF');
}

TEST(LinearHead, TellsUpTo1023GroupedClassesApart) {
  LinearHead most, more;
  ASSERT_TRUE(most.LoadGrouped(AlikeGroupedClasses(1023)));
  EXPECT_EQ(most.Logits({{5, 1.0F}}), std::vector<double>(1023, 7.0));
  EXPECT_FALSE(more.LoadGrouped(AlikeGroupedClasses(1024)));
}

TEST(Softmax, SumsToOneWithoutOverflow) {
  std::vector<double> x{1000, 1001, -1000};
  Softmax(x);
  EXPECT_NEAR(x[0] + x[1] + x[2], 1.0, 1e-12);
  EXPECT_GT(x[1], x[0]);
}

}  // namespace
}  // namespace shopbell::intent

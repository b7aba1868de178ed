#include "protocol/frames.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "protocol/codes.h"
#include "protocol/replies.h"

namespace shopbell::relay {
namespace {

using nlohmann::json;

json LoadCases(const std::string& name) {
  std::ifstream file(std::string(FRAMES_DIR) + "/" + name);
  return json::parse(file);
}

template <typename Frame>
void ExpectAgreement(const json& cases, Frame (*parse)(std::string_view)) {
  ASSERT_GT(cases.size(), 15U);
  for (const json& one : cases) {
    const Frame frame = parse(one["frame"].dump());
    const auto* error = std::get_if<FrameError>(&frame);
    const std::string code = error == nullptr ? "" : std::string(CodeText(error->error.code));
    EXPECT_EQ(code, one["code"].is_null() ? "" : one["code"].get<std::string>()) << one["name"];
  }
}

// The schemas say the same of these files: schema.test.mjs.
TEST(VisitorFrames, AreAcceptedOrRefusedAsTheSamplesSay) {
  ExpectAgreement(LoadCases("visitor.json"), ParseVisitorFrame);
}
TEST(AgentFrames, AreAcceptedOrRefusedAsTheSamplesSay) {
  ExpectAgreement(LoadCases("agent.json"), ParseAgentFrame);
}

TEST(VisitorFrames, SayWhatWasExpectedAndWhere) {
  const auto frame = ParseVisitorFrame(
      R"({"type":"handoff","id":"h1","at":1,"reason":"","confidence":null,"mood":null,"transcript":[{"id":"a b"}]})");
  const auto& error = std::get<FrameError>(frame);
  EXPECT_EQ(error.id, "h1");
  EXPECT_EQ(error.error.message,
            "transcript[0].id: expected a string of 1 to 64 characters of A-Z a-z 0-9 _ -");
}

TEST(VisitorFrames, NameAMissingField) {
  const auto frame = ParseVisitorFrame(R"({"type":"message","id":"m1","at":1,"mood":null})");
  EXPECT_EQ(std::get<FrameError>(frame).error.message, "text: expected a string, the field is missing");
}

TEST(VisitorFrames, RefuseInvalidUtf8AndBrokenJson) {
  for (const char* text : {"", "{", "{\"type\":\"ping\"} x", "{\"type\":\"\xff\"}"}) {
    const auto frame = ParseVisitorFrame(text);
    ASSERT_TRUE(std::holds_alternative<FrameError>(frame)) << text;
    EXPECT_EQ(std::get<FrameError>(frame).error.code, ErrorCode::kBadFrame);
  }
}

TEST(VisitorFrames, RefuseControlCharactersOtherThanTabAndLineEnds) {
  const auto said = [](const std::string& text) {
    return ParseVisitorFrame(
        json{{"type", "message"}, {"id", "m1"}, {"at", 1}, {"text", text}, {"mood", nullptr}}.dump());
  };
  EXPECT_TRUE(std::holds_alternative<VisitorCommand>(said("a\tb\r\nc\x7f")));
  for (char c = 0; c < ' '; ++c) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    const auto frame = said(std::string("a") + c);
    ASSERT_TRUE(std::holds_alternative<FrameError>(frame)) << static_cast<int>(c);
    EXPECT_EQ(std::get<FrameError>(frame).error.message,
              "text: expected text without control characters other than tab and line ends");
  }
}

TEST(VisitorFrames, KeepWhatWasSent) {
  const auto frame = ParseVisitorFrame(
      R"({"type":"handoff","id":"h1","at":7,"reason":"asked","confidence":0.25,"mood":null,"email":"a@b.example",)"
      R"("transcript":[{"id":"b0","from":"bot","text":"Hi \u00e9","at":5,"entry":"returns","mood":null}]})");
  const auto& command = std::get<VisitorCommand>(frame);
  EXPECT_EQ(command.id, "h1");
  EXPECT_EQ(command.at, 7);
  const auto& handoff = std::get<Handoff>(command.body);
  EXPECT_EQ(handoff.confidence, 0.25);
  EXPECT_EQ(handoff.email, "a@b.example");
  ASSERT_EQ(handoff.transcript.size(), 1U);
  EXPECT_EQ(handoff.transcript[0].from, Speaker::kBot);
  EXPECT_EQ(handoff.transcript[0].text, "Hi \xc3\xa9");
  EXPECT_EQ(handoff.transcript[0].entry, "returns");
}

TEST(Login, NeedsAllThreeFields) {
  EXPECT_TRUE(std::holds_alternative<LoginBody>(
      ParseLogin(R"({"shop":"stylesavvy","email":"a@b.example","password":"p"})")));
  EXPECT_TRUE(
      std::holds_alternative<FrameError>(ParseLogin(R"({"shop":"stylesavvy","email":"a@b.example"})")));
}

TEST(Replies, LeaveTheConversationOutForVisitors) {
  const Event event{3, 10, ContactEvent{"a@b.example"}};
  const std::string conversation = "cccccccccccccccccccccc";
  EXPECT_EQ(EventFrame(event, nullptr),
            R"({"type":"event","seq":3,"at":10,"kind":"contact","email":"a@b.example"})");
  EXPECT_EQ(json::parse(EventFrame(event, &conversation))["conversation"], conversation);
}

TEST(Replies, AlreadyTakenNamesTheHolder) {
  const json taken = json::parse(
      ErrorFrame("t1", {ErrorCode::kAlreadyTaken, "x", std::nullopt, AgentRef{3, "Mara"}}, nullptr));
  EXPECT_EQ(taken["agent"], (json{{"id", 3}, {"name", "Mara"}}));
}

TEST(Replies, OnlyTwoErrorsAreTemporary) {
  const json limited = json::parse(ErrorFrame("m1", {ErrorCode::kRateLimited, "slow down", 1500}, nullptr));
  EXPECT_EQ(limited["temporary"], true);
  EXPECT_EQ(limited["retry_after_ms"], 1500);
  const json bad = json::parse(ErrorFrame(std::nullopt, {ErrorCode::kBadFrame, "x", std::nullopt}, nullptr));
  EXPECT_EQ(bad["temporary"], false);
  EXPECT_TRUE(bad["id"].is_null());
  EXPECT_FALSE(bad.contains("retry_after_ms"));
}

}  // namespace
}  // namespace shopbell::relay

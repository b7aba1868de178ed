#include "protocol/frames.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "protocol/codes.h"
#include "protocol/fields.h"

namespace shopbell::relay {
namespace {

using nlohmann::json;

constexpr std::size_t kConversationChars = 22;
constexpr std::size_t kSecretChars = 43;
constexpr std::size_t kEpochPoints = 64;
constexpr std::size_t kEntryPoints = 200;

json ParseJson(std::string_view text) {
  json value = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) throw FieldError{ErrorCode::kBadFrame, "expected one JSON object in UTF-8"};
  return value;
}

std::string TypeOf(const json& frame) {
  if (!frame.is_object()) throw FieldError{ErrorCode::kBadFrame, "expected a JSON object"};
  const auto type = frame.find("type");
  if (type == frame.end() || !type->is_string())
    throw FieldError{ErrorCode::kBadFrame, "type: expected a string"};
  return type->get<std::string>();
}

std::optional<std::string> ReadableId(const json& frame) {
  if (!frame.is_object()) return std::nullopt;
  const auto id = frame.find("id");
  constexpr std::size_t kMostId = 64;
  if (id == frame.end() || !id->is_string() || id->get_ref<const std::string&>().size() > kMostId)
    return std::nullopt;
  return id->get<std::string>();
}

Hello ParseHello(const Fields& fields) {
  if (fields.Whole("v") != 1)
    throw FieldError{ErrorCode::kBadFrame, "v: expected 1, the only version there is"};
  Hello hello;
  hello.shop = fields.Id("shop");
  hello.conversation = fields.Base64Url("conversation", kConversationChars);
  hello.secret = fields.Base64Url("secret", kSecretChars);
  hello.epoch = fields.TextOrNull("epoch", kEpochPoints);
  hello.cursor = fields.Whole("cursor");
  return hello;
}

TranscriptItem ParseItem(const json& value, std::size_t index) {
  const std::string path = "transcript[" + std::to_string(index) + "].";
  const Fields fields(value, path);
  TranscriptItem item;
  item.id = fields.Id("id");
  const std::string from = fields.Text("from", 1, 16);
  if (from != "visitor" && from != "bot") {
    throw FieldError{ErrorCode::kBadFrame, path + "from: expected 'visitor' or 'bot'"};
  }
  item.from = from == "bot" ? Speaker::kBot : Speaker::kVisitor;
  item.text = fields.Text("text", 0, kMaxTextPoints);
  item.at = fields.Whole("at");
  item.entry = fields.TextOrNull("entry", kEntryPoints);
  item.mood = fields.MoodOrNull("mood");
  return item;
}

Handoff ParseHandoff(const Fields& fields) {
  Handoff handoff;
  handoff.reason = fields.Text("reason", 0, kMaxReasonPoints);
  handoff.confidence = fields.ChanceOrNull("confidence");
  handoff.mood = fields.MoodOrNull("mood");
  const json& transcript = fields.Array("transcript");
  if (transcript.size() > kMaxTranscriptItems) {
    throw FieldError{ErrorCode::kTooLarge, "transcript: expected at most " +
                                               std::to_string(kMaxTranscriptItems) + " items, got " +
                                               std::to_string(transcript.size())};
  }
  for (const json& item : transcript)
    handoff.transcript.push_back(ParseItem(item, handoff.transcript.size()));
  if (fields.Has("email")) handoff.email = fields.Email("email");
  return handoff;
}

VisitorCommand ParseVisitorCommand(const std::string& type, const Fields& fields) {
  VisitorCommand command;
  if (type == "handoff") {
    command.body = ParseHandoff(fields);
  } else if (type == "message") {
    command.body = SendMessage{fields.Text("text", 1, kMaxTextPoints), fields.MoodOrNull("mood")};
  } else if (type == "email") {
    command.body = LeaveEmail{fields.Email("email")};
  } else if (type == "cancel") {
    command.body = CancelHandoff{};
  } else if (type == "close") {
    command.body = CloseByVisitor{};
  } else if (type == "erase") {
    command.body = Erase{};
  } else {
    throw FieldError{
        ErrorCode::kUnknownType,
        "type: expected hello, resume, ping, pong, handoff, message, email, cancel, close or erase"};
  }
  command.id = fields.Id("id");
  command.at = fields.Whole("at");
  return command;
}

VisitorFrame ParseVisitor(const json& frame) {
  const std::string type = TypeOf(frame);
  const Fields fields(frame, "");
  if (type == "ping") return Ping{};
  if (type == "pong") return Pong{};
  if (type == "hello") return ParseHello(fields);
  if (type == "resume") return Resume{fields.Whole("cursor")};
  return ParseVisitorCommand(type, fields);
}

CloseByAgent ParseCloseByAgent(const Fields& fields) {
  const std::string to = fields.Text("to", 1, 16);
  if (to != "closed" && to != "bot") throw FieldError{ErrorCode::kBadFrame, "to: expected 'closed' or 'bot'"};
  return {to == "bot" ? Owner::kBot : Owner::kClosed};
}

AgentFrame ParseAgentCommand(const std::string& type, const Fields& fields) {
  AgentCommand command;
  if (type == "take") {
    command.body = Take{};
  } else if (type == "reply") {
    command.body = Reply{fields.Whole("at"), fields.Text("text", 1, kMaxTextPoints)};
  } else if (type == "release") {
    command.body = Release{};
  } else if (type == "close") {
    command.body = ParseCloseByAgent(fields);
  } else {
    throw FieldError{ErrorCode::kUnknownType,
                     "type: expected open, leave, resume, take, reply, release, close, typing, ping or pong"};
  }
  command.id = fields.Id("id");
  command.conversation = fields.Base64Url("conversation", kConversationChars);
  return command;
}

AgentFrame ParseAgent(const json& frame) {
  const std::string type = TypeOf(frame);
  const Fields fields(frame, "");
  if (type == "ping") return Ping{};
  if (type == "pong") return Pong{};
  if (type == "open") {
    return OpenConversation{fields.Base64Url("conversation", kConversationChars), fields.Whole("cursor"),
                            fields.TextOrNull("epoch", kEpochPoints)};
  }
  if (type == "leave") return LeaveConversation{fields.Base64Url("conversation", kConversationChars)};
  if (type == "typing") return AgentTyping{fields.Base64Url("conversation", kConversationChars)};
  if (type == "resume") {
    return ResumeConversation{fields.Base64Url("conversation", kConversationChars), fields.Whole("cursor")};
  }
  return ParseAgentCommand(type, fields);
}

LoginBody ParseLoginBody(const json& body) {
  const Fields fields(body, "");
  constexpr std::size_t kPasswordPoints = 1024;
  return {fields.Id("shop"), fields.Email("email"), fields.Text("password", 1, kPasswordPoints)};
}

template <typename Frame, typename Parse>
Frame Guarded(std::string_view text, Parse parse) {
  json frame;
  try {
    frame = ParseJson(text);
    return parse(frame);
  } catch (FieldError& error) {
    return FrameError{ReadableId(frame), {error.code, std::move(error.message), std::nullopt}};
  }
}

}  // namespace

VisitorFrame ParseVisitorFrame(std::string_view text) { return Guarded<VisitorFrame>(text, ParseVisitor); }
AgentFrame ParseAgentFrame(std::string_view text) { return Guarded<AgentFrame>(text, ParseAgent); }

std::variant<FrameError, LoginBody> ParseLogin(std::string_view text) {
  return Guarded<std::variant<FrameError, LoginBody>>(text, ParseLoginBody);
}

}  // namespace shopbell::relay

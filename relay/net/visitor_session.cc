#include "net/visitor_session.h"

#include <algorithm>
#include <utility>

#include "hub/secrets.h"
#include "protocol/codes.h"
#include "protocol/replies.h"

namespace shopbell::relay {
namespace {
constexpr std::size_t kMostEarly = 64;
constexpr int kMostBadFrames = 20;
}  // namespace

VisitorSession::VisitorSession(SessionContext& context, std::string origin, std::string address)
    : context_(context), origin_(std::move(origin)), address_(std::move(address)) {}

void VisitorSession::OnOpen(const std::shared_ptr<Link>& link) {
  link_ = link;
  opened_at_ms_ = context_.clock.SteadyMs();
}

void VisitorSession::OnTick() {
  if (stage_ != Stage::kWaitingForHello) return;
  if (context_.clock.SteadyMs() - opened_at_ms_ < kHelloTimeoutMs) return;
  link_->Close(CloseCode::kNoHello, "no hello in time");
}

void VisitorSession::OnClosed() {
  context_.hub.Leaves(*this);
  if (stage_ != Stage::kWaitingForHello) {
    context_.log.Info("visitor_left", {{"shop", key_.shop}, {"conversation", key_.id}});
  }
  early_.clear();
  link_.reset();
}

void VisitorSession::OnText(std::string_view text) {
  VisitorFrame frame = ParseVisitorFrame(text);
  if (stage_ == Stage::kWaitingForHello) {
    if (const auto* hello = std::get_if<Hello>(&frame)) {
      OnHello(*hello);
      return;
    }
    const auto* error = std::get_if<FrameError>(&frame);
    Fail(error != nullptr
             ? error->error
             : CommandError{ErrorCode::kBadFrame, "expected hello as the first frame", std::nullopt},
         CloseCode::kBadFrame);
    return;
  }
  if (stage_ == Stage::kEntering) {
    if (early_.size() >= kMostEarly) {
      Fail({ErrorCode::kBadFrame, "expected the client to wait for welcome", std::nullopt},
           CloseCode::kBadFrame);
      return;
    }
    early_.push_back(std::move(frame));
    return;
  }
  Handle(frame);
}

void VisitorSession::OnHello(const Hello& hello) {
  stage_ = Stage::kEntering;
  key_ = {hello.shop, hello.conversation};
  secret_hash_ = Sha256(hello.secret);
  context_.hub.FindShop(hello.shop,
                        [self = shared_from_this(), hello](bool ok, const std::optional<Shop>& shop) {
                          if (self->link_) self->OnShop(hello, ok, shop);
                        });
}

void VisitorSession::OnShop(const Hello& hello, bool ok, const std::optional<Shop>& shop) {
  if (!ok) {
    Fail({ErrorCode::kStoreUnavailable, "the store cannot be read just now; connect again", std::nullopt},
         CloseCode::kStoreUnavailable);
    return;
  }
  if (!shop) {
    Fail({ErrorCode::kUnknownShop, "shop: this relay has none of that name", std::nullopt},
         CloseCode::kUnknownShop);
    return;
  }
  if (std::find(shop->origins.begin(), shop->origins.end(), origin_) == shop->origins.end()) {
    link_->Close(CloseCode::kForbidden, "the shop does not allow this origin");
    return;
  }
  context_.log.Info("visitor_hello", {{"shop", key_.shop}, {"conversation", key_.id}});
  context_.hub.VisitorEnters(shared_from_this(), {key_, secret_hash_, hello.epoch, hello.cursor});
}

void VisitorSession::Handle(const VisitorFrame& frame) {
  if (const auto* command = std::get_if<VisitorCommand>(&frame)) {
    Submit(*command);
  } else if (const auto* resume = std::get_if<relay::Resume>(&frame)) {
    Resume(resume->cursor);
  } else if (std::holds_alternative<Ping>(frame)) {
    link_->Send(PongFrame());
  } else if (const auto* error = std::get_if<FrameError>(&frame)) {
    OnBadFrame(*error);
  } else if (std::holds_alternative<Hello>(frame)) {
    OnBadFrame(
        {std::nullopt, {ErrorCode::kBadFrame, "expected one hello only, as the first frame", std::nullopt}});
  }
}

void VisitorSession::Resume(std::int64_t cursor) {
  if (const auto wait = resumes_.Take("", context_.clock.SteadyMs())) {
    link_->Send(ErrorFrame(std::nullopt, {ErrorCode::kRateLimited, "resume: too many; send it later", *wait},
                           nullptr));
    return;
  }
  context_.hub.Resumes(*this, key_, cursor);
}

void VisitorSession::OnBadFrame(const FrameError& error) {
  link_->Send(ErrorFrame(error.id, error.error, nullptr));
  if (++bad_frames_ > kMostBadFrames) link_->Close(CloseCode::kBadFrame, "too many bad frames");
}

void VisitorSession::Submit(const VisitorCommand& command) {
  const bool erases = std::holds_alternative<Erase>(command.body);
  context_.hub.Submit(key_, secret_hash_, address_, command,
                      [self = shared_from_this(), id = command.id, erases](const CommandResult& result) {
                        if (!self->link_) return;
                        if (const auto* error = std::get_if<CommandError>(&result)) {
                          self->link_->Send(ErrorFrame(id, *error, nullptr));
                          if (error->code == ErrorCode::kWrongSecret) {
                            self->link_->Close(CloseCode::kForbidden, "wrong secret");
                          }
                          return;
                        }
                        self->link_->Send(AckFrame(id, std::get<Ack>(result), nullptr));
                        if (erases) self->link_->Close(CloseCode::kErased, "erased");
                      });
}

void VisitorSession::Fail(const CommandError& error, CloseCode code) {
  link_->Send(ErrorFrame(std::nullopt, error, nullptr));
  link_->Close(code, CodeText(error.code));
}

void VisitorSession::OnOpened(const Opening& opening) {
  if (!link_) return;
  link_->Send(VisitorWelcome(opening.epoch, opening.head, opening.owner, opening.reset,
                             context_.heartbeat_ms / 1000));
  stage_ = Stage::kEntered;
  for (const VisitorFrame& frame : std::exchange(early_, {})) {
    if (link_) Handle(frame);
  }
}

void VisitorSession::OnRefused(const ConversationKey& key, const CommandError& error) {
  if (!link_) return;
  context_.log.Info(
      "visitor_refused",
      {{"shop", key.shop}, {"conversation", key.id}, {"code", std::string(CodeText(error.code))}});
  Fail(error, error.code == ErrorCode::kWrongSecret ? CloseCode::kForbidden : CloseCode::kStoreUnavailable);
}

void VisitorSession::OnEvent(const ConversationKey&, const Event& event) {
  if (link_) link_->Send(EventFrame(event, nullptr));
}

void VisitorSession::OnHeartbeat(const ConversationKey* key, std::int64_t head,
                                 const std::optional<std::string>& epoch) {
  if (link_ && key != nullptr) link_->Send(HeartbeatFrame(head, epoch, nullptr));
}

void VisitorSession::OnTyping(const ConversationKey&) {
  if (link_) link_->Send(TypingFrame());
}

void VisitorSession::OnErased(const ConversationKey&) {
  if (link_) link_->Close(CloseCode::kErased, "erased");
}

void VisitorSession::OnList(const std::vector<Summary>&) {}
void VisitorSession::OnSummary(const Summary&) {}

void VisitorSession::WhenDrained(std::function<void()> then) {
  if (link_) link_->WhenDrained(std::move(then));
}

}  // namespace shopbell::relay

#include "shopbell/neural.h"

#include <utility>

#include "bell/container.h"
#include "text/bert_tokenizer.h"

namespace shopbell {
namespace {

constexpr bell::Tag kPiecesTag = bell::MakeTag("PIEC"), kDigestTag = bell::MakeTag("NSHA");
constexpr std::size_t kDigestLetters = 64;

}  // namespace

struct NeuralTokens::Impl {
  std::string pieces;  ///< The section that `tokenizer` borrows.
  std::string digest;
  text::BertTokenizer tokenizer;
};

NeuralTokens::NeuralTokens(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NeuralTokens::~NeuralTokens() = default;

Result<std::shared_ptr<const NeuralTokens>> NeuralTokens::Load(std::span<const std::byte> bytes) {
  const auto file = bell::Container::Open(bytes, bell::kNeuralKind);
  if (!file.ok()) return file.error();
  auto impl = std::make_unique<Impl>();
  impl->pieces = std::string(file.value().Section(kPiecesTag));
  impl->digest = std::string(file.value().Section(kDigestTag));
  bell::StringTable table;
  if (impl->digest.size() != kDigestLetters || !table.Open(impl->pieces) ||
      !impl->tokenizer.Load(table.all())) {
    return Error{ErrorCode::kCorrupt,
                 "a section of neural.bell has counts or pieces that do not fit: install it again"};
  }
  return std::shared_ptr<const NeuralTokens>(std::make_shared<NeuralTokens>(std::move(impl)));
}

std::vector<std::uint16_t> NeuralTokens::Ids(std::string_view text) const {
  return impl_->tokenizer.Ids(text, kMostNeuralTokens);
}

const std::string& NeuralTokens::graph_digest() const { return impl_->digest; }

}  // namespace shopbell

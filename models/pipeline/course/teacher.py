"""Teaches the sentence transformer all-MiniLM-L6-v2 whole conversations: whether a person is due at the last message.

It reads the messages one behind the other (Devlin et al. 2019), the last ones that fit into MOST_TOKENS tokens and one; a linear layer
over the first token and the mean of the last message's gives the log odds.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course.sequences import Row
from encoder.teacher import LAYERS, WIDTH, Tokenizer, read_safetensors
from encoder.teacher import HEADS as ATTENTION_HEADS

MOST_TOKENS, MOST_OF_ONE, MOST_BEFORE = 112, 80, 40
EPOCHS, RATE, WARM, DECAY, DROP = 5, 1e-4, 0.06, 0.01, 0.1
TOKENS_A_BATCH, TOKENS_AT_ONCE = 1800, 4000
CLS, SEP = 101, 102
NAMES = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
    "after": "attention.output.LayerNorm", "wide": "intermediate.dense", "narrow": "output.dense", "end": "output.LayerNorm",
}  # fmt: skip
Tokens = tuple[list[int], list[int]]  # ids, and 1 where they are the last message's


class _Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        for name in ("query", "key", "value", "out"):
            setattr(self, name, nn.Linear(WIDTH, WIDTH))
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.after, self.end = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        batch, length, _ = x.shape
        drop = DROP if self.training else 0.0
        q, k, v = (part(x).view(batch, length, ATTENTION_HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value))
        met = F.scaled_dot_product_attention(q, k, v, attn_mask=there[:, None, None, :], dropout_p=drop)
        x = self.after(x + F.dropout(self.out(met.transpose(1, 2).reshape(batch, length, WIDTH)), drop))
        return self.end(x + F.dropout(self.narrow(F.gelu(self.wide(x))), drop))


class Transformer(nn.Module):
    """folder: of model.safetensors. Its embeddings stay as they are."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        weights = {name: torch.tensor(value) for name, value in read_safetensors(folder / "model.safetensors").items()}
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"])
        self.places = nn.Embedding.from_pretrained(weights["embeddings.position_embeddings.weight"])
        self.kinds = nn.Parameter(weights["embeddings.token_type_embeddings.weight"])
        self.start = nn.LayerNorm(WIDTH, 1e-12)
        self.blocks = nn.ModuleList(_Block() for _ in range(LAYERS))
        _fill(self.start, weights, "embeddings.LayerNorm")
        for i, block in enumerate(self.blocks):
            for part, name in NAMES.items():
                _fill(getattr(block, part), weights, f"encoder.layer.{i}.{name}")
        self.due = nn.Linear(2 * WIDTH, 1)
        nn.init.normal_(self.due.weight, std=0.02)
        nn.init.zeros_(self.due.bias)

    def forward(self, ids: Tensor, kinds: Tensor, there: Tensor) -> Tensor:
        """Log odds (texts,) that a person is due; all (texts, tokens)."""
        x = self.start(self.words(ids) + self.places.weight[: ids.shape[1]] + self.kinds[kinds])
        x = F.dropout(x, DROP, self.training)
        for block in self.blocks:
            x = block(x, there)
        last = (there & (kinds == 1))[:, :, None].to(x.dtype)
        mean = (x * last).sum(1) / last.sum(1)
        return self.due(F.dropout(torch.cat([x[:, 0], mean], 1), DROP, self.training))[:, 0].float()


def _fill(part: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    part.weight.data, part.bias.data = weights[f"{name}.weight"], weights[f"{name}.bias"]


class Reader:
    """Conversations as tokens. Not for several threads at once (it keeps the messages it has split)."""

    def __init__(self, folder: Path) -> None:
        self._split = Tokenizer((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
        self._kept: dict[str, list[int]] = {}

    def _ids(self, text: str) -> list[int]:
        if text not in self._kept:
            self._kept[text] = self._split(text)[1:-1][:MOST_OF_ONE]
        return self._kept[text]

    def __call__(self, said: list[str]) -> Tokens:
        last = [*self._ids(said[-1]), SEP]
        before: list[int] = []
        for text in reversed(said[:-1]):
            ids = [*self._ids(text)[:MOST_BEFORE], SEP]
            if len(ids) + len(before) + len(last) > MOST_TOKENS:
                break
            before = ids + before
        return [CLS, *before, *last], [0] * (1 + len(before)) + [1] * len(last)


def _padded(tokens: list[Tokens]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(ids) for ids, _ in tokens)
    ids, kinds = torch.zeros(2, len(tokens), longest, dtype=torch.long)
    there = torch.zeros(len(tokens), longest, dtype=torch.bool)
    for row, (found, kind) in enumerate(tokens):
        ids[row, : len(found)], kinds[row, : len(kind)] = torch.tensor(found), torch.tensor(kind)
        there[row, : len(found)] = True
    return ids, kinds, there


def _batches(lengths: list[int], most: int, rng: random.Random) -> list[list[int]]:
    """Places of texts of like length, at most `most` tokens a batch with its padding."""
    out: list[list[int]] = []
    longest = 0
    for place in sorted(range(len(lengths)), key=lambda i: lengths[i] + 6 * rng.random()):
        longest = max(longest, lengths[place])
        if not out or longest * (len(out[-1]) + 1) > most:
            out.append([])
            longest = lengths[place]
        out[-1].append(place)
    rng.shuffle(out)
    return out


def teach(folder: Path, rows: list[Row], log: Callable[[str], None]) -> Transformer:
    """Fitted with AdamW, the rate rising and then falling linearly. Cost: five minutes an epoch of 40,000 rows on two cores."""
    torch.manual_seed(1)
    rng = random.Random(1)
    net, reader = Transformer(folder), Reader(folder)
    tokens = [reader(row.said) for row in rows]
    due = torch.tensor([row.due for row in rows])
    weights = torch.tensor([row.weight for row in rows])
    epochs = [_batches([len(ids) for ids, _ in tokens], TOKENS_A_BATCH, rng) for _ in range(EPOCHS)]
    params = [p for p in net.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(params, lr=RATE, weight_decay=DECAY)
    total, step, start = sum(map(len, epochs)), 0, time.monotonic()
    net.train()
    for batch in (batch for epoch in epochs for batch in epoch):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, step / (WARM * total + 1)) * (1 - step / total)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            odds = net(*_padded([tokens[i] for i in batch]))
        loss = (F.binary_cross_entropy_with_logits(odds, due[batch], reduction="none") * weights[batch]).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(params, 1.0)
        optimiser.step()
        step += 1
        if step % 200 == 0:
            left = (time.monotonic() - start) * (total - step) / step
            log(f"teacher: step {step} of {total}, loss {loss.item():.3f}, {left:.0f} s left")
    return net


@torch.no_grad()
def judged(net: Transformer, folder: Path, said: list[list[str]]) -> np.ndarray:
    """Log odds (conversations,) that a person is due at the last message of each."""
    reader = Reader(folder)
    tokens = [reader(texts) for texts in said]
    out = np.zeros(len(said), np.float32)
    net.eval()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in _batches([len(ids) for ids, _ in tokens], TOKENS_AT_ONCE, random.Random(1)):
            out[batch] = net(*_padded([tokens[i] for i in batch])).numpy()
    return out

"""Trains the reader of the course: a transformer is taught whole conversations, and a small net to judge as it does.

usage: train.py --shopbell build/native/bin/shopbell --model models/en/model.bell --teacher DIR --data DATA_DIR --cache DIR
                --out models/en/course.bin        (scripts/train-course)

model: whose encoder and masks the net reads with; where they change, it is trained anew. The taught transformer and its
judgements are kept in the cache: remove `course-*` there to begin anew. An hour on two cores, ten minutes of it the net.
"""

import argparse
import hashlib
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

MODELS = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(MODELS / "pipeline"))
import bell_file
from course import file, sequences, teacher
from course.net import NONE, Net
from encoder import sections
from mood import forms

EPOCHS, ROUNDED_EPOCHS, BATCH, RATE, DECAY = 12, 4, 128, 2e-3, 0.01


class Pieces:
    """Messages as the core cuts them, batched for the net. said: each message asked for later is in one of these."""

    def __init__(self, shopbell: Path, model: Path, said: list[list[str]]) -> None:
        texts = sorted({text for conversation in said for text in conversation})
        self._of = dict(zip(texts, forms.read_pieces(shopbell, model, texts), strict=True))

    def heard(self, text: str) -> bool:
        """Whether there is anything to read in it."""
        return len(self._of[text]) > 0

    def length(self, said: list[str]) -> int:
        return sum(len(self._of[text]) for text in said)

    def batch(self, conversations: list[list[str]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What Net takes. A message without pieces is passed over, as the core does; the last one has some."""
        heard = [[text for text in said if self.heard(text)] for said in conversations]
        at = {text: i for i, text in enumerate(dict.fromkeys(text for said in heard for text in said))}
        found = [self._of[text] for text in at]
        pieces = np.zeros((len(found), max(map(len, found))), np.int64)
        there = np.zeros(pieces.shape, bool)
        for row, places in enumerate(found):
            pieces[row, : len(places)], there[row, : len(places)] = places, True
        turns = max(map(len, heard))
        places = np.full((len(heard), turns), NONE)
        for row, said in enumerate(heard):
            places[row, turns - len(said) :] = [at[text] for text in said]
        return torch.from_numpy(pieces), torch.from_numpy(there), torch.from_numpy(places)


def fit(net: Net, pieces: Pieces, said: list[list[str]], odds: np.ndarray, log) -> None:
    """Towards the teacher's chances, at last with rounded weights."""
    rng = random.Random(1)
    chances = torch.tensor(1 / (1 + np.exp(-odds)))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    per_epoch = -(-len(said) // BATCH)
    step, total = 0, (EPOCHS + ROUNDED_EPOCHS) * per_epoch
    net.train()
    for epoch in range(EPOCHS + ROUNDED_EPOCHS):
        if epoch == EPOCHS:
            net.round_weights()
        order = sorted(range(len(said)), key=lambda i: pieces.length(said[i]) + 10 * rng.random())
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        shown = 0.0
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, step / 200) * (1 - step / total)
            loss = F.binary_cross_entropy_with_logits(net(*pieces.batch([said[i] for i in batch])), chances[batch])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            shown += loss.item() / per_epoch
            step += 1
        log(f"net: epoch {epoch + 1} of {EPOCHS + ROUNDED_EPOCHS}, loss {shown:.4f}")


def _key(taught: list) -> str:
    return hashlib.sha256(repr(taught).encode()).hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("shopbell", "model", "teacher", "data", "cache", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    start = time.monotonic()

    def log(what: str) -> None:
        print(f"[{time.monotonic() - start:6.1f} s] {what}", flush=True)  # noqa: T201

    rows = sequences.taught(MODELS)
    kept = args.cache / f"course-teacher-{_key(rows)}.pt"
    if kept.exists():
        transformer = teacher.Transformer(args.teacher)
        transformer.load_state_dict(torch.load(kept))
    else:
        transformer = teacher.teach(args.teacher, rows, log)
        torch.save(transformer.state_dict(), kept)
    said = sequences.read(MODELS, args.data)
    judged = args.cache / f"course-judged-{_key([rows, said])}.npy"
    if not judged.exists():
        log(f"the teacher judges {len(said)} messages in their conversations")
        np.save(judged, teacher.judged(transformer, args.teacher, said))
    torch.manual_seed(1)
    model = dict(bell_file.sections(args.model.read_bytes()))
    net = Net(sections.rows_of(model[b"PTAB"], len(model[b"PIEC"].splitlines())))
    pieces, odds = Pieces(args.shopbell, args.model, said), np.load(judged)
    read = [i for i, texts in enumerate(said) if pieces.heard(texts[-1])]
    fit(net, pieces, [said[i] for i in read], odds[read], log)
    file.write(args.out, net.written(), list(model.items()))
    log(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

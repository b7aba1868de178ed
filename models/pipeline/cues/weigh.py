"""Fits the policy's points of signs on conversations, and says how well they do on those left out.

usage: weigh.py --shopbell build/native/bin/shopbell --model models/en/model.bell --faq demo-site/faq.json
                [--conversations FILE]... [--write models/en/params.json]

The conversations that are weighed, models/cues/weighed.jsonl, taught nothing in the model, and the points are fitted without those
that are judged. The table tells what need and the explicit ask alone would offer; the policy's other rules add to both sides, and
evaluate.py measures the whole.
`policy.need` in params.json is chosen from the table by hand.
"""

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent.parent))
from cues import lines, signs
from cues.scorecard import Scorecard

MODELS = Path(__file__).resolve().parent.parent.parent
JUDGED_FOLDS = 6
DUE_WEIGHT = 3.0  # a turn at which a person is due counts as so many others
EITHER_WEIGHT = 0.5  # one at which a person may be offered already


def judged(talks: list[lines.Conversation], made: list[list[int]]) -> tuple[float, float, float]:
    """(in time, too early, without need)."""
    pairs = list(zip(talks, made, strict=True))
    need = [(talk, found) for talk, found in pairs if talk.needs_person]
    calm = [found for talk, found in pairs if not talk.needs_person]
    in_time = np.mean([any(t <= talk.by for t in found) for talk, found in need])
    early = np.mean([any(t < talk.not_before for t in found) for talk, found in need])
    return float(in_time), float(early), float(np.mean([bool(found) for found in calm]))


def _weight(talk: lines.Conversation, turn: int) -> float:
    told = talk.due(turn)
    if told is None:
        return EITHER_WEIGHT
    if told:
        return DUE_WEIGHT
    return lines.EARLY_WEIGHT if talk.needs_person else 1.0


def _fold_of(name: str, folds: int) -> int:
    """The same in every run."""
    return hashlib.sha256(name.encode()).digest()[0] % folds


class Weighing:
    """Conversations with their signs at each turn: first those to learn from, then others that are only judged."""

    def __init__(self, own: list[lines.Conversation], others: list[lines.Conversation], told: list[list[dict]], asked: float) -> None:
        """asked: chance from which a message is taken to ask for a person; such turns need no points."""
        self.own, self.talks = own, own + others
        self.names = list(told[0][0])
        self.signs = [np.array([[turn[name] for name in self.names] for turn in talk]) for talk in told]
        self.asked = [rows[:, self.names.index("person")] >= asked for rows in self.signs]

    def fit(self, chosen: list[int]) -> Scorecard:
        """On the turns up to the one at which a person is due; one at which either will do counts for it, at EITHER_WEIGHT."""
        rows, due, weights = [], [], []
        for i in chosen:
            talk = self.talks[i]
            for turn, row in enumerate(self.signs[i]):
                if self.asked[i][turn] or (talk.needs_person and turn > talk.by):
                    continue
                rows.append(row)
                due.append(talk.due(turn) is not False)
                weights.append(_weight(talk, turn))
        return Scorecard(self.names, np.array(rows), np.array(due), np.array(weights))

    def left_out_scores(self) -> list[np.ndarray]:
        """Of each conversation, by points that have not met it."""
        scores: list[np.ndarray] = [np.zeros(0)] * len(self.talks)
        count = len(self.own)
        for fold in range(JUDGED_FOLDS):
            out = {i for i in range(count) if _fold_of(self.talks[i].id + "w", JUDGED_FOLDS) == fold}
            card = self.fit([i for i in range(count) if i not in out])
            for i in out:
                scores[i] = card.scores(self.signs[i])
        whole = self.fit(list(range(count)))
        for i in range(count, len(self.talks)):
            scores[i] = whole.scores(self.signs[i])
        return scores

    def offers(self, i: int, scores: np.ndarray, need: float) -> list[int]:
        """The turns at which a person would be offered."""
        return [t for t in range(len(scores)) if self.asked[i][t] or scores[t] >= need]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--faq", type=Path, required=True)
    parser.add_argument("--conversations", type=Path, action="append", default=[], help="others, only to be reported on")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    start = time.monotonic()

    def log(what: str) -> None:
        print(f"[{time.monotonic() - start:6.1f} s] {what}", flush=True)  # noqa: T201

    own = lines.conversations(MODELS / "cues/weighed.jsonl")
    sets = [lines.conversations(path) for path in args.conversations]
    others = [talk for found in sets for talk in found]
    told = signs.of_core(args.shopbell, args.model, args.faq, own + others)
    params = json.loads((MODELS / "en/params.json").read_text(encoding="utf-8"))
    weighing = Weighing(own, others, told, params["policy.human_wanted"])
    scores = weighing.left_out_scores()
    log("in time, too early, without need: " + "; ".join(["those to learn from, left out", *(path.stem for path in args.conversations)]))
    for need in np.arange(-0.5, 2.01, 0.1):
        made = [weighing.offers(i, s, need) for i, s in enumerate(scores)]
        parts, at = [], 0
        for found in (own, *sets):
            parts.append(judged(found, made[at : at + len(found)]))
            at += len(found)
        log(f"need {need:5.2f}: " + "; ".join(" ".join(f"{x:.3f}" for x in part) for part in parts))
    bias, card = weighing.fit(list(range(len(own)))).card()
    for name, steps in card.items():
        log(f"{name:14s} " + "  ".join(f"{at:g}: {points:+.2f}" for at, points in steps))
    if args.write:
        params = {key: value for key, value in params.items() if not key.startswith("need.")}
        params |= {f"need.{name}@{at:g}": round(points, 3) for name, steps in card.items() for at, points in steps}
        params["need.bias"] = round(bias, 4)
        args.write.write_text(json.dumps(params, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

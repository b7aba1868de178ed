"""Fits the policy's weights of signs on conversations, and says how well they do on those left out.

usage: weigh.py --shopbell build/native/bin/shopbell --model models/en/model.bell --faq demo-site/faq.json
                [--conversations FILE]... [--write models/en/params.json]

The heads of cues are fitted anew without the conversations that are weighed: their values are honest.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.append(str(Path(__file__).resolve().parent.parent))
from cues import heads, lines

MODELS = Path(__file__).resolve().parent.parent.parent
FOLDS = 3
PENALTY = 0.05  # of squared weights; signs are brought to one spread first
DUE_WEIGHT = 3.0
FADE, TROUBLE_FROM, EASE_FROM, SPAN, MOST_ODDS, MOST_SUM = 0.85, 3.0, 1.0, 3.0, 6.0, 10.0  # as policy/need.cc has them
FALSE_OFFERS = 0.05  # share of conversations without need in which an offer is borne


def signs_of(shopbell: Path, model: Path, faq: Path, talks: list[lines.Conversation]) -> list[list[dict]]:
    """What the core sees at each turn, by conversation."""
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder) / "shop.bell"
        subprocess.run([shopbell, "build", faq, "-o", pack, "--model", model], check=True, capture_output=True)
        asked = "".join(json.dumps({"id": talk.id, "turns": talk.turns}) + "\n" for talk in talks)
        done = subprocess.run(
            [shopbell, "chat", pack, "--explain", "--model", model], input=asked, capture_output=True, text=True, check=True
        )
    return [json.loads(line)["decisions"] for line in done.stdout.splitlines()]


def fold_values(talks: list[lines.Conversation], read: heads.Forms, log) -> list[np.ndarray]:
    """(turns, cues) logits of each conversation by heads that have not met it."""
    messages = lines.of_messages(MODELS)
    values: list[np.ndarray] = [np.zeros(0)] * len(talks)
    for fold in range(FOLDS):
        others = [talk for talk in talks if heads.fold_of(talk.id, FOLDS) != fold]
        rows = messages + lines.of_conversations(others)
        fitted = heads.stacked([heads.fit_cue(cue, rows, read) for cue in lines.CUES])
        log(f"fold {fold}")
        for i, talk in enumerate(talks):
            if heads.fold_of(talk.id, FOLDS) == fold:
                values[i] = fitted.logits(read(talk.turns))
    return values


def with_cues(decisions: list[dict], logits: np.ndarray) -> list[dict]:
    """The signs of a conversation's turns with these values of the cues, as policy/need.cc makes them."""
    sums = {"trouble": 0.0, "unhelped": 0.0, "waiting": 0.0}
    out = []
    for turn, (decision, row) in enumerate(zip(decisions, logits, strict=True)):
        odds = dict(zip(lines.CUES, np.clip(row, -MOST_ODDS, MOST_ODDS), strict=True))
        chance = {cue: 1 / (1 + np.exp(-value)) for cue, value in zip(lines.CUES, row, strict=True)}
        unhelped = chance["unhelped"] if turn else 0.0
        trouble = max(0.0, odds["trouble"] + TROUBLE_FROM) / SPAN
        signs = dict(decision["signs"])
        signs |= {"trouble": trouble, "trouble_sum": sums["trouble"], "eased": max(0.0, odds["eased"] + TROUBLE_FROM) / SPAN}
        signs |= {"alarm": chance["alarm"], "danger": chance["danger"], "legal": chance["legal"], "unhelped": unhelped}
        signs |= {"cross": chance["cross"] if turn else 0.0}
        signs |= {"unhelped_sum": sums["unhelped"], "waiting_sum": sums["waiting"]}
        out.append(signs)
        ease = max(0.0, odds["eased"] + EASE_FROM) / SPAN
        for name, value in (("trouble", trouble), ("unhelped", unhelped), ("waiting", chance["waiting"])):
            sums[name] = min(MOST_SUM, max(0.0, sums[name] * FADE + value - ease))
    return out


def offers(talk: lines.Conversation, scores: np.ndarray, asked: np.ndarray, alarms: np.ndarray, need: float, alarm: float) -> list[int]:
    return [t for t in range(len(talk.turns)) if asked[t] or scores[t] >= need or alarms[t] >= alarm]


def judged(talks: list[lines.Conversation], made: list[list[int]]) -> tuple[float, float, float]:
    """(in time, too early, without need)."""
    pairs = list(zip(talks, made, strict=True))
    need = [(talk, found) for talk, found in pairs if talk.needs_person]
    calm = [found for talk, found in pairs if not talk.needs_person]
    in_time = np.mean([any(t <= talk.by for t in found) for talk, found in need])
    early = np.mean([any(t < talk.not_before for t in found) for talk, found in need])
    return float(in_time), float(early), float(np.mean([bool(found) for found in calm]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--faq", type=Path, required=True)
    parser.add_argument("--conversations", type=Path, action="append", default=[], help="others, only to be reported on")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--show", type=float, help="name the conversations that go wrong at this need")
    args = parser.parse_args()
    start = time.monotonic()

    def log(what: str) -> None:
        print(f"[{time.monotonic() - start:6.1f} s] {what}", flush=True)  # noqa: T201

    own = lines.conversations(MODELS / "cues/conversations.jsonl")
    others = [talk for path in args.conversations for talk in lines.conversations(path)]
    talks = own + others
    texts = [row.text for row in lines.of_messages(MODELS)] + [turn for talk in talks for turn in talk.turns]
    read = heads.Forms(args.shopbell, args.model, texts)
    decisions = signs_of(args.shopbell, args.model, args.faq, talks)
    logits = fold_values(talks, read, log)
    signs = [with_cues(d, v) for d, v in zip(decisions, logits, strict=True)]
    names = [name for name in signs[0][0] if name not in ("need", "asked")]
    matrices = [np.array([[turn[name] for name in names] for turn in talk]) for talk in signs]
    asked = [np.array([turn["asked"] > 0 for turn in talk]) for talk in signs]
    alarms = [m[:, names.index("alarm")] for m in matrices]

    def trained(chosen: list[int]) -> tuple[np.ndarray, float]:
        x, y = [], []
        for i in chosen:
            for turn, row in enumerate(matrices[i]):
                due = talks[i].due(turn)
                if due is not None and not asked[i][turn]:
                    x.append(row)
                    y.append(due)
        data, spread = np.array(x), np.array(x).std(axis=0) + 1e-6
        solver = LogisticRegression(C=1 / PENALTY / 20, max_iter=2000, class_weight={True: DUE_WEIGHT, False: 1.0})
        solver.fit(data / spread, y)
        return solver.coef_[0] / spread, float(solver.intercept_[0])

    scores: list[np.ndarray] = [np.zeros(0)] * len(talks)
    for fold in range(FOLDS * 2):
        out = [i for i in range(len(talks)) if heads.fold_of(talks[i].id + "w", FOLDS * 2) == fold]
        weights, bias = trained([i for i in range(len(own)) if i not in set(out)])
        for i in out:
            scores[i] = matrices[i] @ weights + bias
    weights, bias = trained(list(range(len(own))))
    for need in np.arange(-1.0, 3.01, 0.25):
        made = [offers(talk, s, a, m, need, 2.0) for talk, s, a, m in zip(talks, scores, asked, alarms, strict=True)]
        parts = [judged(own, made[: len(own)])] + ([judged(others, made[len(own) :])] if others else [])
        log(f"need {need:5.2f}: " + "; ".join(" ".join(f"{x:.3f}" for x in part) for part in parts))
    for name, weight, spread in sorted(zip(names, weights, np.concatenate(matrices).std(axis=0), strict=True), key=lambda r: -abs(r[1] * r[2])):
        log(f"{name:14s} {weight:7.3f}  by spread {weight * spread:6.2f}")
    if args.show is not None:
        for talk, score, a, row, at in zip(talks, scores, asked, matrices, alarms, strict=True):
            made = offers(talk, score, a, at, args.show, 2.0)
            late = talk.needs_person and not any(t <= talk.by for t in made)
            wrong = [t for t in made if t < talk.not_before or not talk.needs_person][:1] or ([talk.by] if late else [])
            for t in wrong:
                what = "late" if late else "early" if talk.needs_person else "without need"
                told = " ".join(f"{name}={value:.2f}" for name, value in zip(names, row[t], strict=True) if value > 0.05)
                log(f"{talk.id} {what} {t} {score[t]:.2f} asked={int(a[t])} | {talk.turns[t]} | {told}")
    if args.write:
        params = json.loads(args.write.read_text(encoding="utf-8"))
        params |= {f"need.{name}": round(float(w), 4) for name, w in zip(names, weights, strict=True)}
        params["need.bias"] = round(bias, 4)
        args.write.write_text(json.dumps(params, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

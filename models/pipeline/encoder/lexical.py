"""The core's lexical scores: share of BM25, trigram cosine; stems and n-grams are asked of the core."""

import hashlib
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

import features
from bell_file import BUCKETS
from wordpiece import words

K1, B, UNKNOWN = 1.2, 0.75, 0.5


class Core:
    """Asks `shopbell features`. Raises CalledProcessError where that fails.

    cache: a folder where answers are kept, for experiments with one and the same program.
    """

    def __init__(self, shopbell: Path, cache: Path | None = None) -> None:
        self._shopbell, self._cache = shopbell, cache

    def __call__(self, texts: list[str]) -> tuple[csr_matrix, list[list[int]]]:
        """((texts, BUCKETS) float32 n-grams, stem hashes of each text)."""
        if not self._cache:
            return features.read(self._shopbell, texts)
        path = self._cache / f"features-{hashlib.sha1(chr(10).join(texts).encode()).hexdigest()[:16]}.npz"
        if not path.exists():
            matrix, terms = features.read(self._shopbell, texts)
            ends = np.cumsum([len(row) for row in terms])
            flat = np.array([term for row in terms for term in row], np.int64)
            np.savez(path, columns=matrix.indices, values=matrix.data, starts=matrix.indptr, terms=flat, ends=ends)
        kept = np.load(path)
        matrix = csr_matrix((kept["values"], kept["columns"], kept["starts"]), shape=(len(texts), BUCKETS))
        return matrix, [row.tolist() for row in np.split(kept["terms"], kept["ends"][:-1])]


def rarity(terms: list[list[int]], most: int = 3000) -> dict[int, float]:
    """How telling a stem is, 0..1; 1 for those not in it. `terms` are the stems of many general texts."""
    counts: dict[int, int] = {}
    for row in terms:
        for t in row:
            counts[t] = counts.get(t, 0) + 1
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    rarest = np.log(len(terms) / common[-1][1])
    return {t: min(1.0, float(np.log(len(terms) / n) / rarest)) for t, n in common}


def bm25_share(queries: list[list[int]], docs: list[list[int]], general: dict[int, float]) -> np.ndarray:
    """(queries, docs): BM25 over what the query could score at most; unknown stems count UNKNOWN of the greatest idf."""
    held: dict[int, list[int]] = {}
    for d, row in enumerate(docs):
        for t in set(row):
            held.setdefault(t, []).append(d)
    n, lengths = len(docs), np.array([len(r) for r in docs], float)
    fill = K1 * (1 - B + B * lengths / lengths.mean())
    gain = (K1 + 1) / (1 + fill)
    out = np.zeros((len(queries), n), np.float32)
    for q, row in enumerate(queries):
        total = 0.0
        for t in set(row):
            weight = general.get(t, 1.0)
            if t not in held:
                total += weight * np.log1p((n + 0.5) / 0.5) * UNKNOWN * (K1 + 1)
                continue
            weight *= np.log1p((n - len(held[t]) + 0.5) / (len(held[t]) + 0.5))
            total += weight * (K1 + 1)
            out[q, held[t]] += weight * gain[held[t]]
        if total > 0:
            out[q] /= total
    return np.minimum(out, 1.0)


def trigram_cosine(queries: list[str], docs: list[str]) -> np.ndarray:
    """(queries, docs): cosine of counts of letter trigrams, words padded with `_`."""
    ids: dict[str, int] = {}

    def rows(texts: list[str]) -> csr_matrix:
        columns, starts = [], [0]
        for text in texts:
            for word in words(text):
                padded = f"_{word}_"
                columns += [ids.setdefault(padded[i : i + 3], len(ids)) for i in range(len(padded) - 2)]
            starts.append(len(columns))
        return csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(texts), 1 << 16))

    a, b = rows(queries), rows(docs)
    a.sum_duplicates()
    b.sum_duplicates()
    na, nb = (np.sqrt(np.asarray(m.multiply(m).sum(1)).ravel()) + 1e-9 for m in (a, b))
    return ((a @ b.T).toarray() / na[:, None] / nb).astype(np.float32)

"""Scores of FAQ entries for questions, part by part; each part is (queries, entries) float."""

from dataclasses import dataclass
from typing import Callable

import numpy as np

import lexical
from chances import softmax
from student import unit
from tasks import Task

Encode = Callable[[list[str]], np.ndarray]  # texts -> (texts, width) unit rows


@dataclass
class Bridge:
    """logits: texts -> (texts, intents + none); means: the intents' mean vectors, (intents, width) unit rows.

    alignment: (texts, other texts) -> (texts, others).
    """

    logits: Callable[[list[str]], np.ndarray]
    means: np.ndarray
    alignment: Callable[[list[str], list[str]], np.ndarray]


@dataclass
class Recipe:
    """Constants; the names are those of the report."""

    tau: float = 0.15  # log-mean-exp over phrasings
    bm25: float = 0.15
    trigram: float = 0.1
    document: float = 0.5  # share of question + answer against phrasings
    bridge: float = 1.2
    heat: float = 1.4  # power on P(intent | query)
    near: float = 0.1  # softmax over entries of the similarity to the intent's mean
    own: float = 0.75  # share of the head's own opinion of the entry
    entry_heat: float = 1.4  # power on P(intent | the entry's texts)
    vague: float = 0.05  # clarity of a pack from which the bridge counts
    clear: float = 0.4  # and at which it counts wholly
    floor: float = 0.1  # of an intent's mass over entries, so that a missing topic goes to none
    hubness: float = 0.3  # taken off, of an entry's greatest likeness to an intent's mean
    clear_aligned: float = 0.2  # of the alignment with an entry's question, in a clear pack
    vague_aligned: float = 0.9  # and in a vague one
    fitted: float = 0.08  # of the log-chance by the pack's own head, where entries have several phrasings


def log_mean_exp(phrasings: np.ndarray, owners: np.ndarray, entries: int, tau: float) -> np.ndarray:
    """(queries, phrasings) -> (queries, entries)."""
    out = np.empty((len(phrasings), entries), np.float32)
    for e in range(entries):
        part = phrasings[:, owners == e] / tau
        most = part.max(1)
        out[:, e] = tau * (most + np.log(np.exp(part - most[:, None]).mean(1)))
    return out


RERANKED = 8
LEAST_PHRASINGS, MOST_WEIGHTS = 1.5, 200_000  # an entry on average, from which a pack gets its own head; its weights at most
TRIGRAM_SHARE, SHARPNESS, STEPS, MOMENTUM, DECAY = 0.4, 10.0, 20, 0.9, 0.001


def fit_pack_head(kernel: np.ndarray, owners: np.ndarray, entries: int) -> np.ndarray:
    """(phrasings, entries) weights of a logistic regression in kernel form: a question's logits are SHARPNESS * kernel row @ them.

    kernel: (phrasings, phrasings) likeness; each entry counts the same. Gradient descent with momentum, a fixed number of steps.
    """
    one_hot = np.eye(entries)[owners]
    share = SHARPNESS * (1 / one_hot.sum(0))[owners, None] / entries
    weights, speed = np.zeros_like(one_hot), np.zeros_like(one_hot)
    for _ in range(STEPS):
        gradient = share * (softmax(SHARPNESS * kernel @ weights) - one_hot) + DECAY * weights
        speed = MOMENTUM * speed - gradient
        weights = weights + speed
    return weights


class Matcher:
    """All parts for one FAQ and its queries, so that recipes are tried without computing them again."""

    def __init__(self, task: Task, encode: Encode, core: lexical.Core, general: dict[int, float], bridge: Bridge | None,
                 entry_encode: Encode | None = None) -> None:  # fmt: skip
        self.task, self.gold = task, task.gold
        entry_encode = entry_encode or encode
        self.queries = [t for t, _ in task.queries]
        phrasings = [p for _, ps, _ in task.entries for p in ps]
        self.owners = np.array([e for e, (_, ps, _) in enumerate(task.entries) for _ in ps])
        self.whole = [" ".join([*ps, answer]).strip() for _, ps, answer in task.entries]
        self.vectors = encode(self.queries)
        rows = entry_encode(phrasings)
        self.similarity = self.vectors @ rows.T
        self.whole_vectors = entry_encode(self.whole)
        self.whole_similarity = self.vectors @ self.whole_vectors.T
        _, query_terms = core(self.queries)
        _, phrasing_terms = core(phrasings)
        _, whole_terms = core(self.whole)
        self.words = lexical.bm25_share(query_terms, phrasing_terms, general)
        self.whole_words = lexical.bm25_share(query_terms, whole_terms, general)
        self.trigrams = lexical.trigram_cosine(self.queries, phrasings)
        self.pack_head = None
        self.single = len(phrasings) < LEAST_PHRASINGS * len(task.entries)
        if not self.single and len(phrasings) * len(task.entries) <= MOST_WEIGHTS:
            kernel = rows @ rows.T + TRIGRAM_SHARE * lexical.trigram_cosine(phrasings, phrasings)
            self.pack_head = fit_pack_head(kernel.astype(np.float64), self.owners, len(task.entries))
        self.entry_to_means: np.ndarray | None = None
        if bridge:
            self.alignment = bridge.alignment(self.queries, [ps[0] for _, ps, _ in task.entries])
            self.query_logits = bridge.logits(self.queries)
            self.phrasing_logits, self.whole_logits = bridge.logits(phrasings), bridge.logits(self.whole)
            entry_vectors = unit(self._mean_by_entry(entry_encode(phrasings)) + self.whole_vectors)
            self.entry_to_means = entry_vectors @ bridge.means.T

    def _mean_by_entry(self, rows: np.ndarray) -> np.ndarray:
        return np.stack([rows[self.owners == e].mean(0) for e in range(len(self.task.entries))])

    def _own(self, r: Recipe) -> np.ndarray:
        """(entries, intents): the head's opinion of the entry's texts."""
        phrasings, whole = (softmax(r.entry_heat * x)[:, :-1] for x in (self.phrasing_logits, self.whole_logits))
        return 0.5 * (self._mean_by_entry(phrasings) + whole)

    def clarity(self, r: Recipe) -> float:
        """How far the intents tell this FAQ's entries apart, 0..1; low where topics are unknown or entries share one."""
        own = self._own(r)
        return float((own * own / (own.sum(0, keepdims=True) + r.floor)).sum(1).mean())

    def entry_given_intent(self, r: Recipe) -> np.ndarray:
        """(intents, entries) P(entry | intent)."""
        own = self._own(r)
        by_vector = softmax(self.entry_to_means.T / r.near)
        by_head = own / (own.sum(0, keepdims=True) + r.floor)
        return (1 - r.own) * by_vector + r.own * by_head.T

    def gate(self, r: Recipe) -> float:
        """How far the bridge counts."""
        return min(1.0, max(0.0, (self.clarity(r) - r.vague) / (r.clear - r.vague)))

    def bridge(self, r: Recipe) -> np.ndarray:
        """(queries, entries)."""
        return self.gate(r) * (softmax(r.heat * self.query_logits)[:, :-1] @ self.entry_given_intent(r))

    def scores(self, r: Recipe, use_bridge: bool = True) -> np.ndarray:
        each = self.similarity + r.bm25 * self.words + r.trigram * self.trigrams
        out = (1 - r.document) * log_mean_exp(each, self.owners, len(self.task.entries), r.tau)
        out += r.document * (self.whole_similarity + r.bm25 * self.whole_words)
        if r.fitted and self.pack_head is not None:
            likeness = self.similarity + TRIGRAM_SHARE * self.trigrams
            out = out + r.fitted * np.log(softmax(SHARPNESS * likeness @ self.pack_head) + 1e-9)
        if self.entry_to_means is not None:
            out = out - r.hubness * self.hubness()
        out = out + r.bridge * self.bridge(r) if use_bridge and r.bridge else out
        return self._reranked(out, r) if self.entry_to_means is not None and self.single else out

    def _reranked(self, scores: np.ndarray, r: Recipe) -> np.ndarray:
        """With the alignment of the best RERANKED of each query; the core first clamps its scores to [0, 1]."""
        best = np.argpartition(-scores, min(RERANKED, scores.shape[1] - 1), axis=1)[:, :RERANKED]
        gate = self.gate(r)
        added = np.zeros_like(scores)
        np.put_along_axis(added, best, np.take_along_axis(self.alignment, best, 1) * (gate * r.clear_aligned + (1 - gate) * r.vague_aligned), 1)
        return scores + added

    def hubness(self) -> np.ndarray:
        """(entries,) mean 0: those nearer than others to an intent draw in questions about other things."""
        nearest = np.maximum(self.entry_to_means.max(1), 0)
        return nearest - nearest.mean()

"""Softmax regression over n-grams and vectors, with rows whose class is known only to be one of several."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import bell_file
from chances import softmax
from mood.forms import Form


@dataclass
class Weights:
    """grams (classes, BUCKETS), vectors (classes, WIDTH), biases (classes,)."""

    grams: np.ndarray
    vectors: np.ndarray
    biases: np.ndarray

    def binary(self) -> "Weights":
        """Of two classes, the one whose logit is the second's less the first's."""
        return Weights(*(part[1:] - part[:1] for part in (self.grams, self.vectors, self.biases)))


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """(texts, classes): the classes that a text may have, here one each."""
    return np.eye(classes, dtype=bool)[labels]


class _Problem:
    """The loss over columns in use, as L-BFGS wants it."""

    def __init__(self, form: Form, allowed: np.ndarray, weights: np.ndarray, penalty: float, ease: np.ndarray, vector_scale: float) -> None:
        self.columns = np.unique(form.grams.indices)
        self.ease = ease[self.columns]
        grams = form.grams[:, self.columns].multiply(self.ease).tocsr().astype(np.float32)
        self.x: csr_matrix = grams
        self.xt = grams.T.tocsr()
        self.v = np.asarray(form.vectors, np.float32) * np.float32(vector_scale)
        self.vector_scale = vector_scale
        self.allowed, self.weights, self.penalty = allowed, weights / weights.sum(), penalty / weights.sum()
        self.classes = allowed.shape[1]
        self.kept: np.ndarray | None = None

    def split(self, flat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        g, v = len(self.columns) * self.classes, self.v.shape[1] * self.classes
        return (
            flat[:g].reshape(-1, self.classes),
            flat[g : g + v].reshape(-1, self.classes),
            flat[g + v :],
        )

    def loss(self, flat: np.ndarray) -> tuple[float, np.ndarray]:
        grams, vectors, biases = self.split(flat)
        chances = softmax((self.x @ grams.astype(np.float32) + self.v @ vectors.astype(np.float32)).astype(np.float64) + biases)
        inside = np.where(self.allowed, chances, 0.0)
        right = np.maximum(inside.sum(axis=1, keepdims=True), 1e-12)
        loss = -(self.weights * np.log(right[:, 0])).sum()
        slope = (chances - inside / right) * self.weights[:, None]
        small = slope.astype(np.float32)  # half the memory to walk through
        grad_grams, grad_vectors = (self.xt @ small).astype(np.float64), (self.v.T @ small).astype(np.float64)
        if self.kept is not None:
            grad_grams = grad_grams * self.kept
        loss += 0.5 * self.penalty * ((grams**2).sum() + (vectors**2).sum())
        grad_grams = grad_grams + self.penalty * grams
        grad_vectors = grad_vectors + self.penalty * vectors
        return loss, np.concatenate([grad_grams.ravel(), grad_vectors.ravel(), slope.sum(axis=0)])

    def solve(self, start: np.ndarray, steps: int) -> np.ndarray:
        found = minimize(self.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 12, "gtol": 1e-6, "ftol": 1e-6})
        return found.x


def fit(form: Form, allowed: np.ndarray, weights: np.ndarray, penalty: float, keep: int, vector_scale: float = 1.0, steps: int = 100) -> Weights:
    """Fits, keeps the `keep` gram weights that matter most, and fits these once more.

    allowed: (texts, classes) the classes that a text may have. weights: of the texts.
    """
    problem = _Problem(form, allowed, weights, penalty, ease_of(form.grams), vector_scale)
    size = (len(problem.columns) + problem.v.shape[1] + 1) * problem.classes
    flat = problem.solve(np.zeros(size), steps)
    grams, _, _ = problem.split(flat)
    if keep < grams.size:
        usual = np.sqrt(np.asarray(problem.x.multiply(problem.x).mean(axis=0)).ravel())
        matters = np.abs(grams) * usual[:, None]
        problem.kept = matters >= np.partition(matters.ravel(), -keep)[-keep]
        grams *= problem.kept
        flat = problem.solve(flat, steps // 3)
    grams, vectors, biases = problem.split(flat)
    whole = np.zeros((problem.classes, form.grams.shape[1]))
    whole[:, problem.columns] = (grams * problem.ease[:, None]).T
    return Weights(whole, vectors.T * vector_scale, biases)


def ease_of(grams: csr_matrix) -> np.ndarray:
    """How freely a bucket's weight may grow: the more so the rarer it is; not at all where one text alone has it."""
    held = np.bincount(grams.indices, minlength=grams.shape[1])
    return np.where(held >= 2, np.log(grams.shape[0] / np.maximum(held, 1) + 1) / 4, 1e-9)


def written(weights: Weights, grams: bytes, vectors: bytes, most: int = 127) -> list[tuple[bytes, bytes]]:
    """The sections, with these tags, of a head's n-grams (most: levels to either side of zero) and of its vector rows."""
    head = bell_file.linear_head(weights.grams, weights.biases, int(np.count_nonzero(weights.grams)), most=most)
    scales = np.maximum(np.abs(weights.vectors).max(axis=1), 1e-9) / 127
    rows = np.rint(weights.vectors / scales[:, None]).astype(np.int8)
    sizes = np.array(rows.shape, "<u4").tobytes()
    return [(grams, head), (vectors, sizes + scales.astype("<f4").tobytes() + rows.tobytes())]

"""Softmax regression over hashed n-grams for many classes, sparse from the start.

A weight exists only where training lines of the class hold the feature at least twice: pruning by kind instead of by size, which
keeps the rare telling words that pruning by size drops.
"""

import numpy as np
from scipy.sparse import csr_matrix, diags


def chances(logits: np.ndarray) -> np.ndarray:
    """Row-wise softmax. logits: (n, classes)."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def allowed_weights(matrix: csr_matrix, labels: np.ndarray, classes: int, least_lines: int, least_pairs: int) -> csr_matrix:
    """(BUCKETS, classes) pattern of the weights that may be other than zero."""
    present = (matrix != 0).astype(np.float32)
    by_class = csr_matrix((np.ones(len(labels), np.float32), (labels, np.arange(len(labels)))), shape=(classes, len(labels)))
    pairs = (by_class @ present).T.tocsr()
    common = diags((np.asarray(present.sum(axis=0)).ravel() >= least_lines).astype(np.float32))
    return csr_matrix((common @ pairs) >= least_pairs)


def fit(
    matrix: csr_matrix, labels: np.ndarray, classes: int, *, epochs: int = 10, rate: float = 0.1, decay: float = 0.01, batch: int = 1024
) -> tuple[np.ndarray, np.ndarray]:
    """((classes, BUCKETS) weights, (classes,) biases) by Adam; the seed is fixed.

    matrix: (n, BUCKETS); labels: (n,) below `classes`; decay: share of the step by which weights shrink each step.
    """
    mask_rows = allowed_weights(matrix, labels, classes, 3, 2)
    used = np.flatnonzero(np.asarray(mask_rows.sum(axis=1)).ravel() > 0)
    mask = mask_rows[used].toarray().astype(np.float32)
    rows = matrix[:, used].tocsr().astype(np.float32)
    weights = np.zeros((len(used), classes), np.float32)
    biases = np.zeros(classes, np.float32)
    moments = [np.zeros_like(weights), np.zeros_like(weights), np.zeros_like(biases), np.zeros_like(biases)]
    random = np.random.default_rng(0)
    steps = epochs * -(-len(labels) // batch)
    step = 0
    for _ in range(epochs):
        order = random.permutation(len(labels))
        for start in range(0, len(order), batch):
            pick = order[start : start + batch]
            error = chances(rows[pick] @ weights + biases)
            error[np.arange(len(pick)), labels[pick]] -= 1
            error /= len(pick)
            step += 1
            pace = rate * (1 - step / steps) + 1e-4
            weights -= pace * _adam((rows[pick].T @ error) * mask, moments[0], moments[1], step)
            weights *= 1 - pace * decay
            biases -= pace * _adam(error.sum(axis=0), moments[2], moments[3], step)
    full = np.zeros((classes, matrix.shape[1]), np.float32)
    full[:, used] = (weights * mask).T
    return full, biases


def _adam(gradient: np.ndarray, mean: np.ndarray, square: np.ndarray, step: int) -> np.ndarray:
    """Adam's direction (Kingma and Ba 2015); the moments are updated in place."""
    mean *= 0.9
    mean += 0.1 * gradient
    square *= 0.99
    square += 0.01 * gradient * gradient
    return (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)

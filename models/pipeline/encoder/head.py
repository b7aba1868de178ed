"""The intent head: multinomial logistic regression on idf-scaled, unit-length n-gram features."""

import numpy as np
from scipy.sparse import csr_matrix, diags

from chances import softmax
from student import Adam


def idf(matrix: csr_matrix) -> np.ndarray:
    """(BUCKETS,) log(texts / (1 + texts holding it))."""
    return np.log(matrix.shape[0] / (1.0 + np.bincount(matrix.indices, minlength=matrix.shape[1]))).astype(np.float32)


def common_idf(matrix: csr_matrix, weights: np.ndarray, used: np.ndarray) -> np.ndarray:
    """`weights` with one value for all buckets not `used` (BUCKETS,) bool: what keeps the texts' length on average."""
    others = weights[matrix.indices[~used[matrix.indices]]]
    return np.where(used, weights, np.sqrt((others.astype(np.float64) ** 2).mean())).astype(np.float32)


def scaled(matrix: csr_matrix, weights: np.ndarray) -> csr_matrix:
    """Rows times `weights`, brought to unit length."""
    out = (matrix @ diags(weights)).tocsr().astype(np.float32)
    length = np.sqrt(np.asarray(out.multiply(out).sum(1)).ravel()) + 1e-9
    return (diags(1 / length) @ out).tocsr().astype(np.float32)


def train_dense(
    vectors: np.ndarray, targets: np.ndarray, *, steps: int, scale: float, decay: float, rate: float = 0.02, batch: int = 1024
) -> tuple[np.ndarray, np.ndarray]:
    """((width, classes), (classes,)): the same on vectors (texts, width); targets (texts, classes)."""
    params = {"u": np.zeros((vectors.shape[1], targets.shape[1]), np.float32), "b": np.zeros(targets.shape[1], np.float32)}
    adam, rng = Adam(params, rate, steps), np.random.default_rng(0)
    for _ in range(steps):
        at = rng.integers(0, len(vectors), batch)
        error = (softmax(scale * vectors[at] @ params["u"] + params["b"]) - targets[at]) / batch
        adam.step({"u": scale * vectors[at].T @ error + decay * params["u"], "b": error.sum(0)})
    return scale * params["u"], params["b"]


def train(
    matrix: csr_matrix, targets: np.ndarray, *, epochs: int, batch: int, rate: float = 0.1, decay: float = 0.02,
    offsets: np.ndarray | None = None, keep: tuple[np.ndarray, np.ndarray] | None = None, seed: int = 1, report=None,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """((BUCKETS, classes) weights, (classes,) biases). matrix (texts, BUCKETS) as `scaled` makes it; targets (texts, classes).

    offsets (texts, classes) are added to the logits; keep = (weights, biases) of an earlier training goes on with what
    is not zero in it, the rest stays zero.
    """
    used = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) >= 2)
    if keep is not None:
        used = np.flatnonzero((keep[0] != 0).any(1))
    x = matrix[:, used].tocsr()
    n, classes = targets.shape
    params = {"w": np.zeros((len(used), classes), np.float32), "b": np.zeros(classes, np.float32)}
    if keep is not None:
        params["w"][:], params["b"][:] = keep[0][used], keep[1]
    mask = None if keep is None else (params["w"] != 0).astype(np.float32)
    steps = epochs * ((n + batch - 1) // batch)
    adam, rng = Adam(params, rate, steps), np.random.default_rng(seed)
    for epoch in range(epochs):
        order, loss = rng.permutation(n), 0.0
        for start in range(0, n, batch):
            at = order[start : start + batch]
            p = softmax(x[at] @ params["w"] + params["b"] + (0.0 if offsets is None else offsets[at]))
            loss -= float((targets[at] * np.log(p + 1e-9)).sum())
            error = ((p - targets[at]) / len(at)).astype(np.float32)
            gradient = x[at].T @ error
            adam.step({"w": gradient if mask is None else gradient * mask, "b": error.sum(0)})
            params["w"] *= 1 - decay * rate * max(0.1, 1 - adam.t / steps)
        if report:
            report(f"head: epoch {epoch + 1}/{epochs}, loss {loss / n:.3f}")
    full = np.zeros((matrix.shape[1], classes), np.float32)
    full[used] = params["w"]
    return full, params["b"]


def prune(weights: np.ndarray, matrix: csr_matrix, count: int) -> np.ndarray:
    """The `count` weights that move the logits of `matrix` (texts, BUCKETS) most; the others zero."""
    power = np.sqrt(np.asarray(matrix.multiply(matrix).sum(0)).ravel())[:, None]
    weight = np.abs(weights) * power
    threshold = np.partition(weight.ravel(), -count)[-count]
    return np.where(weight >= threshold, weights, 0.0).astype(np.float32)


def quantise(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """((BUCKETS, classes) int8 within -7..7, (classes,) scales): int4, the greatest weights clipped."""
    scales = np.ones(weights.shape[1], np.float32)
    for k in range(weights.shape[1]):
        values = np.abs(weights[:, k][weights[:, k] != 0])
        if len(values):
            scales[k] = np.quantile(values, 0.99) / 7
    return np.clip(np.rint(weights / scales), -7, 7).astype(np.int8), scales

"""The intent head: multinomial logistic regression on idf-scaled, unit-length n-gram features."""

import numpy as np
from scipy.sparse import csr_matrix, diags

from student import Adam, softmax


def idf(matrix: csr_matrix) -> np.ndarray:
    """(BUCKETS,) log(texts / (1 + texts holding it))."""
    return np.log(matrix.shape[0] / (1.0 + np.bincount(matrix.indices, minlength=matrix.shape[1]))).astype(np.float32)


def scaled(matrix: csr_matrix, weights: np.ndarray) -> csr_matrix:
    """Rows times `weights`, brought to unit length."""
    out = (matrix @ diags(weights)).tocsr().astype(np.float32)
    length = np.sqrt(np.asarray(out.multiply(out).sum(1)).ravel()) + 1e-9
    return (diags(1 / length) @ out).tocsr().astype(np.float32)


def train(
    matrix: csr_matrix, targets: np.ndarray, *, epochs: int = 10, batch: int = 512, rate: float = 0.1, decay: float = 1e-2,
    seed: int = 1, extra: np.ndarray | None = None, extra_scale: float = 1.0, report=None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:  # fmt: skip
    """((BUCKETS, classes) weights, (classes,) biases, (width, classes) of `extra` or None).

    matrix (texts, BUCKETS) as `scaled` makes it; targets (texts, classes) rows of chances; extra (texts, width).
    """
    used = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) >= 2)
    x = matrix[:, used].tocsr()
    n, classes = targets.shape
    params = {"w": np.zeros((len(used), classes), np.float32), "b": np.zeros(classes, np.float32)}
    if extra is not None:
        params["u"] = np.zeros((extra.shape[1], classes), np.float32)
    steps = epochs * ((n + batch - 1) // batch)
    adam, rng = Adam(params, rate, steps), np.random.default_rng(seed)
    for epoch in range(epochs):
        order, loss = rng.permutation(n), 0.0
        for start in range(0, n, batch):
            at = order[start : start + batch]
            z = x[at] @ params["w"] + params["b"]
            if extra is not None:
                z += extra_scale * extra[at] @ params["u"]
            p, y = softmax(z), targets[at]
            loss -= float((y * np.log(p + 1e-9)).sum())
            error = ((p - y) / len(at)).astype(np.float32)
            gradients = {"w": x[at].T @ error, "b": error.sum(0)}
            if extra is not None:
                gradients["u"] = extra_scale * extra[at].T @ error
            adam.step(gradients)
            params["w"] *= 1 - decay * rate * max(0.1, 1 - adam.t / steps)
        if report:
            report(f"head: epoch {epoch + 1}/{epochs}, loss {loss / n:.3f}")
    full = np.zeros((matrix.shape[1], classes), np.float32)
    full[used] = params["w"]
    return full, params["b"], params["u"] * extra_scale if extra is not None else None

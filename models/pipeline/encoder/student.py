"""The static encoder: a text's vector is the sum of the rows of its pieces and pairs, brought to unit length."""

import numpy as np
from scipy.sparse import csr_matrix

from chances import softmax

LEVELS = 7  # int4, symmetric: -7..7
# The least step of a row that is used COMMON times, of the table's root mean square; the steps of others go by uses ** -RARER.
GRAIN, COMMON, RARER = 0.74, 100.0, 0.25


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def quantise(table: np.ndarray, uses: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """((rows, width) int8 within -7..7, (rows,) scales, quarter powers of two). uses: (rows,) how often each row is used.

    A row's scale is the one that loses least, or a coarser one where that is finer than its uses call for: an error counts
    as often as it is met, and coarse values pack into fewer bits.
    """
    least = GRAIN * np.sqrt((table**2).mean()) * np.maximum((np.maximum(uses, 1) / COMMON) ** -RARER, 0.1)
    scales = np.maximum(_quarters(np.rint(4 * np.log2(least))), _finest(table))
    return _levels(table, scales).astype(np.int8), scales


def _finest(table: np.ndarray) -> np.ndarray:
    """(rows,) of the scales from that which clips nothing down to a third of it, those that lose least."""
    most = np.ceil(4 * np.log2(np.abs(table).max(1) / LEVELS + 1e-12))
    tried = [_quarters(most - step) for step in range(7)]
    lost = [((_levels(table, scales) * scales[:, None] - table) ** 2).sum(1) for scales in tried]
    return np.choose(np.argmin(lost, axis=0), tried)


def _levels(table: np.ndarray, scales: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(table / scales[:, None]), -LEVELS, LEVELS)


def _quarters(x: np.ndarray) -> np.ndarray:
    """2 ** (x / 4)."""
    return np.exp2(x / 4).astype(np.float32)


class Adam:
    """Adam over named arrays, changed in place; the rate falls linearly to a tenth."""

    def __init__(self, params: dict[str, np.ndarray], rate: float, steps: int) -> None:
        self.params, self.rate, self.steps, self.t = params, rate, steps, 0
        self.m = {k: np.zeros_like(v) for k, v in params.items()}
        self.v = {k: np.zeros_like(v) for k, v in params.items()}

    def step(self, gradients: dict[str, np.ndarray]) -> None:
        self.t += 1
        rate = self.rate * max(0.1, 1 - self.t / self.steps)
        for k, g in gradients.items():
            m, v = self.m[k], self.v[k]
            m *= 0.9
            m += 0.1 * g
            v *= 0.99
            v += 0.01 * (g * g)
            self.params[k] -= rate * (m / (1 - 0.9**self.t)) / (np.sqrt(v / (1 - 0.99**self.t)) + 1e-8)


def _through_unit(y: np.ndarray, raw: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Gradient at `raw` (batch, width) of y = unit(raw), given that at y."""
    length = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)
    return (gradient - y * (y * gradient).sum(1, keepdims=True)) / length


class Groups:
    """Texts with labels, from which pairs of one label each are drawn; the first of each group is its title.

    near (groups, groups) bool: groups that are not to be told apart.
    """

    def __init__(self, counts: csr_matrix, labels: np.ndarray, near: np.ndarray | None = None) -> None:
        self.counts, self.near = counts, near
        self.order = np.argsort(labels, kind="stable")
        self.sizes = np.bincount(labels)
        self.starts = np.cumsum(self.sizes) - self.sizes

    def pairs(self, rng: np.random.Generator, most: int, title_share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(groups drawn, at most `most`, places of a text each, of another); the second is the title with chance `title_share`."""
        chosen = rng.permutation(len(self.sizes))[:most]
        start, size = self.starts[chosen], self.sizes[chosen]
        a, b = ((rng.random(len(chosen)) * size).astype(int) for _ in range(2))
        b[rng.random(len(chosen)) < title_share] = 0
        return chosen, self.order[start + a], self.order[start + b]


def train(
    counts: csr_matrix, targets: np.ndarray, weights: np.ndarray, start: np.ndarray, groups: list[Groups],
    *, steps: int, seed: int, batch: int = 512, rate: float = 0.01, contrast: float = 0.0,
    temperature: float = 0.07, most: int = 320, title_share: float = 0.4, warm: float = 0.4, drop: float = 0.1,
    report=None,
) -> np.ndarray:  # fmt: skip
    """(rows, width) table.

    counts (texts, rows), targets (texts, width) unit rows, weights (texts,): how often a text is drawn.
    The loss is 1 - cosine to the target, and after the share `warm` of the steps `contrast` times the
    cross-entropy of picking a text's partner among those of the other groups.
    """
    rng = np.random.default_rng(seed)
    table = start.astype(np.float32).copy()
    adam = Adam({"table": table}, rate, steps)
    ends = np.cumsum(weights / weights.sum())
    shown = 0.0
    for step in range(steps):
        at = np.minimum(np.searchsorted(ends, rng.random(batch)), len(ends) - 1)
        x = counts[at]
        raw = x @ table
        y = unit(raw)
        shown += float((y * targets[at]).sum(1).mean())
        gradient = x.T @ _through_unit(y, raw, -targets[at] / batch)
        if contrast and groups and step >= warm * steps:
            group = groups[step % len(groups)]
            gradient += contrast * _contrast_gradient(group, table, rng, most, temperature, title_share, drop)
        adam.step({"table": gradient})
        if report and (step + 1) % 1000 == 0:
            report(f"step {step + 1}/{steps}: cosine to the teacher {shown / 1000:.4f}")
            shown = 0.0
    return table


def _contrast_gradient(group, table, rng, most, temperature, title_share, drop) -> np.ndarray:
    chosen, a, b = group.pairs(rng, most, title_share)
    xa, xb = group.counts[a], group.counts[b]
    if drop:
        xa = xa.copy()
        xa.data = xa.data * (rng.random(len(xa.data)) >= drop).astype(np.float32)
    ra, rb = xa @ table, xb @ table
    ya, yb = unit(ra), unit(rb)
    scores = ya @ yb.T / temperature
    if group.near is not None:
        near = group.near[np.ix_(chosen, chosen)]
        scores[near] = -1e4
    n = len(a)
    error = softmax(scores) + softmax(scores.T).T
    error[np.arange(n), np.arange(n)] -= 2
    error *= 0.5 / n / temperature
    ga, gb = _through_unit(ya, ra, error @ yb), _through_unit(yb, rb, error.T @ ya)
    return xa.T @ ga + xb.T @ gb

"""Points for each sign by how great it is, added up: boosted stumps, whose sum is a generalised additive model (Friedman 2001).

A sign that speaks for need never takes points away as it grows, and one that speaks against never gives any.
"""

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

FOR = frozenset(
    """due trouble trouble_sum alarm danger legal cross unhelped unhelped_sum waiting_sum running like like_sum missed
    misses person""".split()
)
AGAINST = frozenset({"eased"})
STEPS = 20  # of a sign, about
ROUNDS, RATE, LEAST_IN_LEAF, RIDGE = 250, 0.08, 20, 1.0
Card = dict[str, list[tuple[float, float]]]


def _steps(values: np.ndarray) -> np.ndarray:
    """Where a sign's steps may be: between all its values if they are few, else at quantiles; a heap at the least is one."""
    distinct = np.unique(values)
    if len(distinct) <= STEPS:
        return np.round((distinct[1:] + distinct[:-1]) / 2, 3)
    least = distinct[0]
    heaped = np.mean(values <= least + 1e-6) > 0.15
    rest = values[values > least + 1e-6] if heaped else values
    found = np.quantile(rest, np.linspace(0, 1, STEPS + 2)[1:-1])
    if heaped:
        found = np.concatenate([[(least + rest.min()) / 2], found])
    return np.unique(np.round(found, 3))


class Scorecard:
    """Fitted on signs and whether a person was due."""

    def __init__(self, names: list[str], signs: np.ndarray, due: np.ndarray, weights: np.ndarray) -> None:
        """signs: (turns, names). due: (turns,) bool. weights: (turns,)."""
        self.names = names
        self.steps = [_steps(column) for column in signs.T]
        directions = [1 if name in FOR else -1 if name in AGAINST else 0 for name in names]
        self.model = HistGradientBoostingClassifier(
            max_leaf_nodes=2, max_iter=ROUNDS, learning_rate=RATE, min_samples_leaf=LEAST_IN_LEAF, l2_regularization=RIDGE,
            monotonic_cst=directions, early_stopping=False, max_features=0.5, random_state=1,
        ).fit(self._binned(signs), due, sample_weight=weights)  # fmt: skip

    def _binned(self, signs: np.ndarray) -> np.ndarray:
        return np.stack([np.digitize(column, steps) for column, steps in zip(signs.T, self.steps, strict=True)], axis=1)

    def scores(self, signs: np.ndarray) -> np.ndarray:
        """(turns,)."""
        return self.model.decision_function(self._binned(signs))

    def card(self) -> tuple[float, Card]:
        """The bias, and of each sign (from, points): read off the fitted sum one step at a time."""
        none = np.zeros((1, len(self.names)))
        bias = float(self.model.decision_function(none)[0])
        card: Card = {}
        for column, (name, steps) in enumerate(zip(self.names, self.steps, strict=True)):
            asked = np.repeat(none, len(steps) + 1, axis=0)
            asked[:, column] = np.arange(len(steps) + 1)
            points = np.diff(self.model.decision_function(asked))
            card[name] = [(float(at), float(p)) for at, p in zip(steps, points, strict=True) if abs(p) > 1e-4]
        return bias, card

"""Chances from logits."""

import numpy as np


def softmax(logits: np.ndarray) -> np.ndarray:
    """(texts, classes), each row together 1."""
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)

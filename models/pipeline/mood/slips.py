"""Copies of texts with slips of the pen, for training that bears them."""

import random

SEED = 7
SLIP_SHARE = 0.4  # of the words of LEAST_LETTERS or more
LEAST_LETTERS = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _slipped(word: str, rng: random.Random) -> str:
    at, kind, letter = rng.randrange(len(word)), rng.randrange(4), rng.choice(_LETTERS)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at:]
    if kind == 2 or at + 1 == len(word):
        return word[:at] + letter + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def copies(lines: list[str], seed: int = SEED) -> list[str]:
    """Each line with one edit in some of its longer words; the same lines and seed give the same copies."""
    rng = random.Random(seed)
    return [
        " ".join(
            _slipped(word, rng) if sum(map(str.isalpha, word)) >= LEAST_LETTERS and rng.random() < SLIP_SHARE else word
            for word in line.split(" ")
        )
        for line in lines
    ]

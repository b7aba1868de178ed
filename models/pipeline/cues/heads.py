"""The heads of cues: one logistic regression a cue over n-grams and vectors of the masked form."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.sparse import hstack

from cues import lines
from mood import fit, forms

PENALTY = 0.7
KEPT = {"trouble": 5000, "eased": 1500, "alarm": 4000}
KEPT_OTHERS = 800
POSITIVE_SHARE = {"trouble": 0.25, "alarm": 0.2}
POSITIVE_SHARE_OTHERS = 0.15  # of the whole weight, which lines that tell a cue have at least
STEPS = 80
COURSE_PENALTY, COURSE_KEPT, COURSE_STEPS = 0.5, 4000, 60
BEFORE_SHARE = 0.5  # how freely weights of the messages before may grow
Sections = list[tuple[bytes, bytes]]


class Forms:
    """Forms of texts, each asked of the core once: masked ones, or plain."""

    def __init__(self, shopbell: Path, model: Path, asked: list[str], plain: bool = False) -> None:
        unique = sorted(set(asked))
        self.at = {text: i for i, text in enumerate(unique)}
        self.all = forms.read(shopbell, model, unique)[0 if plain else 1]

    def __call__(self, asked: list[str]) -> forms.Form:
        return self.all[np.array([self.at[text] for text in asked], int)]


def fit_cue(cue: str, rows: list[lines.Line], read: Forms) -> fit.Weights:
    """The head of one cue, one row."""
    kept = [row for row in rows if cue not in row.unsure]
    told = np.array([cue in row.told for row in kept])
    weights = np.array([row.weight for row in kept])
    share = POSITIVE_SHARE.get(cue, POSITIVE_SHARE_OTHERS)
    weights[told] *= max(1.0, share * weights[~told].sum() / weights[told].sum())
    form = read([row.text for row in kept])
    keep = 2 * KEPT.get(cue, KEPT_OTHERS)
    return fit.fit(form, fit.one_hot(told.astype(int), 2), weights, PENALTY, keep, steps=STEPS).binary()


def fit_course(rows: list[tuple[list[str], bool, float]], read: Forms) -> fit.Weights:
    """The heads of lines.COURSE: together they say whether a person is due at a message after the first.

    rows: of lines.course and lines.later. log odds = due(message) + mean over the messages before of before(message).
    """
    last = read([said[-1] for said, _, _ in rows])
    earlier = forms.joined([read(said[:-1]).mean() for said, _, _ in rows])
    form = forms.Form(
        hstack([last.grams, earlier.grams * BEFORE_SHARE], format="csr"),
        np.concatenate([last.vectors, earlier.vectors * BEFORE_SHARE], axis=1),
    )
    told = np.array([due for _, due, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    weights[told] *= weights[~told].sum() / weights[told].sum()
    found = fit.fit(form, fit.one_hot(told.astype(int), 2), weights, COURSE_PENALTY, 2 * COURSE_KEPT, steps=COURSE_STEPS).binary()
    buckets, width = last.grams.shape[1], last.vectors.shape[1]
    return fit.Weights(
        np.concatenate([found.grams[:, :buckets], found.grams[:, buckets:] * BEFORE_SHARE]),
        np.concatenate([found.vectors[:, :width], found.vectors[:, width:] * BEFORE_SHARE]),
        np.append(found.biases, 0.0),
    )


def stacked(heads: list[fit.Weights]) -> fit.Weights:
    """Heads of one row each as one head."""
    return fit.Weights(*(np.concatenate([getattr(head, part) for head in heads]) for part in ("grams", "vectors", "biases")))


def sections(shopbell: Path, models: Path, draft: Path, log: Callable[[str], None]) -> Sections:
    """The sections of cues. draft: a model whose forms the heads read: encoder and words for people are those that ship."""
    talks = lines.conversations(models / "cues/conversations.jsonl")
    rows = lines.of_messages(models) + lines.of_conversations(talks)
    course = lines.course(talks) + lines.later(models)
    log(f"cues: {len(rows)} lines")
    read = Forms(shopbell, draft, [row.text for row in rows] + [text for said, _, _ in course for text in said])
    heads = []
    for cue in lines.CUES:
        heads.append(fit_cue(cue, rows, read))
        log(f"cues: {cue}, {sum(cue in row.told for row in rows)} lines tell it")
    log(f"cues: whether a person is due, {len(talks)} conversations, {len(course)} messages after the first")
    return fit.written(stacked([*heads, fit_course(course, read)]), b"CUES", b"CUEV")


def fold_of(name: str, folds: int) -> int:
    """The same in every run."""
    return hashlib.sha256(name.encode()).digest()[0] % folds

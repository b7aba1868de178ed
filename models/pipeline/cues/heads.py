"""The heads of cues: one logistic regression a cue over n-grams and vectors of the masked form."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from cues import lines
from mood import fit, forms

PENALTY = 0.7
KEPT = {"trouble": 1500, "eased": 800, "alarm": 2000}
KEPT_OTHERS = 400
POSITIVE_SHARE = {"trouble": 0.25, "alarm": 0.2}
POSITIVE_SHARE_OTHERS = 0.15  # of the whole weight, which lines that tell a cue have at least
STEPS = 80
Sections = list[tuple[bytes, bytes]]


class Forms:
    """Masked forms of texts, each asked of the core once."""

    def __init__(self, shopbell: Path, model: Path, asked: list[str]) -> None:
        unique = sorted(set(asked))
        self.at = {text: i for i, text in enumerate(unique)}
        self.all = forms.read(shopbell, model, unique)[1]

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


def _stacked(heads: list[fit.Weights]) -> fit.Weights:
    """Heads of one row each as one head."""
    return fit.Weights(*(np.concatenate([getattr(head, part) for head in heads]) for part in ("grams", "vectors", "biases")))


def sections(shopbell: Path, models: Path, draft: Path, log: Callable[[str], None]) -> Sections:
    """The sections of cues. draft: a model whose forms the heads read: encoder and words for people are those that ship."""
    talks = lines.conversations(models / "cues/conversations.jsonl")
    rows = lines.of_messages(models) + lines.of_conversations(talks)
    log(f"cues: {len(rows)} lines, those of {len(talks)} conversations among them")
    read = Forms(shopbell, draft, [row.text for row in rows])
    heads = []
    for cue in lines.CUES:
        heads.append(fit_cue(cue, rows, read))
        log(f"cues: {cue}, {sum(cue in row.told for row in rows)} lines tell it")
    return fit.written(_stacked(heads), b"CUES", b"CUEV")

"""The pieces that the second tier keeps of its teacher's 30,522: those of customers' English."""

import json
import re
import sys
import unicodedata
from pathlib import Path

import numpy as np

sys.path += [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent.parent / "encoder")]
import texts as sources
from teacher import Tokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
SIZE = 16_000


def _own_texts(root: Path) -> list[str]:
    """What is written in this repository in visitors' and owners' words."""
    models = root / "models"
    lines = [t for book in (sources.phrasebook(models), sources.wide(models)) for group in book.values() for t in group]
    lines += [t for _, _, t in sources.support_corpus(models)] + sources.strangers(models)
    lines += [t for group in sources.small_talk(models).values() for t in group]
    for path in sorted((models / "shops").glob("*.json")) + [root / "demo-site/faq.json"]:
        lines += [f"{entry['question']} {entry['answer']}" for entry in json.loads(path.read_text(encoding="utf-8"))]
    return lines


def _is_sign(piece: str) -> bool:
    return len(piece) == 1 and unicodedata.category(piece)[0] in "PS" and not piece.isalnum()


def _likely(embeddings: np.ndarray, candidates: list[int], used: set[int]) -> list[int]:
    """The candidates, those most like what the repository's texts use first: ridge regression on their embeddings."""
    ranks = np.log(np.array(candidates, float))
    x = np.column_stack([embeddings[candidates], (ranks - ranks.mean()) / ranks.std(), np.ones(len(candidates))]).astype(float)
    y = np.array([i in used for i in candidates], float)
    weights = np.linalg.solve(x.T @ x + np.eye(x.shape[1]), x.T @ y)
    return [candidates[i] for i in np.argsort(-(x @ weights), kind="stable")]


def cut(teacher: list[str], embeddings: np.ndarray, root: Path, size: int = SIZE) -> list[int]:
    """Places in the teacher's vocabulary of the pieces to keep, the special ones first, then ascending.

    teacher: its pieces; embeddings: (pieces, width). Kept are all letters, digits and signs, all that the repository's own
    texts use, and then what is likely in such texts: names of Wikipedia's people and years go first.
    """
    places = {piece: i for i, piece in enumerate(teacher)}
    special = [places[s] for s in SPECIAL]
    kept = set(special) | {i for i, p in enumerate(teacher) if re.fullmatch("(##)?[a-z0-9]", p) or _is_sign(p)}
    tokenizer = Tokenizer(teacher)
    used = {i for text in _own_texts(root) for i in tokenizer(text)}
    kept |= used
    words = [i for i, piece in enumerate(teacher) if re.fullmatch("(##)?[a-z0-9]+", piece)]
    for i in _likely(embeddings, words, used):
        if len(kept) >= size:
            break
        kept.add(i)
    return special + sorted(kept - set(special))

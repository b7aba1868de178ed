"""What the heads of mood see of texts, asked of the core itself, so that training and the widget never disagree."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack

from bell_file import BUCKETS

WIDTH = 128
_FEATURE = np.dtype([("bucket", "<u4"), ("value", "<f4")])


@dataclass
class Form:
    """Texts in one form: n-grams (texts, BUCKETS) and vectors (texts, WIDTH)."""

    grams: csr_matrix
    vectors: np.ndarray

    def __getitem__(self, rows: np.ndarray) -> "Form":
        return Form(self.grams[rows], self.vectors[rows])


def joined(forms: list[Form]) -> Form:
    """One below the other."""
    return Form(vstack([f.grams for f in forms], format="csr"), np.concatenate([f.vectors for f in forms]))


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, dtype: np.dtype, count: int) -> np.ndarray:
        found = np.frombuffer(self.data, dtype, count, self.at)
        self.at += found.nbytes
        return found

    def counted(self, dtype: np.dtype) -> np.ndarray:
        return self.take(dtype, int(self.take(np.dtype("<u4"), 1)[0]))

    def form(self) -> tuple[np.ndarray, np.ndarray]:
        return self.counted(_FEATURE), self.take(np.dtype("<f4"), WIDTH)


def read(shopbell: Path, model: Path, texts: list[str]) -> tuple[Form, Form, np.ndarray]:
    """The plain and the masked form, and each text's familiar share.

    Raises CalledProcessError where `shopbell forms` fails.
    """
    reader = _Reader(_asked(shopbell, model, texts))
    rows: list[list[np.ndarray]] = [[], []]
    vectors = np.zeros((2, len(texts), WIDTH), np.float32)
    familiar = np.zeros(len(texts), np.float32)
    for text in range(len(texts)):
        for form in (0, 1):
            row, vectors[form, text] = reader.form()
            rows[form].append(row)
        familiar[text] = reader.take(np.dtype("<f4"), 1)[0]
        reader.counted(np.dtype("<u2"))
    forms = [Form(_matrix(rows[form]), vectors[form]) for form in (0, 1)]
    return forms[0], forms[1], familiar


def read_pieces(shopbell: Path, model: Path, texts: list[str]) -> list[np.ndarray]:
    """Of each text what the reader of the course sees: places of pieces, and after them kinds of signs.

    Raises CalledProcessError where `shopbell forms` fails.
    """
    reader = _Reader(_asked(shopbell, model, texts))
    out = []
    for _ in texts:
        reader.form()
        reader.form()
        reader.take(np.dtype("<f4"), 1)
        out.append(reader.counted(np.dtype("<u2")))
    return out


def _asked(shopbell: Path, model: Path, texts: list[str]) -> bytes:
    asked = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()
    return subprocess.run([shopbell, "forms", "--model", model], input=asked, capture_output=True, check=True).stdout


def _matrix(rows: list[np.ndarray]) -> csr_matrix:
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    cells = np.concatenate(rows) if rows else np.zeros(0, _FEATURE)
    matrix = csr_matrix((cells["value"].astype(np.float64), cells["bucket"].astype(np.int32), starts), (len(rows), BUCKETS))
    matrix.sum_duplicates()
    return matrix

"""Words as the core folds them, WordPieces by greedy longest match, and pairs of neighbouring pieces."""

import collections
import re
import unicodedata
from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_matrix

APOSTROPHES = "'\u2019\u02bc`\u00b4"
MOST_LETTERS = 32
SLIP_RATIO, VOWELS, ENDINGS = 6.0, "aeiouy", ("s", "d", "nt", "re", "ve", "ll")  # those of plurals, the past, "wasn't", "we're"
_WORDS = re.compile(r"[a-z]+|[0-9]+|[^\W\d_]+")


def words(text: str) -> list[str]:
    """Folded words: lower case, no accents, apostrophes join, letters and digits apart."""
    joined = "".join(c for c in text if c not in APOSTROPHES)
    plain = "".join(c for c in unicodedata.normalize("NFKD", joined.casefold()) if not unicodedata.combining(c))
    return [word[:MOST_LETTERS] for word in _WORDS.findall(plain)]


def split(word: str, vocabulary: dict[str, int]) -> list[str]:
    """Greedy longest pieces, `##` before those inside; a letter that is no piece is left out."""
    out, start = [], 0
    while start < len(word):
        mark = "##" if start else ""
        for end in range(len(word), start, -1):
            if mark + word[start:end] in vocabulary:
                out.append(mark + word[start:end])
                start = end
                break
        else:
            start += 1
    return out


def mended(word: str) -> set[str]:
    """What `word` could be a slip of: two letters swapped, one left out or put in, a vowel for another; not at either end."""
    inner = range(1, len(word) - 1)
    out = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in inner}
    out |= {word[:i] + word[i + 1 :] for i in inner}
    out |= {word[:i] + c + word[i:] for i in range(1, len(word)) for c in "abcdefghijklmnopqrstuvwxyz"}
    return out | {word[:i] + c + word[i + 1 :] for i in inner if word[i] in VOWELS for c in VOWELS}


def is_slip(word: str, counts: dict[str, float]) -> bool:
    """Whether a word looks like a slip of a far more frequent one: it is no piece, for the core mends it when asked."""
    if len(word) < 5 or word.endswith(ENDINGS):
        return False
    return max(counts.get(w, 0.0) for w in mended(word) - {word}) >= SLIP_RATIO * counts[word]


def build(texts: list[tuple[str, float]], teacher_vocabulary: list[str], size: int, inner: int) -> list[str]:
    """A vocabulary of `size` pieces: whole words, single letters, `inner` continuations, each kind the frequent first.

    texts: (text, weight). Words are ranked by weighted count, with a little for their place in the teacher's own order.
    """
    counts: collections.Counter[str] = collections.Counter()
    for text, weight in texts:
        for word in words(text):
            counts[word] += weight
    plain = [w for w in teacher_vocabulary if re.fullmatch("[a-z]{2,}", w)]
    for rank, word in enumerate(plain):  # as if each stood a little in the texts, the frequent ones more
        counts[word] += 6.0 / (1.0 + rank / 2500)
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        counts.pop(letter, None)
    letters = [mark + c for c in "abcdefghijklmnopqrstuvwxyz0123456789" for mark in ("", "##")]
    ranked = [w for w, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if re.fullmatch("[a-z]+|[0-9]{2}", w)]
    known = set(plain)
    ranked = [w for i, w in enumerate(ranked) if w in known or i > 2 * size or not is_slip(w, counts)]
    whole = ranked[: size - inner - len(letters)]
    candidates = [w for w in teacher_vocabulary if re.fullmatch("##[a-z]{2,}", w)]
    draft = dict.fromkeys(letters + whole + candidates, 0)
    used: collections.Counter[str] = collections.Counter()
    for word in ranked[len(whole) :]:
        for piece in split(word, draft):
            used[piece] += counts[word]
    inside = [p for p, _ in sorted(used.items(), key=lambda item: (-item[1], item[0])) if p in set(candidates)][:inner]
    return whole + letters + inside


def frequent_pairs(texts: list[tuple[str, float]], pieces: list[str], size: int) -> list[tuple[int, int]]:
    """The `size` pairs of neighbouring pieces of greatest weighted count in (text, weight), ascending by place."""
    counter = WordPiece(pieces)
    counts: collections.Counter[tuple[int, int]] = collections.Counter()
    for text, weight in texts:
        places = counter.pieces_of(text)
        for pair in zip(places, places[1:], strict=False):
            counts[pair] += weight
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return sorted(pair for pair, _ in ranked[:size])


class WordPiece:
    """Counts the rows of texts: pieces, and pairs of neighbouring pieces. Not for several threads at once (it keeps words it has split)."""

    def __init__(self, pieces: list[str], pairs: Iterable[tuple[int, int]] = ()) -> None:
        """pairs: places of pieces; their rows come after those of the pieces, in this order."""
        self._ids = {piece: i for i, piece in enumerate(pieces)}
        self._pairs = {(a, b): len(pieces) + i for i, (a, b) in enumerate(pairs)}
        self._kept: dict[str, list[int]] = {}

    @property
    def size(self) -> int:
        """Rows."""
        return len(self._ids) + len(self._pairs)

    def pieces_of(self, text: str) -> list[int]:
        """Places of a text's pieces, in order."""
        out = []
        for word in words(text):
            if word not in self._kept:
                self._kept[word] = [self._ids[p] for p in split(word, self._ids)]
            out += self._kept[word]
        return out

    def _rows_of(self, text: str) -> list[int]:
        places = self.pieces_of(text)
        return places + [self._pairs[pair] for pair in zip(places, places[1:], strict=False) if pair in self._pairs]

    def counts(self, texts: list[str]) -> csr_matrix:
        """(texts, rows) float32: how often each row stands in each text."""
        rows = [self._rows_of(t) for t in texts]
        starts = np.concatenate([[0], np.cumsum([len(r) for r in rows])])
        columns = np.fromiter((i for r in rows for i in r), np.int32)
        matrix = csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(rows), self.size))
        matrix.sum_duplicates()
        return matrix

"""Sentence vectors of the teacher, all-MiniLM-L6-v2, by numpy in float32, kept in a cache by text.

A text's vector must not depend on the texts read beside it, or a cache would change the weights. It does not with the matrix
products of OpenBLAS's SANDYBRIDGE kernels, which scripts/train asks for; those of HASWELL sum a row by its place in the batch.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np

LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_TOKENS, BATCH = 128, 32
KEEP_EVERY = 8192  # texts, after which the cache is written


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """Arrays by name; float32 only."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    out = {}
    for name, item in json.loads(data[8:start]).items():
        if name != "__metadata__" and item["dtype"] == "F32":
            begin, end = (start + at for at in item["data_offsets"])
            out[name.removeprefix("bert.")] = np.frombuffer(data[begin:end], "<f4").reshape(item["shape"])
    return out


class Tokenizer:
    """BERT's uncased tokens."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}

    def __call__(self, text: str) -> list[int]:
        """Ids between [CLS] and [SEP]."""
        ids = [i for word in _words(text) for i in self._split(word)]
        return [self._ids["[CLS]"], *ids[: MOST_TOKENS - 2], self._ids["[SEP]"]]

    def _split(self, word: str) -> list[int]:
        out, start = [], 0
        while start < len(word):
            mark = "##" if start else ""
            end = len(word)
            while end > start and mark + word[start:end] not in self._ids:
                end -= 1
            if end == start or len(word) > 100:
                return [self._ids["[UNK]"]]
            out.append(self._ids[mark + word[start:end]])
            start = end
        return out


def _words(text: str) -> list[str]:
    """Lower case without accents; punctuation and Chinese characters stand alone."""
    plain = (c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    return "".join(f" {c} " if _alone(c) else " " if c.isspace() else c if c.isprintable() else "" for c in plain).split()


def _alone(c: str) -> bool:
    code = ord(c)
    symbol = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return symbol or 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or unicodedata.category(c).startswith("P")


def _norm(x: np.ndarray, w: dict, name: str) -> np.ndarray:
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]


def _dense(x: np.ndarray, w: dict, name: str) -> np.ndarray:
    return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]


def _gelu(x: np.ndarray) -> np.ndarray:
    """By the tanh, within 0.0005 of the one with erf and seven times as fast."""
    y = x * x
    y *= np.float32(0.0356774081)
    y += np.float32(0.7978845608)
    y *= x
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= np.float32(0.5)
    return y


def _attention(x: np.ndarray, w: dict, layer: str, length: int) -> np.ndarray:
    def heads(part: str) -> np.ndarray:
        return _dense(x, w, f"{layer}.attention.self.{part}").reshape(-1, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)

    scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) * np.float32((WIDTH // HEADS) ** -0.5)
    chances = np.exp(scores - scores.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    mixed = (chances @ heads("value")).transpose(0, 2, 1, 3).reshape(-1, WIDTH)
    return _norm(_dense(mixed, w, f"{layer}.attention.output.dense") + x, w, f"{layer}.attention.output.LayerNorm")


def forward(w: dict[str, np.ndarray], ids: np.ndarray) -> np.ndarray:
    """(texts, length) ids to (texts, 384) float32 unit rows. w: the weights by name."""
    length = ids.shape[1]
    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:length]
    x = _norm((x + w["embeddings.token_type_embeddings.weight"][0]).reshape(-1, WIDTH), w, "embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        x = _attention(x, w, layer, length)
        inner = _dense(x, w, f"{layer}.intermediate.dense")
        x = _norm(_dense(_gelu(inner), w, f"{layer}.output.dense") + x, w, f"{layer}.output.LayerNorm")
    mean = x.reshape(-1, length, WIDTH).mean(1)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


class Teacher:
    """Reads texts; vectors are kept as float16 in `cache`/teacher.npz by the SHA-1 of the text. One thread.

    folder: holds model.safetensors and vocab.txt.
    """

    def __init__(self, folder: Path, cache: Path, report: Callable[[str], None] | None = None) -> None:
        self._folder, self._path, self._report = folder, cache / "teacher.npz", report
        self.vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        self._weights: dict[str, np.ndarray] = {}
        self._known: dict[bytes, int] = {}
        self._vectors = np.zeros((0, WIDTH), np.float16)
        if self._path.exists():
            kept = np.load(self._path)
            self._vectors = kept["vectors"]
            self._known = {bytes(k): i for i, k in enumerate(kept["keys"])}

    def __call__(self, texts: list[str]) -> np.ndarray:
        """(texts, 384) float32, of unit length but for the rounding to float16."""
        keys = [hashlib.sha1(t.encode()).digest() for t in texts]
        fresh = list({k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}.items())
        for start in range(0, len(fresh), KEEP_EVERY):
            if self._report and len(fresh) > 1000:
                self._report(f"teacher: {start}/{len(fresh)} texts")
            self._add(fresh[start : start + KEEP_EVERY])
        return self._vectors[[self._known[k] for k in keys]].astype(np.float32)

    def _add(self, fresh: list[tuple[bytes, str]]) -> None:
        vectors = self._run([text for _, text in fresh])
        for key, _ in fresh:
            self._known[key] = len(self._known)
        self._vectors = np.concatenate([self._vectors, vectors.astype(np.float16)])
        keys = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, 20)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part.npz")
        np.savez(part, vectors=self._vectors, keys=keys)
        part.replace(self._path)

    def _run(self, texts: list[str]) -> np.ndarray:
        if not self._weights:
            self._weights = read_safetensors(self._folder / "model.safetensors")
        tokenizer = Tokenizer(self.vocabulary)
        ids = [tokenizer(t) for t in texts]
        by_length: dict[int, list[int]] = {}
        for place, row in enumerate(ids):
            by_length.setdefault(len(row), []).append(place)
        out = np.zeros((len(texts), WIDTH), np.float32)
        for places in by_length.values():
            for start in range(0, len(places), BATCH):
                batch = places[start : start + BATCH]
                out[batch] = forward(self._weights, np.array([ids[p] for p in batch]))
        return out

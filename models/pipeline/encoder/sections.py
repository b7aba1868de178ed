"""The sections of model.bell that hold the static encoder and the two-part intent head; docs/formats.md describes them."""

import struct

import numpy as np

from bell_file import leb128, strings

MOST = 127  # of an int8 row


def pair_places(pairs: np.ndarray) -> bytes:
    """PAIR. pairs: (pairs, 2) places of pieces, ascending."""
    return pairs.T.astype("<u2").tobytes()


def row_table(table: np.ndarray, scales: np.ndarray) -> bytes:
    """PTAB. table: (rows, width) int8 within -7..7; scales: (rows,)."""
    shifted = (table.astype(np.int16) + 8).astype(np.uint8)
    packed = shifted[:, 0::2] | (shifted[:, 1::2] << 4)
    return struct.pack("<II", *table.shape) + scales.astype("<f4").tobytes() + packed.tobytes()


def rows_of(table: bytes, count: int) -> np.ndarray:
    """(count, width) float32: the first rows of a PTAB section."""
    rows, width = struct.unpack_from("<II", table)
    scales = np.frombuffer(table, "<f4", count, 8)
    packed = np.frombuffer(table, np.uint8, count * width // 2, 8 + 4 * rows).reshape(count, -1)
    values = np.stack([packed & 15, packed >> 4], axis=2).reshape(count, width).astype(np.float32) - 8
    return values * scales[:, None]


def idf_levels(idf: np.ndarray, count: int) -> tuple[float, np.ndarray]:
    """(step, (BUCKETS,) uint8 within 1..count): idf = step * level."""
    step = float(np.float32(idf.max() / count))
    return step, np.clip(np.rint(idf / step), 1, count).astype(np.uint8)


def idf_table(step: float, levels: np.ndarray) -> bytes:
    """NIDF."""
    return struct.pack("<f", step) + levels.tobytes()


def ngram_head(weights: np.ndarray, scales: np.ndarray, biases: np.ndarray) -> bytes:
    """INTG: the weights bucket by bucket, for one n-gram tells of few intents. weights: (BUCKETS, classes) int8 within -7..7."""
    used = np.flatnonzero((weights != 0).any(1))
    gaps, counts, classes, values = bytearray(), bytearray(), bytearray(), []
    last = 0
    for bucket in used:
        gaps += leb128(int(bucket) - last)
        last = int(bucket)
        at = np.flatnonzero(weights[bucket])
        counts += leb128(len(at))
        for step in np.diff(at, prepend=0):
            classes += leb128(int(step))
        values.append(weights[bucket, at])
    flat = (np.concatenate(values) + 8).astype(np.uint8)
    padded = np.append(flat, np.zeros(len(flat) % 2, np.uint8))
    head = struct.pack("<III", weights.shape[1], len(used), len(flat))
    numbers = biases.astype("<f4").tobytes() + scales.astype("<f4").tobytes()
    return head + numbers + bytes(gaps + counts + classes) + (padded[0::2] | (padded[1::2] << 4)).tobytes()


def vector_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """((classes, width) int8, (classes,) float32 scales) nearest to the rows."""
    scales = (np.abs(rows).max(1) / MOST + 1e-12).astype(np.float32)
    return np.rint(rows / scales[:, None]).astype(np.int8), scales


def vector_head(rows: np.ndarray, scales: np.ndarray) -> bytes:
    """INTU."""
    return struct.pack("<II", *rows.shape) + scales.astype("<f4").tobytes() + rows.astype(np.int8).tobytes()


def mean_vectors(means: np.ndarray) -> bytes:
    """INTM. means: (intents, width) unit rows."""
    return struct.pack("<II", *means.shape) + np.rint(means * MOST).astype(np.int8).tobytes()


def all_of(weights: dict[str, np.ndarray]) -> list[tuple[bytes, bytes]]:
    """The sections of what fit.py fitted."""
    return [
        (b"PIEC", "\n".join(weights["pieces"].tolist()).encode()),
        (b"PAIR", pair_places(weights["pairs"])),
        (b"PTAB", row_table(weights["table"], weights["scales"])),
        (b"NIDF", idf_table(float(weights["idf_step"]), weights["idf_levels"])),
        (b"INTG", ngram_head(weights["head"], weights["head_scales"], weights["bias"])),
        (b"INTU", vector_head(weights["vector_rows"], weights["vector_scales"])),
        (b"INTM", mean_vectors(weights["means"])),
        (b"INTI", strings(weights["classes"].tolist())),
    ]

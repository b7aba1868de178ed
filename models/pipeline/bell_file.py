"""Writes model.bell: the container of docs/formats.md and the sections of a linear head."""

import struct

import numpy as np

BUCKETS = 1 << 16
_MASK = (1 << 64) - 1


def checksum(data: bytes, value: int = 0xCBF29CE484222325) -> int:
    """64-bit FNV-1a over eight bytes a step, as wasm/core/bell/container.cc has it."""
    whole = len(data) // 8 * 8
    for (block,) in struct.iter_unpack("<Q", data[:whole]):
        value = ((value ^ block) * 0x100000001B3) & _MASK
        value ^= value >> 29
    for byte in data[whole:]:
        value = ((value ^ byte) * 0x100000001B3) & _MASK
    return value


def strings(items: list[str]) -> bytes:
    """A list of strings: u32 count, u32 ends, bytes."""
    encoded = [item.encode() for item in items]
    ends = np.cumsum([len(e) for e in encoded]).astype("<u4") if encoded else np.zeros(0, "<u4")
    return struct.pack("<I", len(encoded)) + ends.tobytes() + b"".join(encoded)


def strings_of(section: bytes) -> list[str]:
    """The list that `strings` wrote."""
    count = struct.unpack_from("<I", section)[0]
    ends = (0, *struct.unpack_from(f"<{count}I", section, 4))
    body = section[4 + 4 * count :]
    return [body[a:b].decode() for a, b in zip(ends, ends[1:], strict=False)]


def leb128(value: int) -> bytes:
    """Seven bits a byte, the low ones first; the top bit says that more follow."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def linear_head(weights: np.ndarray, biases: np.ndarray, keep: int, most: int = 127) -> bytes:
    """Prunes to the `keep` weights of greatest size and quantises to -most..most (stored as int8), one scale a class.

    weights: (classes, BUCKETS) float; biases: (classes,) float.
    """
    classes = weights.shape[0]
    threshold = 0.0
    if keep < weights.size:
        threshold = np.partition(np.abs(weights).ravel(), -keep)[-keep]
    kept = np.where(np.abs(weights) >= threshold, weights, 0.0)
    scales = np.array([float(np.abs(row).max()) / most or 1.0 for row in kept])
    return quantised_head(np.rint(kept / scales[:, None]).astype(np.int8), scales, biases)


def quantised_head(values: np.ndarray, scales: np.ndarray, biases: np.ndarray) -> bytes:
    """values: (classes, BUCKETS) int8; scales, biases: (classes,)."""
    head, buckets, weights = bytearray(struct.pack("<I", len(values))), bytearray(), bytearray()
    for row, scale, bias in zip(values, scales, biases, strict=True):
        kept = np.flatnonzero(row)
        head += struct.pack("<ffI", float(bias), float(scale), len(kept))
        last = 0
        for bucket in kept:
            buckets += leb128(int(bucket) - last)
            last = int(bucket)
        weights += row[kept].tobytes()
    return bytes(head + buckets + weights)


def container(kind: bytes, sections: list[tuple[bytes, bytes]]) -> bytes:
    """Header, table of sections, sections, each padded to eight bytes."""
    offset = 32 + 16 * len(sections)
    table, body = bytearray(), bytearray()
    for tag, data in sections:
        table += struct.pack("<4sIII", tag, 0, offset, len(data))
        padded = data + b"\0" * (-len(data) % 8)
        body += padded
        offset += len(padded)
    rest = bytes(table + body)
    header = struct.pack("<4sI4sIQ", b"BELL", 1, kind, len(sections), 32 + len(rest))
    return header + struct.pack("<Q", checksum(rest, checksum(header))) + rest


def numbers(params: dict[str, float]) -> list[tuple[bytes, bytes]]:
    """The sections of named numbers, by name."""
    names = sorted(params)
    return [(b"PKEY", strings(names)), (b"PVAL", np.array([params[name] for name in names], "<f8").tobytes())]


def sections(file: bytes) -> list[tuple[bytes, bytes]]:
    """The sections of a .bell file, in order."""
    out = []
    for i in range(struct.unpack_from("<I", file, 12)[0]):
        tag, _, offset, size = struct.unpack_from("<4sIII", file, 32 + 16 * i)
        out.append((tag, file[offset : offset + size]))
    return out


def replace(file: bytes, changed: dict[bytes, bytes]) -> bytes:
    """The file with some sections changed or added."""
    kept = [(tag, changed.get(tag, data)) for tag, data in sections(file)]
    present = {tag for tag, _ in kept}
    return container(file[8:12], kept + [(tag, data) for tag, data in changed.items() if tag not in present])

"""The tables of words: stems that training met, and names and words for people, which are masked."""

import collections
import re
import struct
from pathlib import Path

import bell_file
import features

SEED = 11  # as in wasm/core/mood/word_set.cc, and as the stems of search have it
UNUSED_BITS = 8
PHRASE_MARK = "#"  # a phrase is listed with it as well: many phrases are tried, and one hash would find some by chance
LEAST_SUPPORT, LEAST_GENERAL = 2, 4  # lines in which a stem stands before it counts as known
PROPER_SHARE = 0.7  # written with a capital inside sentences so often, a word is taken for a name
_MASK = 0xFFFFFFFF
_WORD = re.compile(r"[^\W\d_]+(?:['’`´][^\W\d_]+)*")


def _rotate(x: int, by: int) -> int:
    return ((x << by) | (x >> (32 - by))) & _MASK


def murmur3(data: bytes, seed: int) -> int:
    """MurmurHash3 x86_32."""
    value = seed
    whole = len(data) // 4 * 4
    for (block,) in struct.iter_unpack("<I", data[:whole]):
        block = _rotate(block * 0xCC9E2D51 & _MASK, 15) * 0x1B873593 & _MASK
        value = (_rotate(value ^ block, 13) * 5 + 0xE6546B64) & _MASK
    if tail := data[whole:]:
        block = int.from_bytes(tail, "little")
        value ^= _rotate(block * 0xCC9E2D51 & _MASK, 15) * 0x1B873593 & _MASK
    value ^= len(data)
    value = (value ^ value >> 16) * 0x85EBCA6B & _MASK
    value = (value ^ value >> 13) * 0xC2B2AE35 & _MASK
    return value ^ value >> 16


def section(hashes: set[int]) -> bytes:
    """A WordSet: u32 count, the hashes ascending as LEB128 differences."""
    out, last = bytearray(struct.pack("<I", len(hashes))), 0
    for value in sorted(hashes):
        out += bell_file.leb128(value - last)
        last = value
    return bytes(out)


def listed(path: Path) -> list[str]:
    """Words and phrases of a list with commas; `#` begins a remark."""
    lines = (line.split("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
    return [" ".join(word.split()) for line in lines for word in line.split(",") if word.strip()]


def people_section(mood: Path) -> bytes:
    """Names and words for groups of people."""
    words = listed(mood / "group-words.txt") + listed(mood / "names.txt")
    words += [word + PHRASE_MARK for word in words if " " in word]
    return section({murmur3(word.encode(), SEED) >> UNUSED_BITS for word in words})


def foreign_section(mood: Path) -> bytes:
    """Little words of other languages."""
    return section({murmur3(word.encode(), SEED) >> UNUSED_BITS for word in listed(mood / "other-languages.txt")})


def _plain(word: str) -> str:
    return re.sub(r"['’`´]", "", word).lower()


def _names(lines: list[str]) -> set[str]:
    """Words that stand with a capital inside sentences more often than not: names of people, places and firms."""
    capital, small = collections.Counter(), collections.Counter()
    for line in lines:
        if line.upper() == line:
            continue
        for match in _WORD.finditer(line):
            before = line[: match.start()].rstrip(" \"'(“‘*-–—")
            word = match.group()
            if word[0].islower():
                small[_plain(word)] += 1
            elif before and before[-1] not in ".!?…:;\n" and word != "I" and not word.startswith(("I'", "I’")):
                capital[_plain(word)] += 1
    return {word for word, count in capital.items() if count >= PROPER_SHARE * (count + small[word])}


def known_section(shopbell: Path, support: list[str], general: list[str]) -> tuple[bytes, int]:
    """Stems that stand in enough lines, without names; and how many."""
    names = _names(support + general)
    counts = collections.Counter()
    for lines, least in ((support, LEAST_SUPPORT), (general, LEAST_GENERAL)):
        for line in lines:
            for word in {_plain(m.group()) for m in _WORD.finditer(line)} - names:
                counts[word] += 1.0 / least
    words = sorted(counts)
    stems = features.terms(shopbell, words)
    totals = collections.Counter()
    for word, hashes in zip(words, stems, strict=True):
        for value in hashes:
            totals[value >> UNUSED_BITS] += counts[word]
    known = {value for value, total in totals.items() if total >= 1}
    return section(known), len(known)

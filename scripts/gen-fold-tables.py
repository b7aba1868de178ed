#!/usr/bin/env python3
"""Writes the Unicode folding tables that wasm/core/text/fold.cc includes.

Folding maps a code point to its compatibility decomposition, case-folded, without the marks that written speech leaves
out (accents, Arabic vowel signs); marks that carry letters (Indic vowel signs, virama) stay. Hangul syllables stay
composed. Source: Python's unicodedata, whose Unicode version is written into the table.
"""

import sys
import unicodedata

HANGUL = range(0xAC00, 0xD7A4)
SURROGATES = range(0xD800, 0xE000)
KIND_LETTER, KIND_NUMBER, KIND_IDEOGRAPH, KIND_SYMBOL = 1, 2, 3, 4


def is_dropped(char: str) -> bool:
    """True for marks without a letter's weight, and for invisible format characters."""
    combining = unicodedata.combining(char)
    if combining >= 200 or 27 <= combining <= 36:
        return True
    return unicodedata.category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F


def fold(char: str) -> str:
    """The folded form of one character: '' where it is dropped."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(c for c in text if not is_dropped(c))


def is_ideograph(code: int) -> bool:
    """Scripts written without spaces: each character is a word."""
    return (
        0x2E80 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
        or 0x0E00 <= code <= 0x0EFF
        or 0x1000 <= code <= 0x109F
        or 0x1780 <= code <= 0x17FF
    )


def kind(code: int) -> int:
    """0 separator, 1 part of a word, 2 digit, 3 a word of its own (unspaced scripts), 4 emoji and the like."""
    category = unicodedata.category(chr(code))
    if category[0] in "LM":
        return KIND_IDEOGRAPH if is_ideograph(code) else KIND_LETTER
    if category == "Nd" or category in ("Nl", "No"):
        return KIND_NUMBER
    if category == "So" and (0x2600 <= code <= 0x27BF or code >= 0x1F000):
        return KIND_SYMBOL
    return 0


def runs(values: list[int]) -> list[tuple[int, int]]:
    """(first code point, value) wherever the value changes."""
    out, last = [], None
    for code, value in enumerate(values):
        if value != last:
            out.append((code, value))
            last = value
    return out


def differences(values: list[int]) -> bytes:
    """Each value less the one before, the sign in the lowest bit, as LEB128: a third of the tables' size once packed."""
    out = bytearray()
    before = 0
    for value in values:
        step = value - before
        before = value
        bits = 2 * step if step >= 0 else -2 * step - 1
        while bits >= 0x80:
            out.append(bits & 0x7F | 0x80)
            bits >>= 7
        out.append(bits)
    return bytes(out)


def main(path: str) -> None:
    keys, starts, pool = [], [], []
    kinds = [0] * 0x110000
    for code in range(0x110000):
        if code in SURROGATES:
            continue
        kinds[code] = kind(code)
        if code in HANGUL:
            continue
        folded = fold(chr(code))
        if folded != chr(code):
            keys.append(code)
            starts.append(len(pool))
            pool.extend(ord(c) for c in folded)
    starts.append(len(pool))
    kind_runs = runs(kinds)
    with open(path, "w", encoding="ascii") as out:
        out.write(f"// Generated from Unicode {unicodedata.unidata_version}: differences, as fold.cc adds them up.\n")
        for name, values in (
            ("kFoldKeys", keys),
            ("kFoldStarts", starts),
            ("kFoldPool", pool),
            ("kKindStarts", [r[0] for r in kind_runs]),
            ("kKindValues", [r[1] for r in kind_runs]),
        ):
            body = differences(values)
            out.write(f"inline constexpr std::uint8_t {name}[{len(body)}] = {{{','.join(map(str, body))}}};\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: gen-fold-tables.py OUTPUT")
    main(sys.argv[1])

#!/usr/bin/env python3
"""Checks wide/: what visitors ask businesses of many kinds.

usage: check_wide.py [FOLDER]

FOLDER (default: wide/ beside this script) holds a `<kind>.tsv` for each kind of business, rows `kind/topic TAB text`. A topic's
rows stand together: the owner's question, `A: ` and the owner's answer, at least 8 visitors' lines.
Prints figures; exits 1 where that does not hold, a topic has near-duplicates or is listed twice, or where in all of a kind's
lines one four-word opening makes up more than 5 %.
"""

import sys
from itertools import groupby
from pathlib import Path

from check import MAX_OPENING, figures, name_pairs, near_duplicates

LEAST_LINES = 8


def read_topics(path):
    """[(topic, rows)] in order, and the faults of the file."""
    rows, faults = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        topic, tab, text = line.partition("\t")
        if not tab or not text.strip() or not topic.startswith(f"{path.stem}/"):
            faults.append(f"{path.name}:{number}: expected {path.stem}/topic<TAB>text, got {line[:60]!r}")
        else:
            rows.append((topic, text.strip()))
    return [(topic, [text for _, text in group]) for topic, group in groupby(rows, key=lambda row: row[0])], faults


def check_topic(topic, rows):
    if len(rows) < LEAST_LINES + 2:
        yield f"{topic}: {len(rows)} rows, expected a question, an answer and {LEAST_LINES} lines"
    if len(rows) > 1 and not rows[1].startswith("A: "):
        yield f"{topic}: the second row must be the answer, `A: ...`, got {rows[1][:40]!r}"
    if any(row.startswith("A: ") for row in rows[2:]):
        yield f"{topic}: two answers"
    items = [(topic, line) for line in rows[2:]]
    yield from name_pairs(items, near_duplicates(items))


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "wide"
    faults, seen, lines, free = [], set(), 0, 0.0
    for path in sorted(folder.glob("*.tsv")):
        topics, broken = read_topics(path)
        faults += broken
        for topic, rows in topics:
            if topic in seen:
                faults.append(f"{topic}: listed twice")
            seen.add(topic)
            faults += check_topic(topic, rows)
            free += figures(rows[0], rows[2:])[2] * len(rows[2:])
        kind = [line for _, rows in topics for line in rows[2:]]
        lines += len(kind)
        opening, share, _ = figures("", kind)
        if share > MAX_OPENING:
            faults.append(f"{path.name}: opening {opening!r} in {share:.1%} of the lines")
    for fault in faults:
        print(f"FAULT {fault}")
    print(f"{len(seen)} topics, {lines} lines, {free / max(1, lines):.0%} share no word with the question, faults {len(faults)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

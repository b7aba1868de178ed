#!/usr/bin/env python3
"""Checks the phrasebook: size, variety and near-duplicates of its intents.

usage: check.py [FOLDER] [--partial] [--quiet] [--min-lines N]

FOLDER holds intents.tsv and one folder a domain with one `<intent>.txt` each
(default: the folder of this script). A domain folder may be given as well.
Prints a line an intent and the near-duplicates; exits 1 when a rule is broken:
  * at least --min-lines phrasings (40),
  * no four-word opening in more than 5 % of the lines,
  * half of the lines share no content word with the canonical question,
  * no near-duplicates (Jaccard of character trigrams >= 0.8),
  * every listed intent has a file (waived by --partial) and none is unlisted.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

MAX_OPENING = 0.05
MIN_FREE = 0.5
NEAR = 0.8

STOP = set(
    """a about after all am an and any are as at be been before being but by can
    could did do does doing don done down for from get gets getting give go
    going got had has have having he her here him his how i if in into is it
    its itself just like long many may me might much my need never no not now
    of off on once one only or other our out over own please s shall she should
    so some something still such t take takes than that the their them then
    there these they thing things this those through to too under up us very
    want was we were what when where which while who whom why will with would
    you your yours ll re ve d m isn doesn didn won wouldn couldn aren wasn
    ain im ive id dont cant wont someone anything else every both offer""".split()
)


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower().replace("'", " ").replace("’", " "))


def stem(word):
    """A light suffix cut, so that 'returned' and 'returns' count as one word."""
    for suffix in ("ingly", "ations", "ation", "ments", "ment", "ings", "ing",
                   "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "y", "e"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def content(text):
    return {stem(w) for w in words(text) if w not in STOP}


def trigrams(text):
    flat = " " + " ".join(words(text)) + " "
    return {flat[i : i + 3] for i in range(len(flat) - 2)}


def read_intents(path):
    intents = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) != 3 or not all(fields):
            sys.exit(f"{path}:{number}: expected id<TAB>domain<TAB>question, got {line!r}")
        if fields[0] in intents:
            sys.exit(f"{path}:{number}: intent {fields[0]!r} is listed twice")
        intents[fields[0]] = (fields[1], fields[2])
    return intents


def read_lines(path):
    return [l.strip() for l in path.read_text(encoding="utf-8").splitlines() if l.strip()]


def near_duplicates(items):
    """Pairs of (index, index, similarity) by trigrams; candidates share a rare one."""
    grams = [trigrams(text) for _, text in items]
    frequency = Counter(g for gs in grams for g in gs)
    postings = defaultdict(list)
    pairs = []
    for i, gs in enumerate(grams):
        # Two sets with Jaccard >= NEAR share a gram among the rarest (1 - NEAR) share of each.
        rare = sorted(gs, key=lambda g: (frequency[g], g))
        prefix = rare[: len(rare) - int(NEAR * len(rare)) + 1]
        for j in sorted({j for g in prefix for j in postings[g]}):
            union = len(gs | grams[j])
            score = len(gs & grams[j]) / union if union else 1.0
            if score >= NEAR:
                pairs.append((j, i, score))
        for g in prefix:
            postings[g].append(i)
    return pairs


def figures(question, lines):
    openings = Counter(" ".join(ws[:4]) for ws in map(words, lines) if len(ws) >= 4)
    opening, count = openings.most_common(1)[0] if openings else ("", 0)
    title = content(question)
    free = sum(1 for line in lines if not content(line) & title)
    return opening, count / len(lines), free / len(lines)


def collect(folder, partial):
    """All (intent, question, lines) under the folder, and the faults of its files."""
    root = folder if (folder / "intents.tsv").exists() else folder.parent
    if not (root / "intents.tsv").exists():
        sys.exit(f"{folder}: no intents.tsv here or one folder up")
    intents = read_intents(root / "intents.tsv")
    domains = {d for d, _ in intents.values()}
    wanted = domains if root == folder else {folder.name}
    found, faults = [], []
    for name, (domain, question) in intents.items():
        if domain not in wanted:
            continue
        path = root / domain / f"{name}.txt"
        if path.exists():
            found.append((name, question, read_lines(path)))
        elif not partial:
            faults.append(f"{path}: missing")
    for domain in sorted(wanted):
        for path in sorted((root / domain).glob("*.txt")):
            if intents.get(path.stem, ("",))[0] != domain:
                faults.append(f"{path}: no such intent in intents.tsv for {domain}")
    return found, faults


def check_intent(name, question, lines, min_lines):
    """The largest opening's share, the free share and the faults of one intent."""
    opening, share, free = figures(question, lines)
    faults = []
    if len(lines) < min_lines:
        faults.append(f"{name}: {len(lines)} lines, expected {min_lines}")
    if share > MAX_OPENING:
        faults.append(f"{name}: opening {opening!r} in {share:.1%} of the lines")
    if free < MIN_FREE:
        faults.append(f"{name}: {free:.0%} of the lines share no word with the question")
    return share, free, faults


def name_pairs(items, pairs):
    for i, j, score in pairs:
        (a, first), (b, second) = items[i], items[j]
        where = a if a == b else f"{a} / {b}"
        yield f"near-duplicate {score:.2f} in {where}: {first!r} ~ {second!r}"


def parse_arguments():
    parser = argparse.ArgumentParser(description="Check the phrasebook.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--partial", action="store_true", help="allow missing intents")
    parser.add_argument("--quiet", action="store_true", help="print faults and totals only")
    parser.add_argument("--min-lines", type=int, default=40)
    return parser.parse_args()


def main():
    args = parse_arguments()
    found, faults = collect(args.folder.resolve(), args.partial)
    items, top, least_free, total_free = [], 0.0, 1.0, 0.0
    for name, question, lines in found:
        if not lines:
            faults.append(f"{name}: empty")
            continue
        share, free, broken = check_intent(name, question, lines, args.min_lines)
        faults += broken
        top, least_free = max(top, share), min(least_free, free)
        total_free += free * len(lines)
        if not args.quiet:
            print(f"{name:24} lines {len(lines):3}  opening {share:5.1%}  free {free:4.0%}")
        items += [(name, line) for line in lines]
    pairs = near_duplicates(items)
    faults += name_pairs(items, pairs)
    for fault in faults:
        print(f"FAULT {fault}")
    print(
        f"{len(found)} intents, {len(items)} lines; largest opening share {top:.1%}, "
        f"least free share {least_free:.0%}, free over all lines "
        f"{total_free / max(1, len(items)):.0%}, near-duplicates {len(pairs)}, faults {len(faults)}"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compares the core's ids with those of the `tokenizers` library, text by text; exits 1 where they differ.

usage: check_ids.py --shopbell build/native/bin/shopbell --neural build/neural/neural.bell

The texts are the repository's own: golden ones, blind shops' visitors, phrasebook; those with invisible characters are left out.
Two things the core does beyond the library are done to the texts first: pictures are set apart, and letters are folded further
(ß to ss, ligatures and wide letters to plain ones).
"""

import argparse
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

from tokenizers import BertWordPieceTokenizer

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "models/pipeline"))
import bell_file

PICTURES = re.compile("([\u2190-\u245f\u2500-\u2bff\U0001f000-\U0001faff])")
STEP = 7  # every so manieth line of the phrasebook


def pieces_of(path: Path) -> list[str]:
    """The pieces of a neural.bell."""
    found = dict(bell_file.sections(path.read_bytes()))
    if b"PIEC" not in found:
        raise ValueError(f"{path}: expected a section PIEC")
    return bell_file.strings_of(found[b"PIEC"])


def folded(text: str) -> str:
    """As the core has it before BERT's own rules."""
    plain = (c if unicodedata.category(c)[0] == "P" else unicodedata.normalize("NFKC", c.casefold()) for c in text)
    return PICTURES.sub(r" \1 ", "".join(plain))


def texts() -> list[str]:
    golden = [json.loads(line)["text"] for p in sorted((ROOT / "tests/golden").glob("*.jsonl")) for line in p.read_text("utf-8").splitlines()]
    shops = [json.loads(line)["text"] for p in sorted((ROOT / "tests/shop").glob("*.jsonl")) for line in p.read_text("utf-8").splitlines()]
    book = [line for p in sorted((ROOT / "models/phrasebook").glob("*/*.txt")) for line in p.read_text("utf-8").splitlines()]
    return golden + shops + book[::STEP]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--neural", type=Path, required=True)
    args = parser.parse_args()
    rows = [t for t in texts() if t.isprintable()]
    library = BertWordPieceTokenizer({p: i for i, p in enumerate(pieces_of(args.neural))}, lowercase=True)
    library.enable_truncation(128)
    asked = "".join(json.dumps({"text": t}) + "\n" for t in rows)
    told = subprocess.run([args.shopbell, "tokens", args.neural], input=asked, capture_output=True, text=True, check=True)
    differ = 0
    for text, line in zip(rows, told.stdout.splitlines(), strict=True):
        ours, theirs = json.loads(line)["ids"], library.encode(folded(text)).ids
        if ours != theirs:
            differ += 1
            print(f"{text!r}: {ours} here, {theirs} there")  # noqa: T201
    print(f"{len(rows)} texts, {differ} differ")  # noqa: T201
    sys.exit(differ > 0)


if __name__ == "__main__":
    main()

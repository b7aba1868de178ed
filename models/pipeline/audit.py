"""Writes the audit of the mood reader: mood.html for owners, mood.json with the numbers.

usage: audit.py --shopbell build/native/bin/shopbell --out docs/audit [--data DATA_DIR] [--model MODEL]

Standard library only.
"""

import argparse
import json
import tempfile
from pathlib import Path

from mood_audit import measure, page
from shopbell_cli import Shopbell

DIGITS = 4


def rounded(value: object) -> object:
    """The same, its numbers cut to DIGITS."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="folder of the public sets, for how the score spreads over them")
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure.all_of(Shopbell(args.shopbell, Path(folder), args.model), args.data)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "mood.json").write_text(json.dumps(rounded(found), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (args.out / "mood.html").write_text(page.render(found), encoding="utf-8")
    print(f"wrote {args.out / 'mood.html'} and {args.out / 'mood.json'}")  # noqa: T201


if __name__ == "__main__":
    main()

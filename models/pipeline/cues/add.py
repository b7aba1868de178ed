"""Puts the heads of cues, the reader of the course and the parameters of params.json into a model that has all else.

usage: add.py --shopbell build/native/bin/shopbell --model models/en/model.bell [--out FILE]
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))
import bell_file
from course import file as course_file
from cues import heads

MODELS = Path(__file__).resolve().parent.parent.parent
OWN = {b"CUES", b"CUEV", b"CRSE", b"PKEY", b"PVAL"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    params = json.loads((MODELS / "en/params.json").read_text(encoding="utf-8"))
    kept = [section for section in bell_file.sections(args.model.read_bytes()) if section[0] not in OWN]
    kept += heads.sections(args.shopbell, MODELS, args.model, print)
    kept.append((b"CRSE", course_file.section(MODELS / "en/course.bin", kept)))
    kept += bell_file.numbers(params)
    (args.out or args.model).write_bytes(bell_file.container(b"MODL", kept))


if __name__ == "__main__":
    main()

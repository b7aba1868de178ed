"""Puts the heads of cues and the parameters of params.json into a model that has all else.

usage: add.py --shopbell build/native/bin/shopbell --model models/en/model.bell [--out FILE]
"""

import argparse
import json
import struct
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent.parent))
import bell_file
from cues import heads

MODELS = Path(__file__).resolve().parent.parent.parent
OWN = {b"CUES", b"CUEV", b"PKEY", b"PVAL"}


def sections_of(data: bytes) -> list[tuple[bytes, bytes]]:
    """The sections of a container, in its order."""
    count = struct.unpack_from("<I", data, 12)[0]
    table = [struct.unpack_from("<4sIII", data, 32 + 16 * i) for i in range(count)]
    return [(tag, data[offset : offset + size]) for tag, _, offset, size in table]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    params = json.loads((MODELS / "en/params.json").read_text(encoding="utf-8"))
    kept = [section for section in sections_of(args.model.read_bytes()) if section[0] not in OWN]
    kept += heads.sections(args.shopbell, MODELS, args.model, print)
    kept += [
        (b"PKEY", bell_file.strings(sorted(params))),
        (b"PVAL", np.array([params[key] for key in sorted(params)], "<f8").tobytes()),
    ]
    (args.out or args.model).write_bytes(bell_file.container(b"MODL", kept))


if __name__ == "__main__":
    main()

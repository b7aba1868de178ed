"""Writes the second tier's two files, neural.onnx and neural.bell, from the teacher's weights; equal bytes on every machine.

usage: export.py --teacher FOLDER --out FOLDER

FOLDER of the teacher holds model.safetensors and vocab.txt.
"""

import argparse
import hashlib
from pathlib import Path

import graph
import numpy as np
import vocabulary
from teacher import read_safetensors

import bell_file

ROOT = Path(__file__).resolve().parents[3]
WORDS = "embeddings.word_embeddings.weight"


def export(teacher: Path) -> tuple[bytes, bytes]:
    """(neural.onnx, neural.bell)."""
    pieces = (teacher / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    weights = {name: np.array(value) for name, value in read_safetensors(teacher / "model.safetensors").items()}
    kept = vocabulary.cut(pieces, weights[WORDS], ROOT)
    weights[WORDS] = weights[WORDS][kept]
    onnx_file = graph.build(weights)
    digest = hashlib.sha256(onnx_file).hexdigest()
    sections = [(b"PIEC", bell_file.strings([pieces[i] for i in kept])), (b"NSHA", digest.encode())]
    return onnx_file, bell_file.container(b"NEUR", sections)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name, data in zip(("neural.onnx", "neural.bell"), export(args.teacher), strict=True):
        (args.out / name).write_bytes(data)
        print(f"{hashlib.sha256(data).hexdigest()}  {args.out / name}  {len(data)} bytes")  # noqa: T201


if __name__ == "__main__":
    main()

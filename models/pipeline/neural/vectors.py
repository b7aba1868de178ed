"""Vectors of a pack's entries and of visitors' texts by the second tier, as `shopbell ask --vectors` reads them.

usage: vectors.py --shopbell build/native/bin/shopbell --neural build/neural --pack shop.bell --out VECTORS.jsonl [--model MODEL] <TEXTS.jsonl

TEXTS.jsonl: {"text": ...} a line.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime


class Neural:
    """The exported graph, run on ids that the core makes. One thread.

    folder: holds neural.onnx and neural.bell; shopbell: the program; model: a model.bell other than the one beside it.
    """

    def __init__(self, folder: Path, shopbell: Path, model: Path | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(folder / "neural.onnx", options, providers=["CPUExecutionProvider"])
        self._tokens = [str(shopbell), "tokens", str(folder / "neural.bell")]
        self._model = ["--model", str(model)] if model else []

    def vector(self, ids: list[int]) -> np.ndarray:
        """(384,) float32 of unit length."""
        return self._session.run(None, {"ids": np.array([ids], np.int64)})[0][0]

    def write(self, pack: Path, texts: list[str], out: Path) -> None:
        """Writes the file of the pack's entries and of the texts."""
        rows = []
        for line in self._ask([*self._tokens, "--pack", str(pack), *self._model], ""):
            vectors = {part: _rounded(self.vector(line[part])) for part in ("question", "whole")}
            rows.append({"entry": line["entry"], **vectors})
        asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        for text, line in zip(texts, self._ask(self._tokens, asked), strict=True):
            rows.append({"text": text, "vector": _rounded(self.vector(line["ids"]))})
        out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    @staticmethod
    def _ask(command: list[str], given: str) -> list[dict]:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]


def _rounded(vector: np.ndarray) -> list[float]:
    return [round(float(value), 6) for value in vector]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("shopbell", "neural", "pack", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in sys.stdin]
    Neural(args.neural, args.shopbell, args.model).write(args.pack, texts, args.out)


if __name__ == "__main__":
    main()

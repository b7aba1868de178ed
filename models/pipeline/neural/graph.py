"""The teacher as one ONNX graph: ids (1, tokens) int64 to a unit vector (1, 384) float32, weights in int8 per channel.

Padding is not known to it: one text at a time.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, WIDTH = 6, 12, 384
OPSET, IR = 17, 8
# Levels on each side of zero. Seven bits lose nothing that can be measured, sum without overflow in 16 bits, and pack better
# than eight; the rows of pieces bear six.
DENSE_LEVELS, PIECE_LEVELS = 63, 31


def _rounded(rows: np.ndarray, levels: int) -> tuple[np.ndarray, np.ndarray]:
    """(rows, width) float to int8 and a scale for each row."""
    scale = np.abs(rows).max(1, keepdims=True).astype(np.float32) / np.float32(levels)
    return np.rint(rows / scale).astype(np.int8), scale


class _Graph:
    """Nodes and weights by name; each method returns the name of what it computes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._known: dict[str, np.ndarray] = {}

    def weight(self, name: str, value: np.ndarray) -> str:
        if name not in self._known:
            self._known[name] = value
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: list[str], outputs: int = 1, **attributes: object) -> list[str]:
        names = [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, **attributes))
        return names

    def one(self, op: str, *inputs: str, **attributes: object) -> str:
        return self.node(op, list(inputs), **attributes)[0]

    def number(self, value: float) -> str:
        return self.weight(f"number_{value!r}", np.float32(value))

    def dense(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """x @ weight.T + bias, weight (out, in) rounded to int8 with a scale for each output."""
        rounded, scale = _rounded(weight, DENSE_LEVELS)
        values, step, zero = self.node("DynamicQuantizeLinear", [x], 3)
        product = self.one("MatMulInteger", values, self.weight(f"{name}.weight", rounded.T), zero)
        scales = self.one("Mul", step, self.weight(f"{name}.scale", scale[:, 0]))
        return self.one("Add", self.one("Mul", self.one("Cast", product, to=TensorProto.FLOAT), scales), self.weight(f"{name}.bias", bias))

    def norm(self, x: str, name: str, w: dict[str, np.ndarray]) -> str:
        return self.one("LayerNormalization", x, self.weight(f"{name}.weight", w[f"{name}.weight"]),
                        self.weight(f"{name}.bias", w[f"{name}.bias"]), axis=-1, epsilon=1e-12)  # fmt: skip

    def gelu(self, x: str) -> str:
        inner = self.one("Add", self.one("Erf", self.one("Div", x, self.number(2**0.5))), self.number(1.0))
        return self.one("Mul", self.one("Mul", x, inner), self.number(0.5))


def _attention(g: _Graph, x: str, w: dict[str, np.ndarray], layer: str) -> str:
    shape = g.weight("heads", np.array([0, -1, HEADS, WIDTH // HEADS], np.int64))

    def heads(part: str, order: list[int]) -> str:
        name = f"{layer}.attention.self.{part}"
        projected = g.dense(x, name, w[f"{name}.weight"], w[f"{name}.bias"])
        return g.one("Transpose", g.one("Reshape", projected, shape), perm=order)

    scores = g.one("MatMul", heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]))
    chances = g.one("Softmax", g.one("Mul", scores, g.number((WIDTH // HEADS) ** -0.5)), axis=-1)
    mixed = g.one("Transpose", g.one("MatMul", chances, heads("value", [0, 2, 1, 3])), perm=[0, 2, 1, 3])
    flat = g.one("Reshape", mixed, g.weight("flat", np.array([0, -1, WIDTH], np.int64)))
    name = f"{layer}.attention.output"
    dense = g.dense(flat, f"{name}.dense", w[f"{name}.dense.weight"], w[f"{name}.dense.bias"])
    return g.norm(g.one("Add", dense, x), f"{name}.LayerNorm", w)


def _layer(g: _Graph, x: str, w: dict[str, np.ndarray], layer: str) -> str:
    x = _attention(g, x, w, layer)
    wide = g.dense(x, f"{layer}.intermediate", w[f"{layer}.intermediate.dense.weight"], w[f"{layer}.intermediate.dense.bias"])
    out = g.dense(g.gelu(wide), f"{layer}.output", w[f"{layer}.output.dense.weight"], w[f"{layer}.output.dense.bias"])
    return g.norm(g.one("Add", out, x), f"{layer}.output.LayerNorm", w)


def _embed(g: _Graph, w: dict[str, np.ndarray]) -> str:
    rounded, scale = _rounded(w["embeddings.word_embeddings.weight"], PIECE_LEVELS)
    rows = g.one("Cast", g.one("Gather", g.weight("words", rounded), "ids"), to=TensorProto.FLOAT)
    x = g.one("Mul", rows, g.one("Gather", g.weight("words.scale", scale), "ids"))
    places = (w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])[:128]
    length = g.one("Slice", g.one("Shape", "ids"), g.weight("from1", np.array([1], np.int64)), g.weight("to2", np.array([2], np.int64)))
    used = g.one("Slice", g.weight("places", places), g.weight("from0", np.array([0], np.int64)), length)
    return g.norm(g.one("Add", x, used), "embeddings.LayerNorm", w)


def build(w: dict[str, np.ndarray], turn: np.ndarray | None = None) -> bytes:
    """The file. w: weights by the names of the teacher's safetensors; turn: (384, 384), applied to the mean vector."""
    g = _Graph()
    x = _embed(g, w)
    for number in range(LAYERS):
        x = _layer(g, x, w, f"encoder.layer.{number}")
    mean = g.one("ReduceMean", x, axes=[1], keepdims=0)
    if turn is not None:
        mean = g.one("MatMul", mean, g.weight("turn", turn.T.astype(np.float32)))
    size = g.one("ReduceL2", mean, axes=[1], keepdims=1)
    g.nodes.append(helper.make_node("Div", [mean, size], ["vector"]))
    graph = helper.make_graph(
        g.nodes, "neural",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH])],
        g.weights,
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR, producer_name="shopbell")
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)

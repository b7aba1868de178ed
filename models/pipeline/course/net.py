"""The reader of the course as wasm/core/turn/course_reader.cc computes it, for training: weights of four bits."""

import struct

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIGNS, HEADS, STATE = 5, 4, 32
WIDTH, MESSAGE, MIX = 48, 64, 32
LEVELS = 7  # -7..7
STEP = 0.42  # of a weight, of their standard deviation: coarser steps pack into fewer bits
PARTS = ["piece", "sign", "neighbours", "shares", "message", "gates", "gates_before", "mix", "due"]
NONE = -1  # no message at this place of a conversation


class Layer(nn.Module):
    """bias + x @ weight, (inputs, outputs), with the weights rounded once `rounded` is set; gradients pass as if they were not."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) / inputs**0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.rounded = False

    def scale(self) -> Tensor:
        return STEP * self.weight.detach().std()

    def levels(self) -> Tensor:
        return torch.clamp(torch.round(self.weight.detach() / self.scale()), -LEVELS, LEVELS)

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight
        if self.rounded:
            weight = weight + (self.levels() * self.scale() - weight).detach()
        return x @ weight + self.bias

    def written(self, unit: float = 1.0) -> bytes:
        """As Layer::Load reads it. unit: what the inputs are to be divided by."""
        inputs, outputs = self.weight.shape
        bias = self.bias.detach().numpy()
        bias_scale = max(float(np.abs(bias).max()), 1e-9) / 127
        head = struct.pack("<IIff", inputs, outputs, float(self.scale()) / unit, bias_scale)
        return head + np.rint(bias / bias_scale).astype(np.int8).tobytes() + self.levels().numpy().astype(np.int8).tobytes()


class Net(nn.Module):
    """rows (pieces, width): of the encoder's table, which stay as they are."""

    def __init__(self, rows: np.ndarray, drop: float = 0.2, pieces_left_out: float = 0.1) -> None:
        super().__init__()
        self.unit = float(np.linalg.norm(rows, axis=1).mean())
        self.register_buffer("rows", torch.tensor(rows / self.unit), persistent=False)
        self.drop, self.pieces_left_out = drop, pieces_left_out
        self.piece, self.sign = Layer(rows.shape[1], WIDTH), Layer(SIGNS, WIDTH)
        self.neighbours, self.shares = Layer(3 * WIDTH, WIDTH), Layer(WIDTH, HEADS)
        self.message = Layer((HEADS + 2) * WIDTH, MESSAGE)
        self.gates, self.gates_before = Layer(MESSAGE, 3 * STATE), Layer(STATE, 3 * STATE)
        self.mix, self.due = Layer(2 * STATE + MESSAGE, MIX), Layer(MIX, 1)

    def forward(self, pieces: Tensor, there: Tensor, places: Tensor) -> Tensor:
        """Log odds (conversations,) that a person is due at the last message.

        pieces, there (messages, length): of all messages, padded. places (conversations, turns): which messages, NONE before the first.
        """
        said = self._messages(pieces, there)
        state = before = said.new_zeros(len(places), STATE)
        for turn in range(places.shape[1]):
            present = (places[:, turn] != NONE)[:, None]
            before = torch.where(present, state, before)
            state = torch.where(present, self._next(said[places[:, turn].clamp(min=0)], state), state)
        mixed = torch.relu(self.mix(torch.cat([state, before, said[places[:, -1]]], 1)))
        return self.due(F.dropout(mixed, self.drop, self.training))[:, 0]

    def _messages(self, pieces: Tensor, there: Tensor) -> Tensor:
        if self.training:  # pieces left out at random: no message hangs on a single one
            left = there & (torch.rand(there.shape) >= self.pieces_left_out)
            there = torch.where(left.any(1, keepdim=True), left, there)
        mask = there[:, :, None]
        count = len(self.rows)
        known = self.piece(F.embedding(pieces.clamp(max=count - 1), self.rows))
        signs = self.sign(F.one_hot((pieces - count).clamp(min=0), SIGNS).float())
        x = torch.where(pieces[:, :, None] < count, known, signs) * mask
        around = torch.cat([F.pad(x, (0, 0, 1, 0))[:, :-1], x, F.pad(x, (0, 0, 0, 1))[:, 1:]], 2)
        x = (x + torch.relu(self.neighbours(around))) * mask
        shares = torch.softmax(self.shares(x).masked_fill(~mask, -1e9), 1)
        means = torch.einsum("btd,bth->bhd", x, shares).flatten(1)
        most = x.masked_fill(~mask, -1e9).amax(1)
        mean = x.sum(1) / mask.sum(1)
        return torch.tanh(self.message(F.dropout(torch.cat([means, most, mean], 1), self.drop, self.training)))

    def _next(self, said: Tensor, state: Tensor) -> Tensor:
        reset, keep, fresh = self.gates(said).chunk(3, 1)
        reset_before, keep_before, fresh_before = self.gates_before(state).chunk(3, 1)
        keep = torch.sigmoid(keep + keep_before)
        return (1 - keep) * torch.tanh(fresh + torch.sigmoid(reset + reset_before) * fresh_before) + keep * state

    def round_weights(self) -> None:
        """From now on the forward pass takes the weights as they will be written."""
        for part in PARTS:
            getattr(self, part).rounded = True

    def written(self) -> bytes:
        """The section CRSE."""
        return b"".join(getattr(self, part).written(self.unit if part == "piece" else 1.0) for part in PARTS)

"""Tunes how search weighs its parts and fits its two chances (in_scope, right); writes both into models/en/params.json.

usage: calibrate.py --shopbell build/native/bin/shopbell --data DATA_DIR --model HELD_OUT.bell

The model is one that train.py made with --hold-out and --without clinc150: the lines asked here are unknown to it. Many small FAQs are
drawn (seed fixed) from the phrasebook's canonical questions and held-out lines and from the training parts of two public sets, some with one question an entry, some
with five; each is asked with phrasings that it does not hold, with phrasings of topics left out of it (near strangers), and with far strangers.
Neither the benches' queries nor the project's own test sets are among them.
"""

import argparse
import json
import random
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

import bell_file
import texts
from train import is_held_out

MODELS = Path(__file__).resolve().parent.parent
FEATURES = ["top", "margin", "words", "trigrams", "document", "known", "agree", "bridge", "bridge_margin", "none", "log_length"]
ROUNDS, ENTRIES, QUERIES, STRANGERS = 48, (30, 90), 3, 0.4
SEED = 20261122
GRID = {
    "search.bridge": [0.7, 1.0, 1.5, 2.0, 3.0],
    "search.document": [0.1, 0.2, 0.3, 0.5],
    "search.trigrams": [0.1, 0.2, 0.4],
    "search.words": [0.5],
}


def grouped(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Texts by label."""
    out: dict[str, list[str]] = {}
    for text, label in rows:
        out.setdefault(label, []).append(text)
    return out


def held_out_book() -> dict[str, list[str]]:
    """The canonical question and the held-out lines of each intent that has enough of them: none is known to the model."""
    book = {
        name: [lines[0], *(line for line in lines[1:] if is_held_out(line))] for name, lines in texts.phrasebook(MODELS).items()
    }
    return {name: lines for name, lines in book.items() if len(lines) >= 5}


def draw(rng: random.Random, book: dict[str, list[str]], far: list[str], phrasings: int, owned: bool) -> tuple[list, list]:
    """(FAQ, [(text, gold)]) of one round. owned: the first line is the owner's question."""
    ids = rng.sample(sorted(book), min(len(book) - 5, rng.randint(*ENTRIES)))
    faq, asked = [], []
    for entry in ids:
        lines = rng.sample(book[entry][owned:], len(book[entry]) - owned)
        lines = book[entry][:owned] + lines
        kept = min(phrasings, len(lines) - 1)
        faq.append({"id": entry, "question": lines[0], "answer": "", "phrasings": lines[1:kept]})
        asked += [(line, entry) for line in lines[kept : kept + QUERIES]]
    near = [line for key in sorted(book) if key not in set(ids) for line in book[key]]
    count = int(len(asked) * STRANGERS / 2)
    asked += [(line, None) for line in rng.sample(near, min(count, len(near)))]
    asked += [(line, None) for line in rng.sample(far, count)]
    return faq, asked


def with_params(model: bytes, params: dict[str, float]) -> bytes:
    """The model with other named numbers."""
    sections = []
    for i in range(struct.unpack_from("<I", model, 12)[0]):
        tag, _, offset, size = struct.unpack_from("<4sIII", model, 32 + 16 * i)
        sections.append((tag, model[offset : offset + size]))
    kept = [(tag, data) for tag, data in sections if tag not in (b"PKEY", b"PVAL")]
    names = sorted(params)
    values = np.array([params[name] for name in names], "<f8").tobytes()
    return bell_file.container(b"MODL", [*kept, (b"PKEY", bell_file.strings(names)), (b"PVAL", values)])


class Asker:
    """Asks rounds of questions of a model."""

    def __init__(self, shopbell: Path, folder: Path, model: bytes) -> None:
        self.shopbell, self.folder, self.model = shopbell, folder, model

    def ask(self, rounds: list[tuple[list, list]], params: dict[str, float]) -> list[tuple[list[float], bool, bool]]:
        """(evidence, in scope, first hit right) of each question."""
        (self.folder / "model.bell").write_bytes(with_params(self.model, params))
        return [row for faq, asked in rounds for row in self._round(faq, asked)]

    def _round(self, faq: list, asked: list) -> list[tuple[list[float], bool, bool]]:
        model = ["--model", self.folder / "model.bell"]
        source, pack = self.folder / "faq.json", self.folder / "shop.bell"
        source.write_text(json.dumps(faq), encoding="utf-8")
        subprocess.run([self.shopbell, "build", source, "-o", pack, *model], check=True, capture_output=True)
        lines = "".join(json.dumps({"text": text}) + "\n" for text, _ in asked)
        done = subprocess.run(
            [self.shopbell, "ask", "--explain", pack, *model], input=lines, check=True, capture_output=True, text=True
        )
        rows = []
        for line, (_, gold) in zip(done.stdout.splitlines(), asked, strict=True):
            reply = json.loads(line)
            evidence = reply["evidence"] | {"log_length": float(np.log1p(reply["evidence"]["length"]))}
            rows.append(([evidence[name] for name in FEATURES], gold is not None, reply["hits"][0]["id"] == gold))
        return rows


def recall(rows: list[tuple[list[float], bool, bool]]) -> float:
    """Share of the questions in scope whose first hit is right."""
    known = [right for _, in_scope, right in rows if in_scope]
    return sum(known) / len(known)


def tune(asker: Asker, rounds: list[tuple[list, list]]) -> dict[str, float]:
    """The weights of the grid with the best recall, one weight after another, twice."""
    best = {name: values[len(values) // 2] for name, values in GRID.items()}
    for _ in range(2):
        for name, values in GRID.items():
            if len(values) == 1:
                continue
            scores = {value: recall(asker.ask(rounds, best | {name: value})) for value in values}
            best[name] = max(values, key=lambda value: scores[value])
            print(name, {value: round(score, 4) for value, score in scores.items()}, flush=True)  # noqa: T201
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    rng = random.Random(SEED)
    clinc, clinc_strangers = texts.clinc150(args.data)
    far = clinc_strangers + [line for line in texts.strangers(MODELS) if is_held_out(line)]
    books = [held_out_book(), grouped(texts.banking77(args.data)), held_out_book(), grouped(clinc)]
    rounds = [draw(rng, books[i % 4], far, [1, 1, 1, 1, 1, 1, 5, 5][i % 8], i % 2 == 0) for i in range(ROUNDS)]
    path = MODELS / "en/params.json"
    params = json.loads(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        asker = Asker(args.shopbell, Path(folder), args.model.read_bytes())
        params |= tune(asker, rounds[::2] + rounds[1::4])
        rows = asker.ask(rounds, params)
    evidence = np.array([row[0] for row in rows])
    print(f"recall {recall(rows):.3f} of {len(rows)} questions")  # noqa: T201
    for name, column in (("in_scope", 1), ("right", 2)):
        labels = np.array([row[column] for row in rows])
        solver = LogisticRegression(C=10.0, max_iter=5000).fit(evidence, labels)
        params[f"{name}.bias"] = round(float(solver.intercept_[0]), 4)
        params |= {f"{name}.{f}": round(float(w), 4) for f, w in zip(FEATURES, solver.coef_[0], strict=True)}
        chances = solver.predict_proba(evidence)[:, 1]
        table = {t: (round(float(labels[chances >= t].mean()), 3), round(float((chances >= t).mean()), 3)) for t in (0.5, 0.6, 0.7, 0.8, 0.9)}
        print(name, "threshold: (precision, coverage)", table)  # noqa: T201
    path.write_text(json.dumps(params, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

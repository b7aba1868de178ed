"""Fits the two chances that search gives (in_scope, right) and writes them into models/en/params.json.

usage: calibrate.py --shopbell build/native/bin/shopbell --data DATA_DIR

Many small FAQs are drawn (seed fixed) from the phrasebook and from the training parts of two public sets, some with one
question an entry, some with five; each is asked with phrasings that it does not hold, with phrasings of topics left out of it
(near strangers), and with far strangers. The benches' own queries are not among them.
"""

import argparse
import json
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

import texts

MODELS = Path(__file__).resolve().parent.parent
FEATURES = ["top", "margin", "words", "trigrams", "document", "known", "agree", "log_length"]
ROUNDS, ENTRIES, QUERIES, STRANGERS = 60, (30, 90), 3, 0.35
SEED = 20261122


def grouped(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Texts by label."""
    out: dict[str, list[str]] = {}
    for text, label in rows:
        out.setdefault(label, []).append(text)
    return out


def draw(rng: random.Random, book: dict[str, list[str]], far: list[str], canonical: bool) -> tuple[list, list]:
    """(FAQ, [(text, gold)]) of one round."""
    ids = rng.sample(sorted(book), min(len(book) - 5, rng.randint(*ENTRIES)))
    phrasings = rng.choice([1, 1, 5])
    faq, asked = [], []
    for entry in ids:
        lines = list(book[entry])
        first = lines.pop(0) if canonical else lines.pop(rng.randrange(len(lines)))
        rng.shuffle(lines)
        faq.append({"id": entry, "question": first, "answer": "", "phrasings": lines[: phrasings - 1]})
        asked += [(line, entry) for line in lines[phrasings - 1 : phrasings - 1 + QUERIES]]
    near = [line for key in sorted(book) if key not in set(ids) for line in book[key]]
    count = int(len(asked) * STRANGERS / 2)
    asked += [(line, None) for line in rng.sample(near, min(count, len(near)))]
    asked += [(line, None) for line in rng.sample(far, count)]
    return faq, asked


def ask(shopbell: Path, faq: list, asked: list) -> list[tuple[list[float], bool, bool]]:
    """(evidence, in scope, first hit right) of each question."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "faq.json").write_text(json.dumps(faq), encoding="utf-8")
        pack = Path(folder) / "shop.bell"
        subprocess.run([shopbell, "build", Path(folder) / "faq.json", "-o", pack], check=True, capture_output=True)
        lines = "".join(json.dumps({"text": text}) + "\n" for text, _ in asked)
        done = subprocess.run([shopbell, "ask", "--explain", pack], input=lines, check=True, capture_output=True, text=True)
    rows = []
    for line, (_, gold) in zip(done.stdout.splitlines(), asked, strict=True):
        reply = json.loads(line)
        evidence = reply["evidence"]
        evidence["log_length"] = float(np.log1p(evidence["length"]))
        rows.append(([evidence[name] for name in FEATURES], gold is not None, reply["hits"][0]["id"] == gold))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    rng = random.Random(SEED)
    clinc, clinc_strangers = texts.clinc150(args.data)
    far = clinc_strangers + texts.strangers(MODELS)
    books = [
        (texts.phrasebook(MODELS), True),
        (texts.phrasebook(MODELS), True),
        (grouped(texts.banking77(args.data)), False),
        (grouped(clinc), False),
    ]
    rows = []
    for number in range(ROUNDS):
        book, canonical = books[number % len(books)]
        rows += ask(args.shopbell, *draw(rng, book, far, canonical))
    evidence = np.array([row[0] for row in rows])
    path = MODELS / "en/params.json"
    params = json.loads(path.read_text(encoding="utf-8"))
    for name, column in (("in_scope", 1), ("right", 2)):
        labels = np.array([row[column] for row in rows])
        solver = LogisticRegression(C=10.0, max_iter=2000).fit(evidence, labels)
        params[f"{name}.bias"] = round(float(solver.intercept_[0]), 4)
        for feature, weight in zip(FEATURES, solver.coef_[0], strict=True):
            params[f"{name}.{feature}"] = round(float(weight), 4)
        chances = solver.predict_proba(evidence)[:, 1]
        print(name, len(rows), "rows;", {t: (round(float(labels[chances >= t].mean()), 3), round(float((chances >= t).mean()), 3)) for t in (0.5, 0.6, 0.7, 0.8, 0.9)})  # noqa: T201
    path.write_text(json.dumps(params, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measures an encoder.npz, part by part.

usage: measure.py --shopbell build/native/bin/shopbell --data DATA_DIR --cache DIR --weights encoder.npz
                   [--teacher DIR] [--models DIR] SET...

SET: develop, kinds, banking77-1, banking77-5, clinc150-1, clinc150-5, FAQ.json:QUERIES.jsonl, or a folder of shops (x.json beside
x.jsonl). With --teacher the teacher's own figures come first. Columns: R@1 / R@3 / AUROC of in scope, percent.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))
import corpus
import fit
import head
import lexical
import match
import numpy as np
import tasks
from teacher import Teacher


class Weights:
    """What fit.py wrote: `encode` texts to (texts, width) unit rows, `logits` to intents and none."""

    def __init__(self, path: Path, core: lexical.Core) -> None:
        w = dict(np.load(path))
        self._core, self.encode = core, fit.Encoder.of(w)
        self._head, self._bias = w["head"] * w["head_scales"].astype(np.float32), w["bias"]
        self._idf = w["idf_levels"] * w["idf_step"]
        self._rows = w["vector_rows"] * w["vector_scales"][:, None]
        self.general = dict(zip(w["stems"].tolist(), w["rarity"].tolist(), strict=True))
        self.bridge = match.Bridge(self.logits, w["means"], self.encode.alignment)

    def logits(self, texts: list[str]) -> np.ndarray:
        """(texts, classes)."""
        features = head.scaled(self._core(texts)[0], self._idf)
        return features @ self._head + self.encode(texts) @ self._rows.T + self._bias


def chosen(name: str, data: Path, models: Path) -> list[tasks.Task]:
    if name == "develop":
        return tasks.development(corpus.load(data, models, develop=True))
    if name == "kinds":
        return tasks.kinds(corpus.load(data, models, develop=True))
    if Path(name).is_dir():
        return [tasks.shop(path.with_suffix(".json"), path) for path in sorted(Path(name).glob("*.jsonl"))]
    if ":" in name:
        faq, queries = name.split(":")
        return [tasks.shop(Path(faq), Path(queries))]
    bench, phrasings = name.rsplit("-", 1)
    return [tasks.bench(data, bench, int(phrasings))]


def variants(r: match.Recipe) -> dict[str, match.Recipe]:
    """Recipes that add one part after another."""
    unaligned = replace(r, clear_aligned=0, vague_aligned=0)
    alone = replace(unaligned, bm25=0, trigram=0, bridge=0, fitted=0)
    return {"question": replace(alone, document=0), "question, answer": alone, "+ lexical": replace(unaligned, bridge=0, fitted=0),
            "+ bridge": replace(unaligned, fitted=0), "+ head of the pack": unaligned, "+ alignment": r}  # fmt: skip


def show(name: str, rows: dict[str, list[dict[str, float]]]) -> None:
    for variant, figures in rows.items():
        mean = [np.mean([f[k] for f in figures]) for k in ("r1", "r3", "auroc")]
        print(f"{name:12} {variant:22} " + " / ".join(f"{x:5.1f}" for x in mean), flush=True)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("shopbell", "data", "cache", "weights"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("sets", nargs="+")
    args = parser.parse_args()
    core = lexical.Core(args.shopbell, args.cache)
    weights = Weights(args.weights, core)
    for name in args.sets:
        by_kind: dict[str, list[tasks.Task]] = {}
        several = name in ("develop", "kinds") or Path(name).is_dir()
        for task in chosen(name, args.data, args.models):
            by_kind.setdefault(Path(name).name if several and name != "develop" else task.name.rstrip("0123456789"), []).append(task)
        for kind, of_kind in by_kind.items():
            if args.teacher:
                teacher = Teacher(args.teacher, args.cache)
                report(kind, of_kind, lambda t: match.Matcher(t, teacher, core, weights.general, None), "MiniLM ", 3)
            report(kind, of_kind, lambda t: match.Matcher(t, weights.encode, core, weights.general, weights.bridge), "", 6)


def report(name: str, of_kind: list[tasks.Task], matcher, prefix: str, most: int) -> None:
    rows: dict[str, list[dict[str, float]]] = {}
    for task in of_kind:
        m = matcher(task)
        for variant, r in list(variants(match.Recipe()).items())[:most]:
            rows.setdefault(prefix + variant, []).append(tasks.figures(m.scores(r), m.gold))
    show(name, rows)


if __name__ == "__main__":
    main()

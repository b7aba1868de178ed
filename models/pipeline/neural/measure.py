"""Prints how well FAQs are answered without and with the second tier: R@1, R@3, AUROC of in_scope, ECE of confidence.

usage: measure.py --shopbell build/native/bin/shopbell --neural build/neural [--model MODEL] [FAQ.json:QUERIES.jsonl...]

Unless others are given, the project's own blind sets are asked.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

from vectors import Neural

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("boardgames", "fabrics", "aquarium", "bike", "dental", "bakery", "outdoor", "salon", "tutoring")
OWN = ["demo-site/faq.json:tests/shop/stylesavvy.jsonl", *(f"tests/shop/{n}-faq.json:tests/shop/{n}.jsonl" for n in NAMES)]
SHOWN = ("r_at_1", "r_at_3", "auroc", "ece")


def measure(shopbell: Path, model: list[str], neural: Neural, faq: Path, queries: Path) -> dict[str, dict[str, float]]:
    """Figures of each tier by name."""
    with tempfile.TemporaryDirectory() as folder:
        pack, vectors = Path(folder, "shop.bell"), Path(folder, "vectors.jsonl")
        subprocess.run([shopbell, "build", faq, "-o", pack, *model], check=True, capture_output=True)
        neural.write(pack, [json.loads(line)["text"] for line in queries.read_text("utf-8").splitlines()], vectors)
        out = {}
        for tier, extra in (("first", []), ("second", ["--vectors", vectors])):
            done = subprocess.run([shopbell, "eval", pack, queries, "--json", *extra, *model], capture_output=True, text=True, check=True)
            out[tier] = json.loads(done.stdout)
        return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--neural", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("sets", nargs="*", default=OWN)
    args = parser.parse_args()
    neural = Neural(args.neural, args.shopbell, args.model)
    model = ["--model", str(args.model)] if args.model else []
    sums: dict[str, list[dict[str, float]]] = {}
    for item in args.sets:
        faq, queries = (Path(ROOT, part) for part in item.split(":"))
        for tier, figures in measure(args.shopbell, model, neural, faq, queries).items():
            sums.setdefault(tier, []).append(figures)
            print(f"{queries.stem:12} {tier:7}" + "  ".join(f"{k} {figures[k]:.3f}" for k in SHOWN), flush=True)  # noqa: T201
    for tier, rows in sums.items():
        print(f"{'mean':12} {tier:7}" + "  ".join(f"{k} {sum(r[k] for r in rows) / len(rows):.3f}" for k in SHOWN))  # noqa: T201


if __name__ == "__main__":
    main()

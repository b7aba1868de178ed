"""Prints how well the committed model answers and reads moods, on the project's own blind sets and, given a folder, on public ones.

usage: evaluate.py --shopbell build/native/bin/shopbell [--data DATA_DIR] [--model MODEL]

Standard library only. The sets below tests/ were written apart from the training texts and are never trained on.
"""

import argparse
import bisect
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOPS = [("stylesavvy", "demo-site/faq.json"), *((name, f"tests/shop/{name}-faq.json") for name in ("bike", "dental", "bakery"))]
FIVE_MOODS = ["upset", "distressed", "confused", "neutral", "happy"]
POLARITIES = {
    "upset": "negative", "distressed": "negative", "neutral": "neutral",
    "confused": "neutral", "happy": "positive", "grateful": "positive",
}  # fmt: skip


def show(name: str, **figures: float) -> None:
    """One line of figures."""
    print(f"{name:34s}" + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()), flush=True)  # noqa: T201


def rows_of(path: Path) -> list[dict]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


class Shopbell:
    """The command line, on temporary files."""

    def __init__(self, program: Path, folder: Path, model: Path | None) -> None:
        self.program, self.folder = program, folder
        self.model = ["--model", str(model)] if model else []

    def run(self, *arguments: str, lines: list | None = None) -> list[dict]:
        """The JSON lines that a command prints for JSON lines given."""
        given = "".join(json.dumps(line) + "\n" for line in lines or [])
        done = subprocess.run(
            [self.program, *arguments, *self.model], input=given, capture_output=True, text=True, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def pack(self, faq: list) -> str:
        """The path of a pack made of a FAQ."""
        (self.folder / "faq.json").write_text(json.dumps(faq), encoding="utf-8")
        self.run("build", str(self.folder / "faq.json"), "-o", str(self.folder / "shop.bell"))
        return str(self.folder / "shop.bell")

    def judge(self, name: str, faq: list, queries: list[dict]) -> None:
        """`shopbell eval`, and what would be answered outright."""
        pack = self.pack(faq)
        path = self.folder / "queries.jsonl"
        path.write_text("".join(json.dumps({"text": q["text"], "gold": q["gold"]}) + "\n" for q in queries), encoding="utf-8")
        figures = self.run("eval", pack, str(path), "--json")[0]
        asked = self.run("ask", pack, lines=[{"text": q["text"]} for q in queries])
        answered = [(a["hits"][0]["id"] == q["gold"]) for a, q in zip(asked, queries, strict=True) if a["action"] == "answer"]
        shown = {key: figures[key] for key in ("r_at_1", "r_at_3", "auroc", "fpr95", "ece")}
        show(name, **shown, answered=len(answered) / len(queries), right=sum(answered) / max(1, len(answered)))


def auroc(positives: list[float], negatives: list[float]) -> float:
    """Chance that a positive scores above a negative; ties count half."""
    ordered = sorted(negatives)
    wins = sum(bisect.bisect_left(ordered, p) + bisect.bisect_right(ordered, p) for p in positives)
    return wins / 2 / len(positives) / len(negatives)


def f1_scores(gold: list[str], read: list[str], labels: list[str]) -> dict[str, float]:
    """F1 by label."""
    hits = Counter(g for g, r in zip(gold, read, strict=True) if g == r)
    golds, reads = Counter(gold), Counter(read)
    return {label: 2 * hits[label] / max(1, golds[label] + reads[label]) for label in labels}


def negative(reading: dict) -> float:
    """P(upset) + P(distressed)."""
    return reading["moods"]["upset"] + reading["moods"]["distressed"]


def moods(shopbell: Shopbell) -> None:
    """The project's own messages."""
    rows = rows_of(ROOT / "tests/mood/messages.jsonl")
    read = shopbell.run("mood", lines=[{"text": row["text"]} for row in rows])
    merged = {"grateful": "happy"}
    scores = f1_scores(
        [merged.get(row["label"], row["label"]) for row in rows], [merged.get(r["label"], r["label"]) for r in read], FIVE_MOODS
    )
    upset = [negative(r) for r, row in zip(read, rows, strict=True) if row["label"] == "upset"]
    calm = [negative(r) for r, row in zip(read, rows, strict=True) if row["label"] not in ("upset", "distressed")]
    threshold = sorted(calm)[int(0.95 * len(calm))]
    show("mood, own messages", macro_f1=sum(scores.values()) / len(scores), **scores)
    show("upset against calm", auroc=auroc(upset, calm), recall_at_5=sum(u > threshold for u in upset) / len(upset))
    wanted = [r["human_wanted"] >= 0.5 for r in read]
    both = sum(w and row["person"] for w, row in zip(wanted, rows, strict=True))
    show("person asked for", precision=both / max(1, sum(wanted)), recall=both / sum(row["person"] for row in rows))
    topics = [r["label"] for r, row in zip(read, rows, strict=True) if row["group"] == "calm-topic"]
    show("calm questions on bad topics", called_negative=sum(label in ("upset", "distressed") for label in topics) / len(topics))


def conversations(shopbell: Shopbell) -> None:
    """When a person is offered."""
    rows = rows_of(ROOT / "tests/mood/conversations.jsonl")
    pack = shopbell.pack(json.loads((ROOT / "demo-site/faq.json").read_text(encoding="utf-8")))
    told = shopbell.run("chat", pack, lines=[{"id": row["id"], "turns": row["turns"]} for row in rows])
    offers = [[i for i, d in enumerate(reply["decisions"]) if d["human_offered"]] for reply in told]
    need = [(row, offer) for row, offer in zip(rows, offers, strict=True) if row["needs_person"]]
    calm = [offer for row, offer in zip(rows, offers, strict=True) if not row["needs_person"]]
    in_time = sum(any(i <= row["by"] for i in offer) for row, offer in need)
    early = sum(row["not_before"] is not None and any(i < row["not_before"] for i in offer) for row, offer in need)
    show("a person offered", in_time=in_time / len(need), too_early=early / len(need), without_need=sum(map(bool, calm)) / len(calm))


def robots(shopbell: Shopbell) -> None:
    """Wordings of "are you human?"."""
    lines = (ROOT / "tests/mood/are-you-human.txt").read_text(encoding="utf-8").splitlines()
    pack = shopbell.pack(json.loads((ROOT / "demo-site/faq.json").read_text(encoding="utf-8")))
    told = shopbell.run("chat", pack, lines=[{"id": i, "turns": [line]} for i, line in enumerate(lines)])
    show("are you human? told the truth", share=sum("automated" in reply["decisions"][0]["text"] for reply in told) / len(lines))


def phrasebook(shopbell: Shopbell) -> None:
    """Blind phrasings of each intent against the canonical questions."""
    rows = (ROOT / "models/phrasebook/intents.tsv").read_text(encoding="utf-8").splitlines()
    faq = [{"id": row.split("\t")[0], "question": row.split("\t")[2]} for row in rows if row]
    lines = [line for path in sorted((ROOT / "tests/phrasebook").glob("*.tsv")) for line in path.read_text(encoding="utf-8").splitlines()]
    queries = [dict(zip(("gold", "text"), line.split("\t", 1), strict=True)) for line in lines if line]
    pack = shopbell.pack(faq)
    asked = shopbell.run("ask", pack, lines=[{"text": query["text"]} for query in queries])
    ranks = [[hit["id"] for hit in a["hits"]] for a in asked]
    first = sum(r[0] == q["gold"] for r, q in zip(ranks, queries, strict=True)) / len(queries)
    third = sum(q["gold"] in r[:3] for r, q in zip(ranks, queries, strict=True)) / len(queries)
    show(f"phrasebook, {len(faq)} intents", r_at_1=first, r_at_3=third)


def public(shopbell: Shopbell, data: Path) -> None:
    """The two public FAQ benches with five and with one phrasing, and the public mood test."""
    for name in ("banking77", "clinc150"):
        bench = json.loads((data / f"faq/{name}.json").read_text(encoding="utf-8"))
        for count in (5, 1):
            faq = [{"id": f["id"], "question": f["examples"][0], "phrasings": f["examples"][1:count]} for f in bench["faqs"]]
            shopbell.judge(f"{name}, {count} phrasing(s)", faq, bench["queries"])
    rows = rows_of(data / "mood/goemotions-test.jsonl")
    read = shopbell.run("mood", lines=[{"text": row["text"]} for row in rows])
    labels = ["negative", "neutral", "positive"]
    scores = f1_scores([row["label"] for row in rows], [POLARITIES[r["label"]] for r in read], labels)
    show("mood, goemotions-test", macro_f1=sum(scores.values()) / 3, **scores)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shopbell = Shopbell(args.shopbell, Path(folder), args.model)
        for name, path in SHOPS:
            faq = json.loads((ROOT / path).read_text(encoding="utf-8"))
            shopbell.judge(f"{name}, one question an entry", faq, rows_of(ROOT / f"tests/shop/{name}.jsonl"))
        phrasebook(shopbell)
        moods(shopbell)
        conversations(shopbell)
        robots(shopbell)
        if args.data:
            public(shopbell, args.data)


if __name__ == "__main__":
    main()

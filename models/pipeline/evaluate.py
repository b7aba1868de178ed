"""Prints how well the committed model answers and reads moods, on the project's own blind sets and, given a folder, on public ones.

usage: evaluate.py --shopbell build/native/bin/shopbell [--data DATA_DIR] [--model MODEL]

Standard library only. The sets below tests/ were written apart from the training texts and are never trained on.
"""

import argparse
import json
import tempfile
from pathlib import Path

import mood_figures as figures
from mood import slips
from shopbell_cli import Shopbell
from texts import jsonl

ROOT = Path(__file__).resolve().parents[2]
STYLESAVVY = "demo-site/faq.json"
OTHERS = ("boardgames", "fabrics", "aquarium", "salon", "outdoor", "tutoring", "bike", "dental", "bakery", "german", "spanish", "arabic")
SHOPS = [("stylesavvy", STYLESAVVY), *((name, f"tests/shop/{name}-faq.json") for name in OTHERS)]


def show(name: str, **numbers: float) -> None:
    """One line of figures."""
    print(f"{name:34s}" + "  ".join(f"{key} {value:.3f}" for key, value in numbers.items()), flush=True)  # noqa: T201


class Judge(Shopbell):
    """The command line, and what it makes of questions with known answers."""

    def judge(self, name: str, faq: list, queries: list[dict]) -> None:
        """`shopbell eval`, and what would be answered outright."""
        pack = self.pack(faq)
        path = self.folder / "queries.jsonl"
        path.write_text("".join(json.dumps({"text": q["text"], "gold": q["gold"]}) + "\n" for q in queries), encoding="utf-8")
        found = self.run("eval", pack, str(path), "--json")[0]
        asked = self.run("ask", pack, lines=[{"text": q["text"]} for q in queries])
        answered = [(a["hits"][0]["id"] == q["gold"]) for a, q in zip(asked, queries, strict=True) if a["action"] == "answer"]
        shown = {key: found[key] for key in ("r_at_1", "r_at_3", "auroc", "fpr95", "ece")}
        show(name, **shown, answered=len(answered) / len(queries), right=sum(answered) / max(1, len(answered)))


def wordings(shopbell: Judge) -> None:
    """The boutique asked with slips of the pen, and by group: twenty matters in each manner of writing."""
    faq = json.loads((ROOT / STYLESAVVY).read_text(encoding="utf-8"))
    rows = jsonl(ROOT / "tests/shop/stylesavvy.jsonl")
    texts = slips.copies([row["text"] for row in rows])
    slipped = [{"text": text, "gold": row["gold"]} for text, row in zip(texts, rows, strict=True)]
    shopbell.judge("stylesavvy, with slips", faq, slipped)
    rows = jsonl(ROOT / "tests/shop/stylesavvy-groups.jsonl")
    asked = shopbell.run("ask", shopbell.pack(faq), lines=[{"text": row["text"]} for row in rows])
    first: dict[str, list[float]] = {}
    for row, answer in zip(rows, asked, strict=True):
        first.setdefault(row["group"], []).append(float(answer["hits"][0]["id"] == row["gold"]))
    show("stylesavvy, R@1 by wording", **{group: figures.mean(hits) for group, hits in sorted(first.items())})


def moods(shopbell: Shopbell) -> None:
    """The project's own messages, set by set."""
    for path in sorted((ROOT / "tests/mood").glob("messages*.jsonl")):
        rows = jsonl(path)
        read = shopbell.moods([row["text"] for row in rows])
        show(f"mood, {path.stem}", **figures.five_moods(rows, read))
        show("  upset against calm", **figures.upset_against_calm(rows, read))
        show("  person asked for", **figures.person_asked(rows, read))
        show("  slips of the pen", **figures.slips_cost(rows, shopbell.moods))
        topics = [r for r, row in zip(read, rows, strict=True) if row["group"] == "calm-topic"]
        if topics:
            show("  calm questions on bad topics", called_negative=figures.mean([float(figures.is_negative(r)) for r in topics]))
    for path in sorted((ROOT / "tests/mood").glob("person*.jsonl")):
        rows = jsonl(path)
        show(f"person asked for, {path.stem}", **figures.person_asked(rows, shopbell.moods([row["text"] for row in rows])))
    read = shopbell.moods([row["text"] for row in jsonl(ROOT / "tests/mood/calm-bad-topics.jsonl")])
    show("calm questions on bad topics", called_negative=figures.mean([float(figures.is_negative(r)) for r in read]))


def identity(shopbell: Shopbell, data: Path) -> None:
    """Names and words for people in one another's place."""
    pairs = json.loads((ROOT / "tests/mood/identity-pairs.json").read_text(encoding="utf-8"))
    found = figures.identity_pairs(pairs, shopbell.moods)
    texts = [row["text"] for row in jsonl(data / "mood/goemotions-test.jsonl")]
    spread = figures.deviation([figures.negative(r) for r in shopbell.moods(texts)])
    flips = sum(group["flips"] for group in found.values())
    readings = sum(group["readings"] for group in found.values())
    show("identity pairs", readings=readings, flips=flips, worst_gap_of_spread=max(abs(g["gap"]) for g in found.values()) / spread)


def conversations(shopbell: Shopbell) -> None:
    """When a person is offered."""
    pack = shopbell.pack(json.loads((ROOT / "demo-site/faq.json").read_text(encoding="utf-8")))
    for path in sorted((ROOT / "tests/mood").glob("conversations*.jsonl")):
        rows = jsonl(path)
        told = shopbell.run("chat", pack, lines=[{"id": row["id"], "turns": row["turns"]} for row in rows])
        offers = [[i for i, d in enumerate(reply["decisions"]) if d["human_offered"]] for reply in told]
        show(f"a person offered, {path.stem}", **figures.offers_judged(rows, offers))


def robots(shopbell: Shopbell) -> None:
    """Wordings of "are you human?"."""
    files = sorted((ROOT / "tests/mood").glob("are-you-human*.txt"))
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line]
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
    rows = jsonl(data / "mood/goemotions-test.jsonl")
    show("mood, goemotions-test", **figures.polarity(rows, shopbell.moods([row["text"] for row in rows])))
    rows = figures.tweets_held_out(data)
    show("mood, other half of the tweets", **figures.polarity(rows, shopbell.moods([row["text"] for row in rows])))
    identity(shopbell, data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shopbell = Judge(args.shopbell, Path(folder), args.model)
        for name, path in SHOPS:
            faq = json.loads((ROOT / path).read_text(encoding="utf-8"))
            shopbell.judge(f"{name}, one question an entry", faq, jsonl(ROOT / f"tests/shop/{name}.jsonl"))
        wordings(shopbell)
        phrasebook(shopbell)
        moods(shopbell)
        conversations(shopbell)
        robots(shopbell)
        if args.data:
            public(shopbell, args.data)


if __name__ == "__main__":
    main()

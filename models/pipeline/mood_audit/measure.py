"""What the audit measures, by `shopbell mood`, `ask` and `chat` alone."""

import json
import re
from collections import Counter
from pathlib import Path

import mood_figures as figures
from shopbell_cli import Shopbell
from texts import jsonl

ROOT = Path(__file__).resolve().parents[3]
TESTS = ROOT / "tests"
BINS = 10
MOST_REASONS = 14
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def messages() -> list[dict]:
    """All blind messages with a mood."""
    return _sets("messages*")


def _sets(names: str) -> list[dict]:
    return [row for path in sorted((TESTS / "mood").glob(f"{names}.jsonl")) for row in jsonl(path)]


def by_class(rows: list[dict], read: list[dict]) -> dict:
    """Precision, recall and F1 by mood, and what each mood was taken for."""
    gold = [figures.merged(row["label"]) for row in rows]
    told = [figures.merged(r["label"]) for r in read]
    table = Counter(zip(gold, told, strict=True))
    out = {}
    for mood in figures.FIVE_MOODS:
        right, is_mood, called = table[mood, mood], gold.count(mood), told.count(mood)
        out[mood] = {
            "messages": is_mood,
            "precision": right / max(1, called),
            "recall": right / max(1, is_mood),
            "f1": 2 * right / max(1, is_mood + called),
            "taken_for": {other: table[mood, other] for other in [*figures.FIVE_MOODS, "unknown"] if table[mood, other]},
        }
    return out


def calibration(rows: list[dict], read: list[dict]) -> dict:
    """How often upset or distressed is true, by the chance that was given."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for row, reading in zip(rows, read, strict=True):
        chance = figures.negative(reading)
        bins[min(BINS - 1, int(chance * BINS))].append((chance, row["label"] in ("upset", "distressed")))
    points = [
        {"messages": len(found), "said": figures.mean([c for c, _ in found]), "true": figures.mean([float(t) for _, t in found])}
        for found in bins
        if found
    ]
    error = sum(p["messages"] * abs(p["said"] - p["true"]) for p in points) / len(rows)
    return {"points": points, "expected_error": error}


def by_group(rows: list[dict], read: list[dict]) -> dict:
    """How often the mood is right, by manner of writing."""
    out: dict[str, dict] = {}
    for group in sorted({row["group"] for row in rows}):
        found = [(row, r) for row, r in zip(rows, read, strict=True) if row["group"] == group]
        right = [figures.merged(row["label"]) == figures.merged(r["label"]) for row, r in found]
        out[group] = {"messages": len(found), "right": figures.mean([float(r) for r in right])}
    return out


def calm_topics(shopbell: Shopbell) -> dict:
    """Calm questions about unpleasant matters that were called upset or distressed."""
    rows = jsonl(TESTS / "mood/calm-bad-topics.jsonl")
    rows += [row for row in messages() if row["group"] == "calm-topic"]
    read = shopbell.moods([row["text"] for row in rows])
    alarms = sum(figures.is_negative(r) for r in read)
    return {"messages": len(rows), "alarms": alarms, "share": alarms / len(rows)}


def identity(shopbell: Shopbell, data: Path | None, rows: list[dict], read: list[dict]) -> dict:
    """Flips and gaps by group of people, beside how far the score spreads anyway."""
    pairs = json.loads((TESTS / "mood/identity-pairs.json").read_text(encoding="utf-8"))
    groups = figures.identity_pairs(pairs, shopbell.moods)
    spread_over = "the project's own messages"
    spread = figures.deviation([figures.negative(r) for r in read])
    if data is not None:
        texts = [row["text"] for row in jsonl(data / "mood/goemotions-test.jsonl")]
        spread, spread_over = figures.deviation([figures.negative(r) for r in shopbell.moods(texts)]), "goemotions-test"
    for found in groups.values():
        found["gap_of_spread"] = abs(found["gap"]) / spread
    return {"groups": groups, "spread": spread, "spread_over": spread_over, "messages": len(rows)}


def answers(shopbell: Shopbell) -> dict:
    """Whether the right entry comes first, by dialect and non-native wording."""
    rows = jsonl(TESTS / "shop/stylesavvy-groups.jsonl")
    pack = shopbell.pack(json.loads((ROOT / "demo-site/faq.json").read_text(encoding="utf-8")))
    asked = shopbell.run("ask", pack, lines=[{"text": row["text"]} for row in rows])
    read = shopbell.moods([row["text"] for row in rows])
    out: dict[str, dict] = {}
    for group in sorted({row["group"] for row in rows}, key=lambda g: (g != "standard", g)):
        found = [(row, a, r) for row, a, r in zip(rows, asked, read, strict=True) if row["group"] == group]
        out[group] = {
            "questions": len(found),
            "first": figures.mean([float(a["hits"][0]["id"] == row["gold"]) for row, a, _ in found]),
            "among_three": figures.mean([float(row["gold"] in [h["id"] for h in a["hits"][:3]]) for row, a, _ in found]),
            "called_negative": figures.mean([float(figures.is_negative(r)) for _, _, r in found]),
            "called_unknown": figures.mean([float(r["label"] == "unknown") for _, _, r in found]),
        }
    return out


def handoffs(shopbell: Shopbell) -> dict:
    """When a person is offered over the conversations, and for which reasons first."""
    rows = _sets("conversations*")
    pack = shopbell.pack(json.loads((ROOT / "demo-site/faq.json").read_text(encoding="utf-8")))
    told = shopbell.run("chat", pack, lines=[{"id": row["id"], "turns": row["turns"]} for row in rows])
    reasons: dict[bool, Counter] = {True: Counter(), False: Counter()}
    offers = [[i for i, decision in enumerate(reply["decisions"]) if decision["human_offered"]] for reply in told]
    for row, reply, made in zip(rows, told, offers, strict=True):
        if made:
            last = reply["decisions"][made[0]]["reasons"][-1]
            reasons[bool(row["needs_person"])][_NUMBER.sub("…", last)] += 1
    return {
        "conversations": len(rows),
        "need_a_person": sum(bool(row["needs_person"]) for row in rows),
        **figures.offers_judged(rows, offers),
        "reasons": [
            {"reason": reason, "needed": reasons[True][reason], "not_needed": reasons[False][reason]}
            for reason, _ in (reasons[True] + reasons[False]).most_common(MOST_REASONS)
        ],
    }


def all_of(shopbell: Shopbell, data: Path | None) -> dict:
    """Everything that the page shows. data: a folder with the public sets, if at hand."""
    rows = messages()
    read = shopbell.moods([row["text"] for row in rows])
    asks = [*_sets("person*"), *rows]
    heard = shopbell.moods([row["text"] for row in asks])
    slipped = figures.slips_cost(rows, shopbell.moods)
    return {
        "messages": len(rows),
        "five_moods": figures.five_moods(rows, read),
        "upset_against_calm": figures.upset_against_calm(rows, read),
        "person": {"messages": len(asks), **figures.person_asked(asks, heard)},
        "by_class": by_class(rows, read),
        "calibration": calibration(rows, read),
        "by_manner": by_group(rows, read),
        "calm_topics": calm_topics(shopbell),
        "slips": slipped,
        "identity": identity(shopbell, data, rows, read),
        "answers": answers(shopbell),
        "handoffs": handoffs(shopbell),
    }

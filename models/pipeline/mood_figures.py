"""Figures about the mood reader that evaluate.py and the audit share. Standard library only."""

import bisect
import math
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from mood import slips
from texts import MOODS, jsonl

FIVE_MOODS = MOODS[:5]  # grateful counts as happy
POLARITIES = {
    "upset": "negative", "distressed": "negative", "neutral": "neutral", "unknown": "neutral",
    "confused": "neutral", "happy": "positive", "grateful": "positive",
}  # fmt: skip
Read = Callable[[list[str]], list[dict]]  # `shopbell mood` on texts


def negative(reading: dict) -> float:
    """P(upset) + P(distressed)."""
    return reading["moods"]["upset"] + reading["moods"]["distressed"]


def is_negative(reading: dict) -> bool:
    """Called upset or distressed."""
    return reading["label"] in ("upset", "distressed")


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Chance that a positive scores above a negative; ties count half."""
    ordered = sorted(negatives)
    wins = sum(bisect.bisect_left(ordered, p) + bisect.bisect_right(ordered, p) for p in positives)
    return wins / 2 / len(positives) / len(negatives)


def f1_scores(gold: list[str], read: list[str], labels: list[str]) -> dict[str, float]:
    """F1 by label."""
    hits = Counter(g for g, r in zip(gold, read, strict=True) if g == r)
    golds, reads = Counter(gold), Counter(read)
    return {label: 2 * hits[label] / max(1, golds[label] + reads[label]) for label in labels}


def mean(values: list[float]) -> float:
    """0 for none."""
    return sum(values) / len(values) if values else 0.0


def merged(label: str) -> str:
    """One of FIVE_MOODS, or unknown."""
    return "happy" if label == "grateful" else label


def five_moods(rows: list[dict], read: list[dict]) -> dict[str, float]:
    """Macro-F1 over five moods, and each."""
    scores = f1_scores([merged(row["label"]) for row in rows], [merged(r["label"]) for r in read], FIVE_MOODS)
    return {"macro_f1": mean(list(scores.values())), **scores}


def upset_against_calm(rows: list[dict], read: list[dict]) -> dict[str, float]:
    """AUROC, and the recall of upset at 5 % false alarms among calm messages."""
    upset = [negative(r) for r, row in zip(read, rows, strict=True) if row["label"] == "upset"]
    calm = [negative(r) for r, row in zip(read, rows, strict=True) if row["label"] not in ("upset", "distressed")]
    threshold = sorted(calm)[int(0.95 * len(calm))]
    return {"auroc": auroc(upset, calm), "recall_at_5": mean([u > threshold for u in upset])}


def person_asked(rows: list[dict], read: list[dict]) -> dict[str, float]:
    """Precision and recall of the ask for a person."""
    wanted = [r["human_wanted"] >= 0.5 for r in read]
    both = sum(w and bool(row["person"]) for w, row in zip(wanted, rows, strict=True))
    return {"precision": both / max(1, sum(wanted)), "recall": both / max(1, sum(bool(row["person"]) for row in rows))}


def polarity(rows: list[dict], read: list[dict]) -> dict[str, float]:
    """Macro-F1 over negative, neutral and positive, each, and the AUROC of negative."""
    labels = ["negative", "neutral", "positive"]
    scores = f1_scores([row["label"] for row in rows], [POLARITIES[r["label"]] for r in read], labels)
    bad = [negative(r) for r, row in zip(read, rows, strict=True) if row["label"] == "negative"]
    rest = [negative(r) for r, row in zip(read, rows, strict=True) if row["label"] != "negative"]
    return {"macro_f1": mean(list(scores.values())), **scores, "auroc": auroc(bad, rest)}


def slips_cost(rows: list[dict], read: Read) -> dict[str, float]:
    """Macro-F1 as written, with slips of the pen, and what they cost."""
    clean = five_moods(rows, read([row["text"] for row in rows]))["macro_f1"]
    slipped = five_moods(rows, read(slips.copies([row["text"] for row in rows])))["macro_f1"]
    return {"as_written": clean, "with_slips": slipped, "cost": clean - slipped}


def offers_judged(rows: list[dict], offers: list[list[int]]) -> dict[str, float]:
    """Of conversations and the turns at which a person was offered: in time and too early of those that need one, any of the others."""
    need = [(row, made) for row, made in zip(rows, offers, strict=True) if row["needs_person"]]
    calm = [made for row, made in zip(rows, offers, strict=True) if not row["needs_person"]]
    return {
        "in_time": mean([float(any(i <= row["by"] for i in made)) for row, made in need]),
        "too_early": mean([float(any(i < (row["not_before"] or 0) for i in made)) for row, made in need]),
        "without_need": mean([float(bool(made)) for made in calm]),
    }


def tweets_held_out(data: Path) -> list[dict]:
    """The half of the tweets that no weight was trained on."""
    return [row for row in jsonl(data / "mood/vader-tweets.jsonl") if zlib.crc32(row["text"].encode()) % 2 == 1]


def identity_pairs(pairs: dict, read: Read) -> dict[str, dict[str, float]]:
    """By group: labels flipped against the template's commonest, and the greatest mean gap of P(negative) of one of its
    words from the mean over all words of all groups.
    """
    words = {("who", group): found for group, found in pairs["groups"].items()}
    words |= {("name", f"names, {group}"): found for group, found in pairs["names"].items()}
    results: dict[tuple[str, str, str], list[dict]] = {}
    for (kind, group), found in words.items():
        for word in found:
            results[kind, group, word] = read([_filled(t, kind, word) for t in pairs["templates"][kind]])
    out: dict[str, dict[str, float]] = {}
    for kind in ("who", "name"):
        mine = {key: value for key, value in results.items() if key[0] == kind}
        columns = list(zip(*mine.values(), strict=True))
        usual = [Counter(r["label"] for r in column).most_common(1)[0][0] for column in columns]
        level = [mean([negative(r) for r in column]) for column in columns]
        for (_, group, word), readings in mine.items():
            entry = out.setdefault(group, {"readings": 0, "flips": 0, "gap": 0.0, "word": ""})
            entry["readings"] += len(readings)
            entry["flips"] += sum(r["label"] != label for r, label in zip(readings, usual, strict=True))
            gap = mean([negative(r) - mean_ for r, mean_ in zip(readings, level, strict=True)])
            if abs(gap) > abs(entry["gap"]):
                entry |= {"gap": gap, "word": word}
    return out


def _filled(template: str, kind: str, word: str) -> str:
    article = "an" if word[0].lower() in "aeiou" else "a"
    text = template.replace("a {" + kind + "}", f"{article} {word}").replace("A {" + kind + "}", f"{article.capitalize()} {word}")
    return text.replace("{" + kind + "}", word)


def deviation(values: list[float]) -> float:
    """Standard deviation."""
    level = mean(values)
    return math.sqrt(mean([(value - level) ** 2 for value in values]))

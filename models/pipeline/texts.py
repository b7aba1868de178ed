"""Reads the training texts: the project's own (models/), and the public sets of a data folder."""

import csv
import json
from pathlib import Path

MOODS = ["upset", "distressed", "confused", "neutral", "happy", "grateful"]

# GoEmotions' 28 emotions as moods of a shop's visitor.
EMOTION_MOOD = {
    **dict.fromkeys(["anger", "annoyance", "disapproval", "disgust", "disappointment"], "upset"),
    **dict.fromkeys(["fear", "nervousness", "sadness", "grief", "remorse", "embarrassment"], "distressed"),
    "confusion": "confused",
    "gratitude": "grateful",
    **dict.fromkeys(["neutral", "curiosity", "realization", "surprise", "desire"], "neutral"),
    **dict.fromkeys(
        ["joy", "excitement", "love", "admiration", "amusement", "approval", "optimism", "pride", "relief", "caring"],
        "happy",
    ),
}

POLARITY = {
    "upset": "negative", "distressed": "negative", "confused": "neutral",
    "neutral": "neutral", "happy": "positive", "grateful": "positive",
}  # fmt: skip


def lines_of(path: Path) -> list[str]:
    """The lines of a text file that are not blank."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def jsonl(path: Path) -> list[dict]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def support_corpus(models: Path) -> list[tuple[str, int, str]]:
    """(mood, person wanted, text) of the project's own support lines.

    Raises ValueError naming file and line where a row is not `mood TAB 0|1 TAB text`.
    """
    rows = []
    for path in sorted((models / "mood/corpus").glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            parts = line.split("\t", 2)
            if len(parts) != 3 or parts[0] not in MOODS or parts[1] not in ("0", "1"):
                raise ValueError(f"{path.name}:{number}: expected mood TAB 0|1 TAB text, got {line[:60]!r}")
            rows.append((parts[0], int(parts[1]), parts[2].strip()))
    return rows


def go_emotions(path: Path) -> list[tuple[str, str]]:
    """(mood, text): the first emotion whose mood has the line's own polarity decides."""
    rows = []
    for item in jsonl(path):
        for emotion in item["emotions"]:
            mood = EMOTION_MOOD.get(emotion)
            if mood and POLARITY[mood] == item["label"]:
                rows.append((mood, item["text"]))
                break
    return rows


def small_talk(models: Path) -> dict[str, list[str]]:
    """Lines by class."""
    return {p.stem: lines_of(p) for p in sorted((models / "smalltalk").glob("*.txt")) if p.stem != "human_wanted"}


def human_wanted(models: Path) -> list[str]:
    """Lines that ask for a person, in all languages."""
    own = lines_of(models / "smalltalk/human_wanted.txt")
    return own + [line.split("\t", 1)[1] for line in lines_of(models / "smalltalk/human_wanted_langs.tsv")]


def phrasebook(models: Path) -> dict[str, list[str]]:
    """Phrasings by intent, its canonical question first."""
    titles = dict(
        (row[0], row[2]) for row in (line.split("\t") for line in lines_of(models / "phrasebook/intents.tsv"))
    )
    book = {}
    for path in sorted((models / "phrasebook").glob("*/*.txt")):
        if path.parent.name != "strangers":
            book[path.stem] = [titles[path.stem], *lines_of(path)]
    return book


def wide(models: Path) -> dict[str, list[str]]:
    """Topics peculiar to a kind of business, `kind/topic`: the owner's question, the owner's answer, visitors' lines.

    Raises ValueError naming file and line where a row is not `kind/topic TAB text`.
    """
    topics: dict[str, list[str]] = {}
    for path in sorted((models / "phrasebook/wide").glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            topic, tab, text = line.partition("\t")
            if not tab or not topic.startswith(path.stem + "/"):
                raise ValueError(f"{path.name}:{number}: expected {path.stem}/topic TAB text, got {line[:60]!r}")
            topics.setdefault(topic, []).append(text.removeprefix("A: ").strip())
    return topics


def strangers(models: Path) -> list[str]:
    """Lines that no FAQ answers, without the small talk."""
    return [
        line
        for path in sorted((models / "phrasebook/strangers").glob("*.txt"))
        if not path.name.startswith("smalltalk")
        for line in lines_of(path)
    ]


def banking77(data: Path) -> list[tuple[str, str]]:
    """(text, intent) of Banking77's training part, without the bench's queries."""
    with (data / "faq/banking77-train.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["category"]) for row in csv.DictReader(file)]
    return _without(rows, data / "faq/banking77.json")


def clinc150(data: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """((text, intent), out-of-scope texts) of CLINC150's training part, without the bench's queries."""
    parts = json.loads((data / "faq/clinc150-train.json").read_text(encoding="utf-8"))
    rows = [tuple(row) for part in ("train", "val") for row in parts[part]]
    strangers_ = [text for part in ("oos_train", "oos_val") for text, _ in parts[part]]
    return _without(rows, data / "faq/clinc150.json"), strangers_


def _without(rows: list[tuple[str, str]], bench: Path) -> list[tuple[str, str]]:
    asked = {query["text"] for query in json.loads(bench.read_text(encoding="utf-8"))["queries"]}
    return [row for row in rows if row[0] not in asked]

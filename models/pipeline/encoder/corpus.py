"""Texts for the encoder and the intent head, and the development split of the phrasebook."""

import hashlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))
import texts as sources

MODELS = Path(__file__).resolve().parents[2]
HELD_INTENTS, HELD_LINES, HELD_TITLES, HELD_STRANGERS = 0.2, 0.2, 0.6, 0.34


def share(key: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha1(key.encode()).digest()[:4], "big") / 2**32


def clean(text: str) -> str:
    return " ".join(text.split())


@dataclass
class Corpus:
    """What is trained on (`book`, `labelled`, `strangers`, `general`) and what is held back for development."""

    book: dict[str, list[str]] = field(default_factory=dict)  # intent -> title, phrasings
    labelled: list[dict[str, list[str]]] = field(default_factory=list)  # public sets: label -> texts
    strangers: list[str] = field(default_factory=list)
    general: list[tuple[str, float]] = field(default_factory=list)  # (text, weight)
    domain: dict[str, str] = field(default_factory=dict)
    held_lines: dict[str, list[str]] = field(default_factory=dict)  # intent -> title, held-back lines
    held_intents: dict[str, list[str]] = field(default_factory=dict)
    held_strangers: list[str] = field(default_factory=list)

    def weighted(self) -> list[tuple[str, float]]:
        """(text, weight) of all that may be trained on, each text once."""
        rows = [(t, 4.0) for lines in self.book.values() for t in lines]
        rows += [(t, 2.0) for group in self.labelled for lines in group.values() for t in lines]
        rows += [(t, 2.0) for t in self.strangers] + self.general
        kept: dict[str, float] = {}
        for text, weight in rows:
            text = clean(text)
            if text:
                kept.setdefault(text, weight)
        return sorted(kept.items())


def _grouped(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for text, label in rows:
        out.setdefault(label, []).append(clean(text))
    return out


def load(data: Path, without: str = "", develop: bool = False) -> Corpus:
    """Everything at hand; `without` leaves a public set out, `develop` holds parts of the phrasebook back."""
    c = Corpus()
    rows = [line.split("\t") for line in sources.lines_of(MODELS / "phrasebook/intents.tsv")]
    c.domain = {row[0]: row[1] for row in rows}
    for intent, lines in sources.phrasebook(MODELS).items():
        lines = [clean(t) for t in lines]
        if not develop:
            c.book[intent] = lines
        elif share("intent:" + intent) < HELD_INTENTS:
            c.held_intents[intent] = lines
        else:
            c.book[intent] = [t for t in lines[1:] if share(t) >= HELD_LINES]
            if share("title:" + intent) < HELD_TITLES:  # its FAQ entry's question must not be known to training
                c.held_lines[intent] = [lines[0]] + [t for t in lines[1:] if share(t) < HELD_LINES]
            else:
                c.book[intent].insert(0, lines[0])
    for text in map(clean, sources.strangers(MODELS)):
        held = develop and share(text) < HELD_STRANGERS
        (c.held_strangers if held else c.strangers).append(text)
    if without != "banking77":
        c.labelled.append(_grouped(sources.banking77(data)))
    if without != "clinc150":
        rows, outside = sources.clinc150(data)
        c.labelled.append(_grouped(rows))
        c.strangers += [clean(t) for t in outside]
    c.general = _general(data, without)
    return c


def _general(data: Path, without: str) -> list[tuple[str, float]]:
    asked = set()
    if without:
        bench = json.loads((data / f"faq/{without}.json").read_text(encoding="utf-8"))
        asked = {clean(q["text"]) for q in bench["queries"]} | {clean(t) for f in bench["faqs"] for t in f["examples"]}
    rows = [(t, 2.0) for _, _, t in sources.support_corpus(MODELS)]
    rows += [(t, 1.0) for lines in sources.small_talk(MODELS).values() for t in lines]
    rows += [(t, 1.0) for t in sources.lines_of(data / "text/taskmaster4.txt") + sources.lines_of(data / "text/snips.txt")]
    rows += [(item["text"], 0.5) for item in sources.jsonl(data / "mood/vader-tweets.jsonl")]
    rows += [(item["text"], 0.5) for item in sources.jsonl(data / "mood/goemotions-train.jsonl")[::5]]
    return [(clean(t), w) for t, w in rows if clean(t) not in asked]

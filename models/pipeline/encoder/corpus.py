"""Texts for the encoder and the intent head, and the development split of the phrasebook."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import texts as sources

HELD_INTENTS, HELD_LINES, HELD_TITLES, HELD_STRANGERS, HELD_KINDS = 0.2, 0.2, 0.6, 0.34, 0.25


def share(key: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha1(key.encode()).digest()[:4], "big") / 2**32


def clean(text: str) -> str:
    return " ".join(text.split())


@dataclass
class Corpus:
    """What is trained on, and what is held back for development (`held_...`)."""

    book: dict[str, list[str]] = field(default_factory=dict)  # intent -> title, phrasings
    wide: dict[str, list[str]] = field(default_factory=dict)  # kind/topic -> title, answer, phrasings
    labelled: list[dict[str, list[str]]] = field(default_factory=list)  # public sets: label -> texts
    strangers: list[str] = field(default_factory=list)
    talk: list[str] = field(default_factory=list)
    general: list[tuple[str, float]] = field(default_factory=list)  # (text, weight)
    domain: dict[str, str] = field(default_factory=dict)
    held_lines: dict[str, list[str]] = field(default_factory=dict)  # intent -> title, held-back lines
    held_intents: dict[str, list[str]] = field(default_factory=dict)
    held_wide: dict[str, list[str]] = field(default_factory=dict)
    held_strangers: list[str] = field(default_factory=list)

    def weighted(self) -> list[tuple[str, float]]:
        """(text, weight) of all that may be trained on, each text once."""
        rows = [(t, 4.0) for lines in (*self.book.values(), *self.wide.values()) for t in lines]
        rows += [(t, 2.0) for group in self.labelled for lines in group.values() for t in lines]
        rows += [(t, 2.0) for t in self.strangers] + [(t, 1.0) for t in self.talk] + self.general
        kept: dict[str, float] = {}
        for text, weight in rows:
            if text:
                kept.setdefault(text, weight)
        return sorted(kept.items())

    def none(self) -> list[str]:
        """What no intent answers."""
        return [t for t in self.strangers + self.talk if t]


def _grouped(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for text, label in rows:
        out.setdefault(label, []).append(clean(text))
    return out


def load(data: Path, models: Path, *, without: str = "", develop: bool = False) -> Corpus:
    """Everything at hand. data: the public sets; models: the project's own texts.

    without: leaves a public set out; develop: holds parts of the phrasebook back, for measuring.
    """
    c = Corpus()
    rows = [line.split("\t") for line in sources.lines_of(models / "phrasebook/intents.tsv")]
    c.domain = {row[0]: row[1] for row in rows}
    for intent, lines in sources.phrasebook(models).items():
        _add_intent(c, intent, [clean(t) for t in lines], develop)
    for topic, lines in sources.wide(models).items():
        held = develop and share("kind:" + topic.split("/")[0]) < HELD_KINDS
        (c.held_wide if held else c.wide)[topic] = [clean(t) for t in lines]
    for text in sources.strangers(models):
        held = develop and share(clean(text)) < HELD_STRANGERS
        (c.held_strangers if held else c.strangers).append(clean(text))
    c.talk = [clean(t) for lines in sources.small_talk(models).values() for t in lines]
    if without != "banking77":
        c.labelled.append(_grouped(sources.banking77(data)))
    if without != "clinc150":
        rows, outside = sources.clinc150(data)
        c.labelled.append(_grouped(rows))
        c.strangers += [clean(t) for t in outside]
    c.general = _general(data, models, without)
    return c


def _add_intent(c: Corpus, intent: str, lines: list[str], develop: bool) -> None:
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


def _general(data: Path, models: Path, without: str) -> list[tuple[str, float]]:
    asked = {clean(item["text"]) for item in sources.jsonl(data / "mood/goemotions-test.jsonl")}
    for name in ("banking77", "clinc150"):
        bench = json.loads((data / f"faq/{name}.json").read_text(encoding="utf-8"))
        asked |= {clean(q["text"]) for q in bench["queries"]}
        if name == without:
            asked |= {clean(t) for f in bench["faqs"] for t in f["examples"]}
    rows = [(t, 2.0) for _, _, t in sources.support_corpus(models)]
    rows += [(t, 1.0) for t in sources.lines_of(data / "text/taskmaster4.txt") + sources.lines_of(data / "text/snips.txt")]
    rows += [(item["text"], 0.5) for item in sources.jsonl(data / "mood/vader-tweets.jsonl")]
    rows += [(item["text"], 0.5) for item in sources.jsonl(data / "mood/goemotions-train.jsonl")[::5]]
    return [(clean(t), w) for t, w in rows if clean(t) not in asked]

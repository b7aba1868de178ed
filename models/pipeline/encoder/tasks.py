"""FAQs with questions whose answers are known: drawn from held-back phrasings, the demo shop, the public benches."""

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus import Corpus, clean
from mood_figures import auroc
from texts import jsonl

ENTRIES, PER_ENTRY, SEED = 60, 8, 7


@dataclass
class Task:
    """entries: (id, phrasings, answer); queries: (text, id or None)."""

    name: str
    entries: list[tuple[str, list[str], str]]
    queries: list[tuple[str, str | None]]

    @property
    def gold(self) -> np.ndarray:
        """(queries,) place of the entry, -1 for strangers."""
        places = {entry[0]: i for i, entry in enumerate(self.entries)}
        return np.array([-1 if g is None else places[g] for _, g in self.queries])


def _strangers(rng: random.Random, c: Corpus, count: int, near: list[str]) -> list[tuple[str, None]]:
    far = rng.sample(c.held_strangers, min(count // 2, len(c.held_strangers)))
    return [(t, None) for t in far + rng.sample(near, min(count // 2, len(near)))]


def development(c: Corpus, seen: int = 5, unseen: int = 2) -> list[Task]:
    """FAQs of intents that training knows (not their titles), asked with held-back lines; and of intents it does not know."""
    rng, out = random.Random(SEED), []
    retail = sorted(k for k in c.held_lines if c.domain[k] == "retail" and len(c.held_lines[k]) >= 5)
    others = sorted(k for k in c.held_lines if c.domain[k] != "retail" and len(c.held_lines[k]) >= 5)
    for number in range(seen):
        chosen = rng.sample(retail, 44) + rng.sample(others, ENTRIES - 44)
        entries, queries = [], []
        for intent in chosen:
            title, *rest = c.held_lines[intent]
            entries.append((intent, [title], ""))
            queries += [(t, intent) for t in rng.sample(rest, min(PER_ENTRY, len(rest)))]
        left = [t for k, lines in c.held_lines.items() if k not in set(chosen) for t in lines[1:]]
        out.append(Task(f"seen{number}", entries, queries + _strangers(rng, c, len(queries) // 3, left)))
    names = sorted(c.held_intents)
    for number in range(unseen):
        chosen = rng.sample(names, 40)
        entries = [(k, [c.held_intents[k][0]], "") for k in chosen]
        queries = [(t, k) for k in chosen for t in rng.sample(c.held_intents[k][1:], PER_ENTRY)]
        left = [t for k in names if k not in set(chosen) for t in c.held_intents[k]]
        out.append(Task(f"unseen{number}", entries, queries + _strangers(rng, c, len(queries) // 3, left)))
    return out


def kinds(c: Corpus, common: int = 24) -> list[Task]:
    """A business of each kind that training does not know: its own topics, and topics that every business has."""
    rng, out = random.Random(SEED), []
    names = sorted(k for k in c.held_lines if c.domain[k] == "business" and len(c.held_lines[k]) >= 3)
    for kind in sorted({topic.split("/")[0] for topic in c.held_wide}):
        own = {k: v for k, v in c.held_wide.items() if k.startswith(kind + "/")}
        entries = [(k, [lines[0]], lines[1]) for k, lines in own.items()]
        queries = [(t, k) for k, lines in own.items() for t in lines[2:]]
        chosen = rng.sample(names, min(common, len(names)))
        entries += [(k, [c.held_lines[k][0]], "") for k in chosen]
        queries += [(t, k) for k in chosen for t in c.held_lines[k][1:4]]
        left = [t for k in names if k not in set(chosen) for t in c.held_lines[k][1:]]
        out.append(Task(kind, entries, queries + _strangers(rng, c, len(queries) // 3, left)))
    return out


def shop(faq: Path, queries: Path) -> Task:
    """A FAQ.json with its questions."""
    entries = [(e["id"], [clean(e["question"])] + [clean(p) for p in e.get("phrasings", [])], plain(e["answer"]))
               for e in json.loads(faq.read_text(encoding="utf-8"))]  # fmt: skip
    return Task(queries.stem, entries, [(clean(r["text"]), r["gold"]) for r in jsonl(queries)])


def bench(data: Path, name: str, phrasings: int) -> Task:
    """A public bench with so many phrasings an entry."""
    item = json.loads((data / f"faq/{name}.json").read_text(encoding="utf-8"))
    entries = [(f["id"], [clean(t) for t in f["examples"][:phrasings]], "") for f in item["faqs"]]
    return Task(f"{name}-{phrasings}", entries, [(clean(q["text"]), q["gold"]) for q in item["queries"]])


def plain(answer: str) -> str:
    """An answer without its links' addresses and marks."""
    return clean(re.sub(r"[*_`#]+", "", re.sub(r"\]\([^)]*\)", "]", answer)).replace("[", "").replace("]", ""))


def figures(scores: np.ndarray, gold: np.ndarray, scope: np.ndarray | None = None) -> dict[str, float]:
    """Percent: R@1, R@3, AUROC of `scope` (the best score where None)."""
    known = gold >= 0
    order = np.argsort(-scores[known], axis=1, kind="stable")
    scope = scores.max(1) if scope is None else scope
    inside, outside = scope[known], scope[~known]
    wins = auroc(inside, outside) if (~known).any() else np.nan
    return {"r1": 100 * float((order[:, 0] == gold[known]).mean()),
            "r3": 100 * float((order[:, :3] == gold[known][:, None]).any(1).mean()), "auroc": 100 * float(wins)}  # fmt: skip

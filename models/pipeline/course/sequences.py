"""What the teacher of the course is taught, and what its pupil learns from it: messages with those before them."""

import random
from dataclasses import dataclass
from pathlib import Path

import texts
from cues import lines

AT_ONCE = ["grave", "danger", "urgent", "fury", "legal"]  # a first message of these is enough
NOT_AT_ONCE = ["mild", "none"]
OPENINGS = [*AT_ONCE, *NOT_AT_ONCE, "unhelped", "waiting", "stuck", "cross", "eased"]
BOOK_TAUGHT, PUBLIC_READ = 3000, 4000
MIXED = 6  # conversations put together of others' messages, for each there is
UNKNOWN = "?"  # what stands for messages before that are not known


@dataclass(frozen=True)
class Row:
    said: list[str]  # the last is the message meant
    due: float
    weight: float


def taught(models: Path) -> list[Row]:
    """Rows with whether a person is due."""
    rows = []
    for talk in lines.conversations(models / "cues/conversations.jsonl"):
        for turn in range(talk.by + 1 if talk.needs_person else len(talk.turns)):
            due = talk.due(turn)
            weight = 1.0 if not talk.needs_person else 1.5 if due else 0.5
            rows.append(Row(talk.turns[: turn + 1], float(due is not False), weight))
    for name in AT_ONCE + NOT_AT_ONCE:
        rows += [Row([line], float(name in AT_ONCE), 1.0) for line in texts.lines_of(models / f"cues/{name}.txt")]
    for name, due in lines.LATER.items():
        rows += [Row([UNKNOWN, line], float(due), 0.6) for line in texts.lines_of(models / f"cues/{name}.txt")]
    rows += [Row([line], float(asks), 0.5) for line, asks in lines.of_asks(models)]
    book = _book(models, lambda name: name not in lines.TROUBLED_TOPICS)
    random.Random(3).shuffle(book)
    return rows + [Row([line], 0.0, 0.5) for line in book[:BOOK_TAUGHT]]


def _book(models: Path, wanted) -> list[str]:
    return [line for name, found in texts.phrasebook(models).items() if wanted(name) for line in found]


def read(models: Path, data: Path) -> list[list[str]]:
    """Messages with those before them for the teacher to judge: real, single, and put together of messages of several conversations."""
    rng = random.Random(1)
    talks = [talk.turns for talk in lines.conversations(models / "cues/conversations.jsonl")]
    openings = [line for name in OPENINGS for line in texts.lines_of(models / f"cues/{name}.txt")]
    later = [line for name in lines.LATER for line in texts.lines_of(models / f"cues/{name}.txt")]
    asks = [line for line, _ in lines.of_asks(models)]
    book = _book(models, lambda _: True)
    corpus = [line for _, _, line in texts.support_corpus(models)]
    small = [line for found in texts.small_talk(models).values() for line in found]
    dialogue = [line for line in texts.lines_of(data / "text/taskmaster4.txt") if 3 < len(line.split()) < 40]
    comments = [row["text"] for row in texts.jsonl(data / "mood/goemotions-train.jsonl")]
    out = [said[: turn + 1] for said in talks for turn in range(len(said))]
    out += [[line] for line in openings + asks + book + corpus + small]
    out += [[line] for line in rng.sample(dialogue, PUBLIC_READ) + rng.sample(comments, PUBLIC_READ)]
    followed = [line for said in talks for line in said[1:]]
    kinds = [(followed, 0.45), (later, 0.15), (asks, 0.1), (book, 0.1), (openings, 0.13), (corpus, 0.07)]

    def another() -> str:
        return rng.choice(rng.choices([lines for lines, _ in kinds], [share for _, share in kinds])[0])

    for said in talks:
        out += [[*said[:turn], another()] for turn in range(1, min(len(said), 4) + 1)]
        for _ in range(MIXED):
            before = [rng.choice(followed if rng.random() < 0.7 else book) for _ in range(rng.randint(0, 2))]
            out.append([rng.choice(talks)[0], *before, rng.choice(followed)])
    return out

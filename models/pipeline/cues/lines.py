"""The lines that the heads of cues learn from, and the conversations that the policy's weights learn from."""

import re
from dataclasses import dataclass
from pathlib import Path

import texts

# In the order of policy::Cues.
CUES = ["trouble", "eased", "alarm", "unhelped", "waiting", "danger", "distress", "legal", "cross"]

# What each file's lines tell.
TOLD = {
    "unhelped": {"trouble", "unhelped"},
    "waiting": {"trouble", "waiting"},
    "stuck": {"trouble"},
    "cross": {"trouble", "cross"},
    "fury": {"trouble", "alarm", "cross"},
    "danger": {"trouble", "alarm", "danger"},
    "urgent": {"trouble", "alarm", "distress"},
    "legal": {"trouble", "alarm", "legal"},
    "grave": {"trouble", "alarm"},
    "mild": set(),
    "eased": {"eased"},
    "none": set(),
}
# What else they may tell: it is not taught that they do not.
MAY_TELL = {
    "unhelped": {"cross", "waiting"},
    "waiting": {"alarm", "cross", "distress", "unhelped"},
    "stuck": {"alarm", "danger", "waiting", "cross"},
    "danger": {"distress"},
    "urgent": {"danger", "waiting"},
    "grave": {"unhelped", "waiting", "danger", "distress", "legal", "cross"},
    "mild": {"trouble", "waiting", "eased"},
}
# Messages after the first: whether a person is due at them.
LATER = {"pressing": True, "going_on": False}
# Topics of the phrasebook whose lines may tell of trouble or not: they teach neither.
TROUBLED_TOPICS = set(
    """where-is-my-order tracking-not-updating delivered-not-received split-shipment order-confirmation damaged-item wrong-item
    missing-item faulty-product return-received refund-missing refund-amount payment-declined charged-twice unknown-charge
    checkout-problem website-problem code-not-working forgot-code points-missing login-problem scam-message complaint
    service-unhappy card-not-arrived card-blocked transfer-pending transfer-wrong fraud-report bug-report service-down
    tenant-repair lost-card change-address cancel-order change-order missed-delivery warranty-claim lost-property
    urgent-care vet-emergency side-effects emergency-callout""".split()
)
EARLY_WEIGHT = 0.5  # of a message of who needs a person, before one is due
BOOK_STEP = 4  # one line in so many of the phrasebook, which counts for all


@dataclass(frozen=True)
class Line:
    text: str
    told: frozenset[str]  # cues
    unsure: frozenset[str]  # cues it may tell
    weight: float


@dataclass(frozen=True)
class Conversation:
    id: str
    turns: list[str]
    needs_person: bool
    by: int  # the turn at which a person is due; -1 for none
    not_before: int

    @property
    def asks(self) -> bool:
        """The person is due because one is asked for."""
        return bool(re.search(r"(^|-)ask-", self.id))

    def due(self, turn: int) -> bool | None:
        """Whether a person is due at a turn; None where either will do."""
        if not self.needs_person or turn < self.not_before:
            return False
        return True if turn == self.by else None


def conversations(path: Path) -> list[Conversation]:
    """Of a JSON-lines file."""
    return [
        Conversation(
            id=row["id"],
            turns=row["turns"],
            needs_person=row["needs_person"],
            by=row["by"] if row["needs_person"] else -1,
            not_before=row["not_before"] or 0,
        )
        for row in texts.jsonl(path)
    ]


def of_messages(models: Path) -> list[Line]:
    """The lines of models/cues, small talk, the phrasebook and the messages of the mood reader."""
    every = frozenset(CUES)
    rows = [
        Line(line, frozenset(told), frozenset(MAY_TELL.get(name, set()) - told), 4.0)
        for name, told in TOLD.items()
        for line in texts.lines_of(models / f"cues/{name}.txt")
    ]
    for name, lines in texts.small_talk(models).items():
        if name == "abuse":
            rows += [Line(line, frozenset({"cross"}), every - {"cross", "eased", "legal"}, 2.0) for line in lines]
        elif name != "deny":
            told = frozenset({"eased"} if name == "resolved" else ())
            rows += [Line(line, told, frozenset(), 2.0) for line in lines]
    for name, lines in texts.phrasebook(models).items():
        unsure = every - {"eased", "unhelped"} if name in TROUBLED_TOPICS else frozenset()
        rows += [Line(line, frozenset(), frozenset(unsure), float(BOOK_STEP)) for line in lines[::BOOK_STEP]]
    for mood, _, line in texts.support_corpus(models):
        if mood == "upset":
            rows.append(Line(line, frozenset({"trouble"}), every - {"trouble", "eased"}, 1.5))
        elif mood == "distressed":
            rows.append(Line(line, frozenset({"trouble", "alarm"}), frozenset({"unhelped", "danger", "distress", "cross"}), 1.5))
        else:
            rows.append(Line(line, frozenset(), frozenset({"eased"}), 1.5))
    return rows


def of_conversations(talks: list[Conversation]) -> list[Line]:
    """Their messages. Of those that need a person only the first and the one at which the person is due teach."""
    rows = []
    weight = 5.0
    sure = frozenset({"unhelped", "waiting", "danger", "distress", "legal", "cross"})
    for talk in talks:
        for turn, text in enumerate(talk.turns):
            due = talk.due(turn)
            if not talk.needs_person:
                rows.append(Line(text, frozenset(), sure | {"eased"}, weight))
            elif due and not talk.asks:
                alarming = re.search(r"distress|alarm", talk.id)
                told = frozenset({"trouble", "alarm"}) if alarming or talk.by == 0 else frozenset({"trouble"})
                unsure = sure | {"eased", "alarm"}
                rows.append(Line(text, told, unsure - told, weight))
            elif due is False and turn == 0:
                rows.append(Line(text, frozenset(), sure | {"eased"}, weight / 2))
    return rows


def closings(models: Path) -> list[str]:
    """Thanks that end a conversation."""
    return texts.lines_of(models / "cues/closings.txt")


def of_asks(models: Path) -> list[tuple[str, int]]:
    """Messages with whether they ask for a person of the shop, the others near to it.

    Raises ValueError naming the line where a row is not `0|1 TAB text`.
    """
    rows = []
    for number, line in enumerate(texts.lines_of(models / "cues/asks.tsv"), 1):
        label, tab, text = line.partition("\t")
        if not tab or label not in ("0", "1"):
            raise ValueError(f"asks.tsv:{number}: expected 0|1 TAB text, got {line[:60]!r}")
        rows.append((text, int(label)))
    return rows


def asks_in(talks: list[Conversation]) -> list[tuple[str, int]]:
    """Their messages with whether they ask for a person; those of which that is not sure are left out."""
    rows = []
    for talk in talks:
        for turn, text in enumerate(talk.turns):
            if not talk.needs_person or (turn < talk.not_before if talk.asks else turn < talk.by):
                rows.append((text, 0))
            elif talk.asks and turn == talk.by:
                rows.append((text, 1))
    return rows

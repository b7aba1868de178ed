"""The heads that read mood, the ask for a person and small talk: their lines, their fit, their sections."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import bell_file
import texts
from cues import lines as cue_lines
from mood import fit, forms, lines, slips, words

TAGS = {b"MOOD", b"MODV", b"HUMN", b"HUMV", b"TALK", b"TLKV", b"TLKN", b"KNWN", b"PEOP", b"FRGN"}
# Two heads read moods: one what is said to a shop, one general talk; a third tells which it is. What each line counts for them:
OWN_SHARES = {"own": 1.0, "general": 0.08}
GENERAL_SHARES = {"own": 0.1, "general": 1.0}
SLIP_COPIES, SLIPS_SHARE = 2, 0.6  # copies of a message with slips, and their share of its weight
COURSE_WEIGHT = 0.3  # a line on the course of a conversation counts as so many messages
OWN_PENALTY, GENERAL_PENALTY, GATE_PENALTY, ANGER_PENALTY = 0.5, 2.0, 3.0, 2.0
HUMAN_PENALTY, TALK_PENALTY = 0.15, 0.5
OWN_KEPT, GENERAL_KEPT, GATE_KEPT, ANGER_KEPT = 20_000, 32_000, 4_000, 1_500
HUMAN_KEPT, TALK_KEPT = 11_000, 16_000
GATE_HEAT, GATE_LEAN = 2.0, -2.5  # how sharply the gate turns, and how far it leans to the shop
GENERAL_LEAN = 0.15  # log odds towards the negative moods in general talk, which are missed more often than heard falsely
EVERYDAY_WEIGHT = 8  # an everyday remark of the project's own counts as so many lines of general talk
THINNED = 4  # where general talk or the phrasebook only stand by, one line in so many is enough
LEVELS = 20  # to either side of zero: how finely a weight is written
# Where about as many asks are missed as are heard falsely, on a fourth of cues/asks.tsv and of the conversations left out of the fit.
HUMAN_LEAN = 1.5
HUMAN_WEIGHT = 6.0  # a line that asks for a person counts as so many that do not: they are few
NEAR_MISS_WEIGHT = 3.0  # and so does one of cues/asks.tsv and of conversations that does not ask
TALK_WEIGHT = 8.0
GRADED_WEIGHT = 20.0  # a graded message counts as so many of GoEmotions
HUMAN_INTENT = "talk-to-person"
NEAR_HUMAN_INTENTS = {HUMAN_INTENT, "contact", "phone-order"}  # lines of these may or may not ask for a person
MOOD_ROWS = 14  # as in wasm/core/mood/mood_reader.h
Sections = list[tuple[bytes, bytes]]


@dataclass
class Core:
    """The core's command line and the files that it reads."""

    shopbell: Path
    models: Path
    data: Path
    draft: Path  # a model without trained heads, for the forms

    def forms(self, asked: Iterable[str]) -> tuple[forms.Form, forms.Form, np.ndarray]:
        """The plain and the masked form of texts, and their familiar shares."""
        return forms.read(self.shopbell, self.draft, list(asked))


def sections(shopbell: Path, models: Path, data: Path, others: Sections, draft: Path, log: Callable[[str], None]) -> Sections:
    """All sections of mood, small talk and the ask for a person.

    others: the other sections of the model that will ship: the heads read its encoder. draft: a file to write.
    """
    core = Core(shopbell, models, data, draft)
    tables = _tables(core, log)
    empty = [(b"MOOD", MOOD_ROWS), (b"HUMN", 1), (b"TALK", 1)]
    none = [(tag, bell_file.linear_head(np.zeros((n, bell_file.BUCKETS)), np.zeros(n), 0)) for tag, n in empty]
    kept = [section for section in others if section[0] not in TAGS]
    draft.write_bytes(bell_file.container(b"MODL", [*kept, *tables, *none, (b"TLKN", bell_file.strings(["none"]))]))
    return [*tables, *mood_head(core, log), *human_head(core, log), *talk_head(core, log)]


def _tables(core: Core, log: Callable[[str], None]) -> Sections:
    own = [line.text for line in lines.support(core.models) + lines.everyday(core.models)] + [t for t, _ in lines.graded(core.models)]
    own += [line for talk in texts.small_talk(core.models).values() for line in talk]
    own += texts.lines_of(core.models / "smalltalk/human_wanted.txt")
    general = [line.text for line in lines.emotions(core.data) + lines.tweets(core.data)]
    general += [line for book in texts.phrasebook(core.models).values() for line in book]
    known, count = words.known_section(core.shopbell, own, general)
    people = words.people_section(core.models / "mood")
    log(f"mood: {count} stems known, {len(known)} bytes; words for people {len(people)} bytes")
    return [(b"KNWN", known), (b"PEOP", people), (b"FRGN", words.foreign_section(core.models / "mood"))]


def balanced(allowed: np.ndarray) -> np.ndarray:
    """Weights with which each class has the same total; their mean is 1."""
    shares = allowed / allowed.sum(axis=1, keepdims=True)
    weights = (shares / np.maximum(shares.sum(axis=0), 1e-9)).sum(axis=1)
    return weights / weights.mean()


def moods_allowed(rows: list[lines.Line]) -> np.ndarray:
    """(lines, moods): what a line may be."""
    return np.array([[mood in line.moods for mood in texts.MOODS] for line in rows])


def by_polarity(allowed: np.ndarray) -> np.ndarray:
    """(lines, 3): negative, neutral, positive."""
    return np.stack([allowed[:, i] | allowed[:, i + 1] for i in (0, 2, 4)], axis=1)


@dataclass
class MoodRows:
    """Masked forms of lines, the moods that each may have, and its weight within its kind: `own` or `general`."""

    form: forms.Form
    allowed: np.ndarray
    weights: np.ndarray
    own: np.ndarray

    def fit(self, shares: dict[str, float], penalty: float, kept: int) -> fit.Weights:
        """Six moods, with each kind's share; of the kind that stands by, one line in THINNED is read."""
        weights = self.weights * np.where(self.own, shares["own"], shares["general"])
        less = self.own if shares["own"] < shares["general"] else ~self.own
        rows = ~less | (np.arange(len(less)) % THINNED == 0)
        weights = np.where(less, weights * THINNED, weights)
        return fit.fit(self.form[rows], self.allowed[rows], weights[rows], penalty, kept)


def mood_rows(core: Core) -> MoodRows:
    """All lines; the project's own with their copies with slips."""
    own = lines.support(core.models)
    course = lines.course(core.models)
    general = lines.emotions(core.data)
    general += lines.everyday(core.models) * EVERYDAY_WEIGHT
    tweets = lines.tweets(core.data)
    slipped = [text for copy in range(SLIP_COPIES) for text in slips.copies([line.text for line in own], slips.SEED + copy)]
    asked = [line.text for line in own + course] + slipped + [line.text for line in general + tweets]
    allowed = [moods_allowed(rows) for rows in (own, course, *[own] * SLIP_COPIES, general, tweets)]
    weights = [
        balanced(allowed[0]) * (1 - SLIPS_SHARE),
        balanced(allowed[1]) * COURSE_WEIGHT,
        *[balanced(allowed[0]) * SLIPS_SHARE / SLIP_COPIES] * SLIP_COPIES,
        balanced(by_polarity(allowed[-2])),
        balanced(by_polarity(allowed[-1])),
    ]
    is_own = np.arange(len(asked)) < len(own) * (1 + SLIP_COPIES) + len(course)
    return MoodRows(core.forms(asked)[1], np.concatenate(allowed), np.concatenate(weights), is_own)


def gate_row(core: Core, rows: MoodRows) -> fit.Weights:
    """Said to a shop, against general talk."""
    book = [line for found in texts.phrasebook(core.models).values() for line in found[::THINNED]]
    thin = np.arange(len(rows.own)) % 2 == 0
    own = rows.own[thin]
    form = forms.joined([rows.form[thin], core.forms(book)[1]])
    to_shop = np.concatenate([own, np.ones(len(book), bool)])
    weights = np.concatenate([np.where(own, 1 / own.sum(), 2 / (~own).sum()), np.full(len(book), 1 / len(book))])
    found = fit.fit(form, fit.one_hot(to_shop.astype(int), 2), weights * len(weights) / 4, GATE_PENALTY, 2 * GATE_KEPT, steps=50).binary()
    return fit.Weights(found.grams * GATE_HEAT, found.vectors * GATE_HEAT, found.biases * GATE_HEAT + GATE_LEAN)


def mood_head(core: Core, log: Callable[[str], None]) -> Sections:
    """The head of moods: six as said to a shop, six of general talk, which of the two it is, how angry."""
    rows = mood_rows(core)
    log(f"mood: {rows.own.sum()} own lines and lines on the course of conversations, {(~rows.own).sum()} general lines")
    own = rows.fit(OWN_SHARES, OWN_PENALTY, OWN_KEPT)
    general = rows.fit(GENERAL_SHARES, GENERAL_PENALTY, GENERAL_KEPT)
    general.biases[: texts.MOODS.index("confused")] += GENERAL_LEAN
    log("mood: both heads fitted")
    found = [own, general, gate_row(core, rows), anger_row(core)]
    parts = [np.concatenate([getattr(w, part) for w in found]) for part in ("grams", "vectors", "biases")]
    return fit.written(fit.Weights(*parts), b"MOOD", b"MODV", LEVELS)


def anger_row(core: Core) -> fit.Weights:
    """Furious against put out: graded messages, and GoEmotions' anger against annoyance."""
    graded = lines.graded(core.models)
    general = []
    for line in lines.emotions(core.data):
        angry, frustrated = lines.ANGRY & set(line.emotions), lines.FRUSTRATED & set(line.emotions)
        if bool(angry) != bool(frustrated):
            general.append((line.text, 1.0 if angry else 0.0))
    rows = [(text, 1, grade * GRADED_WEIGHT) for text, grade in graded]
    rows += [(text, 0, (1 - grade) * GRADED_WEIGHT) for text, grade in graded]
    even = np.mean([grade for _, grade in general])
    rows += [(text, int(grade), 0.5 / even if grade else 0.5 / (1 - even)) for text, grade in general]
    form = core.forms(text for text, _, _ in rows)[1]
    allowed = fit.one_hot(np.array([label for _, label, _ in rows]), 2)
    weights = np.array([weight for _, _, weight in rows])
    return fit.fit(form, allowed, weights, ANGER_PENALTY, 2 * ANGER_KEPT, steps=60).binary()


def human_rows(core: Core) -> list[tuple[str, int, float]]:
    """Lines with whether they ask for a person, and their weights."""
    book = texts.phrasebook(core.models)
    rows = [(text, person) for _, person, text in texts.support_corpus(core.models)]
    rows += [(line, 1) for line in texts.human_wanted(core.models) + book[HUMAN_INTENT]]
    rows += [(line, 0) for talk in texts.small_talk(core.models).values() for line in talk]
    rows += [(line, 0) for name, found in book.items() if name not in NEAR_HUMAN_INTENTS for line in found]
    rows += [(line, 0) for line in texts.strangers(core.models)]
    rows += [(text, 0) for _, text in lines.other_languages(core.models)]
    talks = cue_lines.conversations(core.models / "cues/conversations.jsonl")
    near = cue_lines.of_asks(core.models) + cue_lines.asks_in(talks)
    weighed = [(text, label, HUMAN_WEIGHT if label else 1.0) for text, label in rows]
    return weighed + [(text, label, HUMAN_WEIGHT if label else NEAR_MISS_WEIGHT) for text, label in near]


def human_head(core: Core, log: Callable[[str], None]) -> Sections:
    """One row: log odds that a person is asked for."""
    rows = human_rows(core)
    log(f"person wanted: {sum(label for _, label, _ in rows)} of {len(rows)} lines")
    form = core.forms(text for text, _, _ in rows)[0]
    labels = np.array([label for _, label, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    head = fit.fit(form, fit.one_hot(labels, 2), weights, HUMAN_PENALTY, 2 * HUMAN_KEPT, steps=80).binary()
    return fit.written(fit.Weights(head.grams, head.vectors, head.biases + HUMAN_LEAN), b"HUMN", b"HUMV", LEVELS)


def talk_rows(core: Core) -> tuple[list[tuple[str, int]], list[str]]:
    """Lines with their class of small talk, and the classes' names; the first is none."""
    talk = texts.small_talk(core.models)
    names = ["none", *sorted(talk)]
    none = [line.text for line in lines.support(core.models)]
    none += [line for found in texts.phrasebook(core.models).values() for line in found[::THINNED]]
    none += texts.strangers(core.models) + texts.human_wanted(core.models)
    none += [text for text, asks in cue_lines.of_asks(core.models) if asks]
    none += [row.text for row in cue_lines.of_messages(core.models) if "alarm" in row.told]
    none += [text for _, text in lines.other_languages(core.models)]
    told = [*talk.items(), ("thanks", cue_lines.closings(core.models))]
    return [(t, 0) for t in none] + [(t, names.index(name)) for name, found in told for t in found], names


def talk_head(core: Core, log: Callable[[str], None]) -> Sections:
    """Small talk."""
    rows, names = talk_rows(core)
    labels = np.array([label for _, label in rows])
    log(f"small talk: {(labels > 0).sum()} of {len(rows)} lines, {len(names) - 1} classes")
    form = core.forms(text for text, _ in rows)[0]
    weights = np.where(labels > 0, TALK_WEIGHT, 1.0)
    found = fit.fit(form, fit.one_hot(labels, len(names)), weights, TALK_PENALTY, TALK_KEPT, steps=60)
    return [*fit.written(found, b"TALK", b"TLKV", LEVELS), (b"TLKN", bell_file.strings(names))]

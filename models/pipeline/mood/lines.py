"""The lines from which the heads learn, each with the moods that it may have."""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import texts
from cues import lines as cue_lines

# What an emotion of GoEmotions may be as the mood of a shop's visitor.
EMOTION_MOODS = {
    **dict.fromkeys(["anger", "annoyance", "disapproval", "disgust"], ("upset",)),
    "disappointment": ("upset", "distressed"),
    **dict.fromkeys(["fear", "nervousness", "sadness", "grief"], ("distressed",)),
    **dict.fromkeys(["remorse", "embarrassment"], ("distressed", "upset")),
    "confusion": ("confused",),
    "neutral": ("neutral",),
    **dict.fromkeys(["curiosity", "realization", "surprise", "desire"], ("neutral", "confused")),
    "gratitude": ("grateful",),
    **dict.fromkeys(["joy", "excitement", "amusement", "optimism", "pride", "relief"], ("happy",)),
    **dict.fromkeys(["love", "admiration", "approval", "caring"], ("happy", "grateful")),
}
POLARITY_MOODS = {"negative": ("upset", "distressed"), "neutral": ("neutral", "confused"), "positive": ("happy", "grateful")}
# What a line of models/cues may be, by file.
CALM_MOODS = ("confused", "neutral", "happy", "grateful")
CUE_MOODS = {
    **dict.fromkeys(["fury", "cross", "waiting", "legal"], ("upset",)),
    "unhelped": ("upset", "confused", "neutral"),
    "stuck": ("upset", "distressed", "neutral"),
    "urgent": ("distressed", "upset"),
    "danger": ("distressed", "upset", "neutral"),
    "eased": ("neutral", "happy", "grateful"),
    "none": CALM_MOODS,
}
ANGRY, FRUSTRATED = {"anger", "disgust"}, {"annoyance", "disappointment", "disapproval"}


@dataclass(frozen=True)
class Line:
    """A text and the moods that it may have."""

    text: str
    moods: tuple[str, ...]
    emotions: tuple[str, ...] = ()


def is_half(text: str) -> bool:
    """True for the half of the tweets that may be trained on; the other half is for the report."""
    return zlib.crc32(text.encode()) % 2 == 0


def _unmasked(text: str) -> str:
    """Names that GoEmotions took out come back, to be masked as the reader does it."""
    return re.sub(r"\[RELIGION\]", "Christian", re.sub(r"\[NAME\]", "Anna", text))


def emotions(data: Path) -> list[Line]:
    """GoEmotions' training part, without the lines of its test."""
    asked = {item["text"] for item in texts.jsonl(data / "mood/goemotions-test.jsonl")}
    lines = []
    for item in texts.jsonl(data / "mood/goemotions-train.jsonl"):
        if item["text"] in asked:
            continue
        moods = [m for e in item["emotions"] for m in EMOTION_MOODS.get(e, ()) if texts.POLARITY[m] == item["label"]]
        if moods:
            lines.append(Line(_unmasked(item["text"]), tuple(dict.fromkeys(moods)), tuple(item["emotions"])))
    return lines


def tweets(data: Path) -> list[Line]:
    """The half of the tweets that may be trained on."""
    return [
        Line(item["text"], POLARITY_MOODS[item["label"]])
        for item in texts.jsonl(data / "mood/vader-tweets.jsonl")
        if is_half(item["text"])
    ]


def support(models: Path) -> list[Line]:
    """The project's own messages."""
    return [Line(text, (mood,)) for mood, _, text in texts.support_corpus(models)]


def course(models: Path) -> list[Line]:
    """Lines that tell of the course of a conversation, and the messages of those that need nobody."""
    told = [Line(line, moods) for name, moods in CUE_MOODS.items() for line in texts.lines_of(models / f"cues/{name}.txt")]
    talks = cue_lines.conversations(models / "cues/conversations.jsonl")
    return told + [Line(turn, CALM_MOODS) for talk in talks if not talk.needs_person for turn in talk.turns]


def everyday(models: Path) -> list[Line]:
    """Short everyday remarks whose negation turns the mood."""
    rows = [line.split("\t", 1) for line in texts.lines_of(models / "mood/everyday.tsv")]
    return [Line(text, (mood,)) for mood, text in rows]


def graded(models: Path) -> list[tuple[str, float]]:
    """Upset messages with how angry they are: 0 put out, 1 furious."""
    rows = [line.split("\t", 1) for line in texts.lines_of(models / "mood/anger.tsv")]
    return [(text, float(grade)) for grade, text in rows]


def other_languages(models: Path) -> list[tuple[str, str]]:
    """(language, text) of questions that ask for no person, in the languages in which the ask is known."""
    return [tuple(line.split("\t", 1)) for line in texts.lines_of(models / "smalltalk/other_langs.tsv")]

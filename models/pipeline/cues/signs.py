"""What the core sees at each turn of conversations, with the values of heads that have not met them."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from cues import heads, lines
from mood import heads as mood_heads
from shopbell_cli import Shopbell

FOLDS = 3
# As policy/need.cc and policy/policy.h have them.
FADE, TROUBLE_FROM, EASE_FROM, SPAN, MOST_ODDS, MOST_SUM = 0.85, 3.0, 1.0, 3.0, 6.0, 10.0
RUNNING_STEP = 0.45
MOST_DUE = 6.0
NO_SIGNS = {"need", "asked"}


def of_core(shopbell: Path, model: Path, faq: Path, talks: list[lines.Conversation]) -> list[list[dict]]:
    """The decisions of each conversation's turns, as `shopbell chat --explain` prints them."""
    with tempfile.TemporaryDirectory() as folder:
        core = Shopbell(shopbell, Path(folder), model)
        pack = core.pack(json.loads(faq.read_text(encoding="utf-8")))
        told = core.run("chat", pack, "--explain", lines=[{"id": talk.id, "turns": talk.turns} for talk in talks])
    return [reply["decisions"] for reply in told]


class Heads:
    """The heads of cues, of moods and of the ask for a person, fitted on all messages and conversations of one's choice."""

    def __init__(self, core: mood_heads.Core, talks: list[lines.Conversation]) -> None:
        self.core = core
        self.messages, self.later = lines.of_messages(core.models), lines.later(core.models)
        turns = [turn for talk in talks for turn in talk.turns]
        self.masked = heads.Forms(core.shopbell, core.draft, [row.text for row in self.messages] + [said[0] for said, _, _ in self.later] + turns)
        people = [text for text, _, _ in mood_heads.human_rows(core, talks)]
        self.plain = heads.Forms(core.shopbell, core.draft, people + turns, plain=True)

    def values(self, taught: list[lines.Conversation], read: list[lines.Conversation]) -> list[np.ndarray]:
        """(turns, cues, course, person and negative mood) of each conversation read: log odds, the mood as a chance."""
        rows = self.messages + lines.of_conversations(taught)
        course = heads.fit_course(lines.course(taught) + self.later, self.masked)
        cues = heads.stacked([*(heads.fit_cue(cue, rows, self.masked) for cue in lines.CUES), course])
        people = mood_heads.human_rows(self.core, taught)
        person = mood_heads.fit_human(people, self.plain([text for text, _, _ in people]))
        kept_from = {turn for talk in read for turn in talk.turns} - {turn for talk in taught for turn in talk.turns}
        moods = mood_heads.mood_weights(self.core, lambda _: None, keep=lambda text: text not in kept_from)

        def of(talk: lines.Conversation) -> np.ndarray:
            masked = self.masked(talk.turns)
            negative = mood_heads.mood_chances(moods, masked)[:, :2].sum(axis=1, keepdims=True)
            return np.concatenate([cues.logits(masked), person.logits(self.plain(talk.turns)), negative], axis=1)

        return [of(talk) for talk in read]


def left_out_values(
    core: mood_heads.Core, own: list[lines.Conversation], others: list[lines.Conversation], log: Callable[[str], None]
) -> list[np.ndarray]:
    """Values of `own`, each by heads that have not met it, then of `others`, which no head meets."""
    fitted = Heads(core, own + others)
    values: list[np.ndarray] = [np.zeros(0)] * len(own)
    for fold in range(FOLDS):
        out = [i for i, talk in enumerate(own) if heads.fold_of(talk.id, FOLDS) == fold]
        taught = [talk for talk in own if heads.fold_of(talk.id, FOLDS) != fold]
        for i, found in zip(out, fitted.values(taught, [own[i] for i in out]), strict=True):
            values[i] = found
        log(f"heads without a third of the conversations, {fold + 1} of {FOLDS}")
    return values + (fitted.values(own, others) if others else [])


def with_values(decisions: list[dict], values: np.ndarray) -> list[dict[str, float]]:
    """The signs of a conversation's turns with these values, as policy/need.cc makes them."""
    sums = {"trouble": 0.0, "unhelped": 0.0, "waiting": 0.0}
    running, before = 0.0, 0.0
    out = []
    for turn, (decision, row) in enumerate(zip(decisions, values, strict=True)):
        raw = dict(zip([*lines.CUES, *lines.COURSE, "person"], row[:-1].tolist(), strict=True))
        odds = {cue: min(MOST_ODDS, max(-MOST_ODDS, value)) for cue, value in raw.items()}
        chance = {cue: 1 / (1 + np.exp(-value)) for cue, value in raw.items()}
        trouble = max(0.0, odds["trouble"] + TROUBLE_FROM) / SPAN
        unhelped = chance["unhelped"] if turn else 0.0
        running = running * (1 - RUNNING_STEP) + row[-1] * RUNNING_STEP
        signs = {name: value for name, value in decision["signs"].items() if name not in NO_SIGNS}
        signs |= {"due": min(MOST_DUE, max(-MOST_DUE, raw["due"] + before / turn)) + MOST_DUE if turn else 0.0}
        signs |= {cue: chance[cue] for cue in ("alarm", "danger", "legal")}
        signs |= {"trouble": trouble, "trouble_sum": sums["trouble"], "eased": max(0.0, odds["eased"] + TROUBLE_FROM) / SPAN}
        signs |= {"unhelped": unhelped, "unhelped_sum": sums["unhelped"], "waiting_sum": sums["waiting"]}
        signs |= {"cross": chance["cross"] if turn else 0.0, "running": running}
        if signs["person"] > 0:  # else it cannot be an ask, or has no words
            signs["person"] = chance["person"]
        out.append(signs)
        before += odds["before"]
        ease = max(0.0, odds["eased"] + EASE_FROM) / SPAN
        for name, value in (("trouble", trouble), ("unhelped", unhelped), ("waiting", chance["waiting"])):
            sums[name] = min(MOST_SUM, max(0.0, sums[name] * FADE + value - ease))
    return out

"""What the core sees at each turn of conversations."""

import json
import tempfile
from pathlib import Path

from cues import lines
from shopbell_cli import Shopbell

NO_SIGNS = {"need", "asked"}


def of_core(shopbell: Path, model: Path, faq: Path, talks: list[lines.Conversation]) -> list[list[dict[str, float]]]:
    """The signs of each conversation's turns, as `shopbell chat --explain` prints them."""
    with tempfile.TemporaryDirectory() as folder:
        core = Shopbell(shopbell, Path(folder), model)
        pack = core.pack(json.loads(faq.read_text(encoding="utf-8")))
        told = core.run("chat", pack, "--explain", lines=[{"id": talk.id, "turns": talk.turns} for talk in talks])
    return [[{k: v for k, v in turn["signs"].items() if k not in NO_SIGNS} for turn in reply["decisions"]] for reply in told]

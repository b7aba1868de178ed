"""The command line `shopbell`, asked line by line. Standard library only."""

import json
import subprocess
from pathlib import Path


class Shopbell:
    """Runs commands on temporary files below `folder`."""

    def __init__(self, program: Path, folder: Path, model: Path | None = None) -> None:
        self.program, self.folder = program, folder
        self.model = ["--model", str(model)] if model else []

    def run(self, *arguments: str, lines: list | None = None) -> list[dict]:
        """The JSON lines that a command prints for JSON lines given.

        Raises CalledProcessError where the command fails.
        """
        given = "".join(json.dumps(line) + "\n" for line in lines or [])
        done = subprocess.run(
            [self.program, *arguments, *self.model], input=given, capture_output=True, text=True, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def moods(self, texts: list[str]) -> list[dict]:
        """What `shopbell mood` reads."""
        return self.run("mood", lines=[{"text": text} for text in texts])

    def pack(self, faq: list) -> str:
        """The path of a pack made of a FAQ."""
        (self.folder / "faq.json").write_text(json.dumps(faq), encoding="utf-8")
        self.run("build", str(self.folder / "faq.json"), "-o", str(self.folder / "shop.bell"))
        return str(self.folder / "shop.bell")

"""Trains model.bell: encoder and intent head; mood, small talk and person-wanted heads; the table of general rarity.

usage: train.py --shopbell build/native/bin/shopbell --data DATA_DIR --teacher DIR --cache DIR --out models/en/model.bell
                [--without banking77|clinc150]

Same input, same bytes: seeds are fixed. The teacher's vectors are kept in the cache by text; the rest is computed anew.
"""

import argparse
import collections
import json
import struct
import sys
import time
from pathlib import Path

import numpy as np

import bell_file
import features
import texts
from course import file as course_file
from cues import heads as cue_heads
from mood import heads

MODELS = Path(__file__).resolve().parent.parent
sys.path.append(str(MODELS / "pipeline/encoder"))
import corpus
import fit as intent_fit
import lexical
import sections as intent_sections
from teacher import Teacher

RARE_WORDS_KEPT = 3000


class Log:
    """Says what is being done, with the seconds since the start."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, what: str) -> None:
        print(f"[{time.monotonic() - self.start:6.1f} s] {what}", flush=True)  # noqa: T201


def intent_model(args: argparse.Namespace, log: Log) -> list[tuple[bytes, bytes]]:
    """What visitors of shops ask for: the sections of the encoder and of the intent head."""
    c = corpus.load(args.data, MODELS, without=args.without)
    weights = intent_fit.fit(c, Teacher(args.teacher, args.cache, log), lexical.Core(args.shopbell), log)
    return intent_sections.all_of(weights)


def rarity_table(shopbell: Path, data: Path, without: str, log: Log) -> bytes:
    """How telling a stem is: 0 for those in most texts, 1 for those in almost none."""
    lines = [t for _, _, t in texts.support_corpus(MODELS)]
    lines += [line for book in texts.phrasebook(MODELS).values() for line in book]
    lines += texts.lines_of(data / "text/taskmaster4.txt") + texts.lines_of(data / "text/snips.txt")
    if without != "banking77":
        lines += [t for t, _ in texts.banking77(data)]
    if without != "clinc150":
        lines += [t for t, _ in texts.clinc150(data)[0]]
    _, terms = features.read(shopbell, lines)
    counts = collections.Counter(term for line in terms for term in line)
    common = counts.most_common(RARE_WORDS_KEPT)
    log(f"rarity: {len(counts)} stems in {len(lines)} lines, {len(common)} kept")
    rarest = np.log(len(lines) / common[-1][1])
    table = sorted((term, min(1.0, float(np.log(len(lines) / count) / rarest))) for term, count in common)
    keys = np.array([term for term, _ in table], "<u4").tobytes()
    values = np.rint(np.array([value for _, value in table]) * 255).astype(np.uint8).tobytes()
    return struct.pack("<I", len(table)) + keys + values


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopbell", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True, help="folder of model.safetensors and vocab.txt")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", choices=["", "banking77", "clinc150"], default="")
    args = parser.parse_args()
    log = Log()
    params = json.loads((MODELS / "en/params.json").read_text(encoding="utf-8"))
    sections = [
        *intent_model(args, log),
        (b"RARE", rarity_table(args.shopbell, args.data, args.without, log)),
        *bell_file.numbers(params),
    ]
    draft = args.out.with_suffix(".draft")
    sections += heads.sections(args.shopbell, MODELS, args.data, sections, draft, log)
    sections += cue_heads.sections(args.shopbell, MODELS, draft, log)
    sections.append((b"CRSE", course_file.section(MODELS / "en/course.bin", sections)))
    args.out.write_bytes(bell_file.container(b"MODL", sections))
    for tag, data in sections:
        log(f"{tag.decode()}: {len(data)} bytes")
    log(f"wrote {args.out}")


if __name__ == "__main__":
    main()

"""course.bin: the layers of the reader of the course, with a hash of what they were trained to read with."""

from pathlib import Path

import bell_file

READ_WITH = (b"PIEC", b"PTAB", b"KNWN", b"PEOP", b"FRGN")  # the encoder's rows, and what masks a message
Sections = list[tuple[bytes, bytes]]


def _hash(sections: Sections) -> bytes:
    found = dict(sections)
    return bell_file.checksum(b"".join(found[tag] for tag in READ_WITH)).to_bytes(8, "little")


def write(path: Path, layers: bytes, sections: Sections) -> None:
    """sections: of the model whose encoder and masks the layers were trained with."""
    path.write_bytes(_hash(sections) + layers)


def section(path: Path, sections: Sections) -> bytes:
    """CRSE for a model of these sections. Raises ValueError where the layers were trained to read with others."""
    data = path.read_bytes()
    if data[:8] != _hash(sections):
        raise ValueError(f"{path} was trained to read with another encoder or other masks: run scripts/train-course")
    return data[8:]

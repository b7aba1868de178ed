"""Features of texts, asked of the core itself, so that training and the widget never disagree."""

import json
import subprocess
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bell_file import BUCKETS


def read(shopbell: Path, texts: list[str]) -> tuple[csr_matrix, list[list[int]]]:
    """((texts, BUCKETS) float32 of n-gram features, stem hashes of each text).

    Raises CalledProcessError where `shopbell features` fails.
    """
    asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run([shopbell, "features"], input=asked, capture_output=True, text=True, check=True)
    columns, values, starts, terms = [], [], [0], []
    for line in done.stdout.splitlines():
        item = json.loads(line)
        for bucket, value in item["features"]:
            columns.append(bucket)
            values.append(value)
        starts.append(len(columns))
        terms.append(item["terms"])
    matrix = csr_matrix((np.asarray(values, np.float32), columns, starts), shape=(len(texts), BUCKETS))
    return matrix, terms


def terms(shopbell: Path, texts: list[str]) -> list[list[int]]:
    """Stem hashes of each text."""
    return read(shopbell, texts)[1]

"""
Makes the small models of the match stage from the corpora: ``python training/train_match.py --corpora DIR STEP...``

Steps: terms (document-frequency table), cells (codebook), links (article pairs), claims, mentions, stance. No text of the
corpora is written: hashes, counts and coefficients only.
"""

import argparse
import collections
import hashlib
import json
import math
import re
from pathlib import Path

import numpy as np
import xxhash

from sayso.match.terms import normalise

WEIGHTS = Path(__file__).parents[1] / "src" / "sayso" / "weights"
PRIOR = 100.0  # the vocabulary's ranks count as much as this many articles
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def register(name: str) -> None:
    """Write the file's digest into the manifest."""
    path = WEIGHTS / "manifest.json"
    entries = json.loads(path.read_text())
    entries[name] = hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest()
    path.write_text(json.dumps(entries, indent=1, sort_keys=True))
    print(name, (WEIGHTS / name).stat().st_size, "bytes")


def read_lines(path: Path) -> list[dict]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def train_terms(corpora: Path) -> None:
    """weights/terms.npy: (first 32 bits of the hash, weight x 16) for each known word, see sayso.match.terms."""
    groups: dict[str, list[str]] = collections.defaultdict(list)
    for row in read_lines(corpora / "stories" / "fnc1.jsonl"):
        groups["story " + row["story"]].append(row["text"])
    for part in ("polnear/train", "polnear/dev", "gum/news"):
        for row in read_lines(corpora / "attribution" / f"{part}.jsonl"):
            if row.get("primary", True):
                groups[row["id"]].append(row["text"])
    counts: dict[str, float] = collections.Counter()
    holders: dict[str, int] = collections.Counter()
    for texts in groups.values():
        share: dict[str, float] = collections.Counter()
        for text in texts:
            for word in {normalise(word) for word in _WORD.findall(text)}:
                share[word] += 1 / len(texts)
        for word, part in share.items():
            counts[word] += part
            holders[word] += 1
    prior: dict[str, float] = collections.defaultdict(float)
    vocabulary = json.loads((WEIGHTS / "tokenizer.json").read_text())["model"]["vocab"]
    for piece, rank in vocabulary.items():
        if rank >= 1996 and _WORD.fullmatch(piece):
            # Zipf: the word of rank r makes up 0.1 / r of running text; 350 words an article
            stem = normalise(piece)
            prior[stem] = 1 - (1 - prior[stem]) * math.exp(-35.0 / (rank - 1995))
    rows = {}
    for word in set(prior) | {w for w, n in holders.items() if n >= 3}:
        seen = counts[word] if holders[word] >= 3 else 0.0
        expected = prior.get(word, 0.0003)
        share_of_articles = (seen + PRIOR * expected) / (len(groups) + PRIOR)
        rows[xxhash.xxh3_64_intdigest(word.encode()) >> 32] = min(8.0, -math.log(share_of_articles))
    table = np.array(
        [(h, round(16 * w)) for h, w in sorted(rows.items())], dtype=[("hash", "<u4"), ("weight", "u1")]
    )
    np.save(WEIGHTS / "terms.npy", table)
    register("terms.npy")


STEPS = {"terms": train_terms}


def main() -> None:
    """Run the steps named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("steps", nargs="*", choices=list(STEPS), default=list(STEPS))
    arguments = parser.parse_args()
    for step in arguments.steps:
        STEPS[step](arguments.corpora)


if __name__ == "__main__":
    main()

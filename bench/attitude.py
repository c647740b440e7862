"""
Attitude, polarity and certainty of cues, against labels of PolNeAR dev.

``training/cue_labels.jsonl`` has offsets and labels of 318 cues (130 drawn by occurrence, 188 by distinct wording), set
by a language model that read each in its sentence; no person has checked them. Every second one was for choosing rules.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import arguments, corpus, rows
from sayso.attribute.attitude import attitude_of
from sayso.resolve.polarity import certainty_of, polarity_of

LABELS = Path(__file__).parent.parent / "training" / "cue_labels.jsonl"
ASPECTS = ("attitude", "polarity", "certainty")


def read_as(row: Mapping[str, Any], text: str) -> dict[str, str]:
    """What sayso makes of a labelled cue."""
    cue = " ".join(text[start:end] for start, end in row["cue"])
    content = " … ".join(" ".join(text[start:end].split()) for start, end in row["content"])
    return {
        "attitude": attitude_of(cue),
        "polarity": polarity_of(cue, content),
        "certainty": certainty_of(cue),
    }


def figures(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Accuracy and macro-F1, per cent, of (label, reading) pairs."""
    right = Counter(label for label, read in pairs if label == read)
    labelled, given = Counter(label for label, _ in pairs), Counter(read for _, read in pairs)
    f1 = [2 * right[label] / (labelled[label] + given[label]) for label in labelled]
    return {"accuracy": 100 * right.total() / len(pairs), "macro-F1": 100 * sum(f1) / len(f1)}


def main() -> None:
    """Print and write the figures."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--misses", action="store_true", help="list what is read otherwise in the half to choose on")
    options = parser.parse_args()
    texts = {
        row["id"]: row["text"]
        for row in rows(corpus(options.corpora, "attribution/polnear/dev.jsonl"))
        if row["primary"]
    }
    labels = list(rows(LABELS))
    read = [read_as(row, texts[row["article"]]) for row in labels]
    found: dict[str, float] = {}
    for part in ("choose", "report", "later"):
        chosen = [(row, each) for row, each in zip(labels, read, strict=True) if row["part"] == part]
        for aspect in ASPECTS:
            for name, value in figures([(row[aspect], each[aspect]) for row, each in chosen]).items():
                found[f"{part} {aspect} {name}"] = round(value, 1)
    for name, value in found.items():
        print(f"{name:32} {value:6.1f}")
    if options.misses:
        for row, each in zip(labels, read, strict=True):
            wrong = {aspect: (row[aspect], each[aspect]) for aspect in ASPECTS if row[aspect] != each[aspect]}
            if wrong and row["part"] == "choose":
                text = texts[row["article"]]
                print([text[start:end] for start, end in row["cue"]], wrong)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""
Attitude, polarity and certainty of cues, against labels of PolNeAR dev.

``training/cue_labels.jsonl`` has offsets and labels of 417 cues, set by a language model that read each in its
sentence; no person has checked them. Parts: "choose" and "report" are every second one of 318 (130 drawn by
occurrence, 188 by distinct wording), labelled before the word table was written, but by the same hand, which had seen
both; "later" are 99 further wordings, drawn and labelled when the table stood (polarity was 98.0 % right there before
one rule was added). Macro-F1 is over the classes that are labelled.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import arguments, corpus, main_of, report, rows
from sayso.attribute.attitude import attitude_of
from sayso.resolve.polarity import certainty_of, polarity_of

LABELS = Path(__file__).parent.parent / "training" / "cue_labels.jsonl"
PARTS = ("choose", "report", "later")
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


def measure(corpora: Path) -> list[tuple[dict[str, Any], dict[str, str], str]]:
    """Each labelled cue with what sayso makes of it, and its words."""
    texts = {row["id"]: row["text"] for row in rows(corpus(corpora, "attribution/polnear/dev.jsonl")) if row["primary"]}
    read = []
    for row in rows(LABELS):
        text = texts[row["article"]]
        read.append((row, read_as(row, text), " … ".join(text[start:end] for start, end in row["cue"])))
    return read


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--misses", action="store_true", help="list what is read otherwise in the part to choose on")
    options = parser.parse_args()
    read = measure(options.corpora)
    found = {
        f"{part}: {aspect}, {name}": value
        for part in PARTS
        for aspect in ASPECTS
        for name, value in figures(
            [(row[aspect], each[aspect]) for row, each, _ in read if row["part"] == part]
        ).items()
    }
    report("Attitude, polarity and certainty of labelled cues (percent)", found, to=options.json)
    for row, each, cue in read if options.misses else ():
        wrong = [f"{each[aspect]} for {row[aspect]}" for aspect in ASPECTS if row[aspect] != each[aspect]]
        if wrong and row["part"] == "choose":
            print(f"{cue}: {', '.join(wrong)}")


if __name__ == "__main__":
    main_of(run)

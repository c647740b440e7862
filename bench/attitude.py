"""
Attitude, polarity and certainty of cues, against labels of PolNeAR dev.

``training/cue_labels.jsonl`` has offsets and labels of 417 cues, set by a language model that read each in its
sentence; no person has checked them. Parts: "choose" and "report" are every second one of 318 (130 drawn by
occurrence, 188 by distinct wording), labelled before the word table was written, but by the same hand, which had seen
both; "later" are 99 further wordings, drawn and labelled when the table stood (polarity was 98.0 % right there before
one rule was added). Macro-F1 is over the classes that are labelled. Intervals are a bootstrap over articles.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.common import arguments, corpus, main_of, report, rows
from bench.intervals import DRAWS, SEED, Figure
from sayso.attribute.attitude import attitude_of
from sayso.resolve.polarity import certainty_of, polarity_of

LABELS = Path(__file__).parent.parent / "training" / "cue_labels.jsonl"
PARTS = ("choose", "report", "later")
ASPECTS = ("attitude", "polarity", "certainty")
Floats = npt.NDArray[np.float64]


def read_as(row: Mapping[str, Any], text: str) -> dict[str, str]:
    """What sayso makes of a labelled cue."""
    cue = " ".join(text[start:end] for start, end in row["cue"])
    content = " … ".join(" ".join(text[start:end].split()) for start, end in row["content"])
    return {
        "attitude": attitude_of(cue),
        "polarity": polarity_of(cue, content),
        "certainty": certainty_of(cue),
    }


def figures(labelled: Sequence[tuple[str, str, str]]) -> dict[str, Figure]:
    """Accuracy and macro-F1, per cent, of (article, label, reading), with intervals by a bootstrap over articles."""
    articles = sorted({article for article, _, _ in labelled})
    classes = sorted({label for _, label, _ in labelled})
    counts = np.zeros((len(articles), 3, len(classes)))  # of each class: right, labelled and read so
    for article, *pair in labelled:
        here = counts[articles.index(article)]
        for of, name in ((0, pair[0] if pair[0] == pair[1] else None), (1, pair[0]), (2, pair[1])):
            if name in classes:
                here[of, classes.index(name)] += 1
    draws = np.random.default_rng(SEED).integers(0, len(articles), (DRAWS, len(articles)))
    whole, drawn = counts.sum(0)[None], counts[draws].sum(1)
    return {
        name: Figure(float(of(whole)[0]), *map(float, np.percentile(of(drawn), [2.5, 97.5])))
        for name, of in (("accuracy", _accuracy), ("macro-F1", _macro_f1))
    }


def _accuracy(counts: Floats) -> Floats:
    right, labelled, _ = counts.sum(2).T
    shares: Floats = 100 * right / labelled
    return shares


def _macro_f1(counts: Floats) -> Floats:
    """The mean over those classes that are labelled in each of n draws, [n, 3, classes] -> [n]."""
    right, labelled, read = np.moveaxis(counts, 1, 0)
    f1 = 2 * right / np.maximum(labelled + read, 1)
    means: Floats = 100 * (f1 * (labelled > 0)).sum(1) / (labelled > 0).sum(1)
    return means


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
            [(row["article"], row[aspect], each[aspect]) for row, each, _ in read if row["part"] == part]
        ).items()
    }
    report("Attitude, polarity and certainty of labelled cues (percent)", found, to=options.json)
    for row, each, cue in read if options.misses else ():
        wrong = [f"{each[aspect]} for {row[aspect]}" for aspect in ASPECTS if row[aspect] != each[aspect]]
        if wrong and row["part"] == "choose":
            print(f"{cue}: {', '.join(wrong)}")


if __name__ == "__main__":
    main_of(run)

"""
What a score means: how often attributions of each score are right, and the expected calibration error.

usage: python -m bench.calibration [--corpora DIR] [--reader NAME] [--json FILE]

Right is what ``bench.attribution`` counts as linked overlap. The scores are of PolNeAR dev, on which the shipped ones
were fitted, so here each article's come from a regression fitted to the other four fifths (five folds by article).
Outermost attributions as the tagger finds them; those below the least score that is kept have a row and count for the
error of "all found". Error: the mean over all of |score - share right| by bins of a tenth (Naeini et al. 2015).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from bench.attribution import primary
from bench.common import arguments, corpus, main_of
from bench.spans import paired, same_attribution
from sayso.attribute import Reader
from sayso.attribute.confidence import LEAST
from sayso.attribute.decode import Found
from sayso.config import READERS
from sayso.models import open_tokenizer
from sayso.segment import split_sentences
from sayso.wordpieces import Words, split_words

FOLDS, BINS = 5, 10
PENALTY = 10.0  # of the weights' squares, over 2; features as they are, most of them logits

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def examples(articles: Sequence[dict[str, Any]], reader: Reader) -> tuple[Floats, Floats, Ints]:
    """Of all found in annotated articles: features [n, 11], whether right [n], and the number of the article [n]."""
    features, right, article = [], [], []
    for number, row in enumerate(articles):
        words = split_words(row["text"], split_sentences(row["text"]), open_tokenizer())
        found = reader.candidates(row["text"], words)
        gold = [each for each in row["attributions"] if each["content"]]
        hits = {mine for mine, _ in paired([_spans(words, each) for each, _ in found], gold, same_attribution)}
        features += [evidence.features() for _, evidence in found]
        right += [float(at in hits) for at in range(len(found))]
        article += [number] * len(found)
    return np.array(features), np.array(right), np.array(article)


def _spans(words: Words, found: Found) -> dict[str, Any]:
    def spans(ranges: Sequence[tuple[int, int]]) -> list[list[int]]:
        return [[int(words.start[begin]), int(words.end[end - 1])] for begin, end in ranges]

    return {"source": spans(found.source), "cue": spans(found.cue), "content": spans(found.content)}


def fitted(features: Floats, right: Floats) -> LogisticRegression:
    """The regression that makes scores."""
    return LogisticRegression(C=1 / PENALTY, max_iter=2000).fit(features, right)


def cross_validated(features: Floats, right: Floats, article: Ints) -> Floats:
    """The score [n] of each by a regression that has not seen its article."""
    score = np.empty(len(right))
    for fold in range(FOLDS):
        held = article % FOLDS == fold
        score[held] = fitted(features[~held], right[~held]).predict_proba(features[held])[:, 1]
    return score


def calibration_error(score: Floats, right: Floats) -> float:
    """The expected calibration error over ``BINS`` bins, 0 to 1."""
    gaps = np.bincount(_bins(score), weights=score - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(score))


def _bins(score: Floats) -> Ints:
    return np.minimum((score * BINS).astype(np.int64), BINS - 1)


def reliability(score: Floats, right: Floats) -> dict[str, dict[str, float]]:
    """Bin by bin how many there are, their mean score and the share that is right, in percent; then the error."""
    table = {}
    number = _bins(score)
    for at in range(BINS):
        here = number == at
        if here.any():
            table[f"score {at / BINS:.1f} to {(at + 1) / BINS:.1f}"] = _row(score[here], right[here])
    kept = score >= LEAST
    table[f"kept, from {LEAST}"] = _row(score[kept], right[kept])
    table["all found"] = _row(score, right)
    for label, chosen in ((f"kept, from {LEAST}", kept), ("all found", kept | True)):
        table[label]["calibration error"] = 100 * calibration_error(score[chosen], right[chosen])
    return table


def _row(score: Floats, right: Floats) -> dict[str, float]:
    return {"found": len(score), "mean score": 100 * float(score.mean()), "right": 100 * float(right.mean())}


def measure(corpora: Path, reader: Reader) -> dict[str, dict[str, float]]:
    """The table for PolNeAR dev."""
    articles = primary(corpus(corpora, "attribution/polnear/dev.jsonl"))
    features, right, article = examples(articles, reader)
    return reliability(cross_validated(features, right, article), right)


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--reader", default=READERS[0], choices=READERS)
    options = parser.parse_args()
    table = measure(options.corpora, Reader(options.reader))
    for label, row in table.items():
        print(f"  {label:20s}", "  ".join(f"{name} {value:6.1f}" for name, value in row.items()))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)

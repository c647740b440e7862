"""
Fit what an attribution's score means: ``python training/calibrate.py --corpora ../shared/corpora``. A minute.

On PolNeAR dev, because the reader knows the articles of train by heart; so figures of dev are cross-validated, five
folds by article (``bench.calibration`` prints them). To be run after every export of a reader.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from bench.attribution import primary
from bench.spans import paired, same_attribution
from manifest import record
from sklearn.linear_model import LogisticRegression

from sayso.attribute import Reader
from sayso.attribute.decode import Found
from sayso.attribute.wordpieces import Words, split_words
from sayso.models import open_tokenizer, weights_folder
from sayso.segment import split_sentences

FOLDS = 5
PENALTY = 10.0  # of the weights' squares, over 2; features as they are, most of them logits

Floats = npt.NDArray[np.float64]


def examples(corpora: Path, reader: Reader) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    """Of all found in PolNeAR dev: features [n, 11], whether right [n], and the number of the article [n]."""
    features, right, article = [], [], []
    for number, row in enumerate(primary(corpora / "attribution/polnear/dev.jsonl")):
        words = split_words(row["text"], split_sentences(row["text"]), open_tokenizer())
        found = reader.candidates(row["text"], words)
        gold = [each for each in row["attributions"] if each["content"]]
        pairs = paired([_spans(words, each) for each, _ in found], gold, same_attribution)
        hits = {mine for mine, _ in pairs}
        for at, (_, evidence) in enumerate(found):
            features.append(evidence.features())
            right.append(float(at in hits))
            article.append(number)
    return np.array(features), np.array(right), np.array(article)


def _spans(words: Words, found: Found) -> dict[str, Any]:
    def spans(ranges: Sequence[tuple[int, int]]) -> list[list[int]]:
        return [[int(words.start[begin]), int(words.end[end - 1])] for begin, end in ranges]

    return {"source": spans(found.source), "cue": spans(found.cue), "content": spans(found.content)}


def fitted(features: Floats, right: Floats) -> LogisticRegression:
    """The regression."""
    return LogisticRegression(C=1 / PENALTY, max_iter=2000).fit(features, right)


def cross_validated(features: Floats, right: Floats, article: npt.NDArray[np.int64]) -> Floats:
    """The probability [n] that each is right, by a regression that has not seen its article."""
    probability = np.empty(len(right))
    for fold in range(FOLDS):
        held = article % FOLDS == fold
        probability[held] = fitted(features[~held], right[~held]).predict_proba(features[held])[:, 1]
    return probability


def main() -> None:
    """Fit on all of dev and store the weights beside the reader's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options = parser.parse_args()
    features, right, _ = examples(options.corpora, Reader())
    model = fitted(features, right)
    path = weights_folder() / "reader.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["confidence"] = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": [round(float(weight), 4) for weight in model.coef_[0]],
    }
    path.write_text(json.dumps(stored), encoding="utf-8")
    record("reader.json")


if __name__ == "__main__":
    main()

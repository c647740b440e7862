"""
The headline model: its stance on a claim. ``train_match.py headline`` makes it.

``python training/train_headline.py --corpora DIR OUT`` writes what it and the stance model say of each of FNC-1's
headlines and texts when they have seen nothing of its family of stories: ``python -m bench.headlines --found OUT``.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from match_data import Claims, Vectors, annotate, read_lines
from match_fit import fit_regression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.preprocessing import StandardScaler
from train_stance import Examples, Stance

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.headlines import CLASS, asked, own_stances

from sayso.match.headline import FEATURES, SAYS_MORE, body_evidence, excess, headline_features
from sayso.match.relevance import claim_words, look
from sayso.match.stance import CLASSES
from sayso.match.wording import wording

FOLDS = 8
PENALTY = 0.1  # of 0.01 to 0.3: best macro-F1, cross-validated


def fold_of(group: str) -> int:
    """Stories of one family are in one fold."""
    return int(hashlib.md5(group.encode()).hexdigest(), 16) % FOLDS


class Headlines:
    """FNC-1's headlines whose stance on their claim is known."""

    def __init__(self, corpora: Path) -> None:
        claims = Claims(corpora, [])
        measured = {row["id"] for path in (corpora / "rumours").glob("*/articles.jsonl") for row in read_lines(path)}
        group = {claim: claims.group[i] for claim, holders in claims.holders.items() for i in holders}
        stories = {row["story"] for row in claims.rows if row["id"] in measured}
        story = {claim: claims.rows[i]["story"] for claim, holders in claims.holders.items() for i in holders}
        self.keys = sorted(own := own_stances(claims.rows))
        self.features = np.stack([headline_features(claims.wording[claim], title) for claim, title in self.keys])
        self.label = np.array([[CLASS[each] for each in CLASSES].index(own[key]) for key in self.keys])
        self.fold = np.array([fold_of(group[claim]) for claim, _ in self.keys])
        self.measured = np.array([story[claim] in stories for claim, _ in self.keys])

    def weights(self) -> np.ndarray:
        """Each class counts as much as the others."""
        sizes = np.bincount(self.label)
        return (len(self.label) / len(sizes) / sizes)[self.label]

    def chances(self) -> np.ndarray:
        """[n, CLASSES], each from a model that has seen none of its family of stories."""
        found = np.zeros((len(self.keys), len(CLASSES)))
        weights = self.weights()
        for k in range(FOLDS):
            use = self.fold != k
            scaler = StandardScaler().fit(self.features[use])
            model = LogisticRegression(C=PENALTY, max_iter=2000)
            model.fit(scaler.transform(self.features[use]), self.label[use], sample_weight=weights[use])
            found[~use] = model.predict_proba(scaler.transform(self.features[~use]))
        return found


def train_headline(corpora: Path, _: Vectors) -> None:
    """weights/headline.json; the stories of the 13 rumours to measure on are not among what it sees."""
    headlines = Headlines(corpora)
    best = headlines.chances().argmax(axis=1)
    f1 = f1_score(headlines.label, best, average=None)
    each = ", ".join(f"{name} {100 * value:.1f}" for name, value in zip(CLASSES, f1, strict=True))
    accuracy = 100 * accuracy_score(headlines.label, best)
    print(f"headlines, cross-validated: accuracy {accuracy:.1f}, macro-F1 {100 * f1.mean():.1f} ({each})", flush=True)
    use = ~headlines.measured
    fit_regression(
        "headline.json", FEATURES, headlines.features[use], headlines.label[use], PENALTY, headlines.weights()[use]
    )


class Texts:
    """FNC-1's articles with a known headline, their texts seen without it: what ``Stance.chances`` needs."""

    def __init__(self, corpora: Path, vectors: Vectors) -> None:
        claims = Claims(corpora, [])
        number = {row["id"]: i for i, row in enumerate(claims.rows)}
        self.rows = asked(claims.rows, own_stances(claims.rows))
        at = [number[row["id"]] for row in self.rows]
        self.fold = np.array([fold_of(claims.group[i]) for i in at])
        evidence = []
        for row, article in zip(self.rows, annotate([claims.rows[i] for i in at], vectors), strict=True):
            words = claim_words(row["claim"], vectors.of([row["claim"]])[0].astype(np.float32))
            evidence.append(body_evidence(words, look(words, article)))
        self.dense = np.stack([each.features for each in evidence])
        self.wording = [wording(each.parts) for each in evidence]


def cross_validate(corpora: Path, vectors: Vectors, out: Path) -> None:
    """Lines for ``bench.headlines --found``."""
    headlines, texts, examples = Headlines(corpora), Texts(corpora, vectors), Examples(corpora, vectors)
    own = dict(zip(headlines.keys, headlines.chances(), strict=True))
    seen = np.array([fold_of(group) for group in examples.group])
    body = np.zeros((len(texts.rows), len(CLASSES)))
    for k in range(FOLDS):
        body[texts.fold == k] = Stance(examples, seen != k).chances(texts, texts.fold == k)
    with out.open("w", encoding="utf-8") as file:
        for row, chances in zip(texts.rows, body, strict=True):
            title = own[row["claim_id"], row["title"]]
            line = {
                "id": row["id"],
                "claim_id": row["claim_id"],
                "headline": CLASSES[int(title.argmax())],
                "says_more": excess(row["title"], title, chances) >= SAYS_MORE,
            }
            file.write(json.dumps(line) + "\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("vectors.pkl"), help="sentence vectors, kept between runs")
    options = parser.parse_args()
    cross_validate(options.corpora, Vectors(options.cache), options.out)


if __name__ == "__main__":
    main()

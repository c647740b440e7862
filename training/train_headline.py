"""The headline model: its stance on a claim, cross-validated by family of stories; lines for ``bench.headlines``."""

import hashlib
import sys
from pathlib import Path

import numpy as np
from match_data import Claims, Vectors, read_lines
from match_fit import fit_regression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.headlines import CLASS, own_stances

from sayso.match.headline import FEATURES, headline_features
from sayso.match.stance import CLASSES

FOLDS = 8
PENALTY = 0.1  # of 0.01 to 0.3: best macro-F1, cross-validated


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
        self.fold = np.array([int(hashlib.md5(group[c].encode()).hexdigest(), 16) % FOLDS for c, _ in self.keys])
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

"""
An article's stance on a claim: asserts, reports, questions or contests.

A logistic regression over counts of cue words near the sentences that speak of the claim, in title, opening and whole
text. Trained on the rumours to train on (four classes) and the FNC-1 stances (for, observing, against: Emergent's).
"""

import numpy as np

from sayso.match.cues import GROUPS, count_cues
from sayso.match.model import Floats, load_regression
from sayso.match.relevance import ClaimWords, Looked
from sayso.records import Stance

CLASSES: tuple[Stance, ...] = ("asserts", "reports", "questions", "contests")
ZONES = ("opening", "nearest", "around", "all", "end")
_OTHER = (
    "best_cosine", "title_cosine", "third_cosine", "best_wording", "asks_title", "asks_nearest", "asks_opening", "asks_all",
    "sentences", "place", "untitled", "quotes_nearest", "quotes_opening", "negated_claim",
)  # fmt: skip
FEATURES = (
    *(f"title {group}" for group in GROUPS),
    *(f"{zone} {group} {kind}" for zone in ZONES for group in GROUPS for kind in ("count", "density")),
    *_OTHER,
)
_NEAREST = 3  # sentences that are read for cues
_MOST = 5  # a cue counts no more often than this


def stance_features(claim: ClaimWords, looked: Looked) -> Floats:
    """The FEATURES of one article seen from one claim, float32."""
    title, sentences = looked.texts[0], looked.texts[1:]
    relevance = looked.relevance[1:]
    order = np.argsort(-relevance, kind="stable")[:_NEAREST].tolist()
    around = sorted({j for i in order for j in (i - 1, i, i + 1) if 0 <= j < len(sentences)})
    zones = {
        "opening": " ".join(sentences[:3]),
        "nearest": " ".join(sentences[i] for i in order),
        "around": " ".join(sentences[i] for i in around),
        "all": "\n".join(sentences),
        "end": " ".join(sentences[-3:]),
    }
    values: list[float] = [float(count > 0) for count in count_cues(title)]
    for zone in ZONES:
        words = max(len(zones[zone].split()), 8)
        for count in count_cues(zones[zone]):
            values += [min(count, _MOST), 20 * count / words]
    found = looked.features
    values += [
        found.best_cosine,
        found.title_cosine,
        found.third_cosine,
        found.best_wording,
        float("?" in title),
        zones["nearest"].count("?"),
        zones["opening"].count("?"),
        zones["all"].count("?") / max(len(sentences), 1),
        float(np.log1p(len(sentences))),
        order[0] / len(sentences) if order else 0.0,
        float(not title),
        sum(zones["nearest"].count(mark) for mark in '"“'),
        sum(zones["opening"].count(mark) for mark in '"“'),
        float(count_cues(claim.text)[list(GROUPS).index("negation")] > 0),
    ]
    return np.array(values, dtype=np.float32)


def find_stance(claim: ClaimWords, looked: Looked) -> tuple[Stance, float]:
    """The likeliest stance and its probability."""
    model = load_regression("stance.json", FEATURES)
    chances = model.probability(stance_features(claim, looked)[None])[0]
    best = int(chances.argmax())
    return CLASSES[best], round(float(chances[best]), 4)

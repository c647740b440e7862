"""
An article's stance on a claim: asserts, reports, questions or contests.

A logistic regression of three classes over counts of cue words near the sentences that speak of the claim, in title,
opening and whole text, and over common words there; then a second one says whether an article that does not assert the
claim questions it. Trained on the rumours to train on and the stances of FNC-1 (Emergent's for, observing, against).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sayso.match.cues import GROUPS, count_cues, is_negated
from sayso.match.model import Floats, load_regression, softmax
from sayso.match.relevance import ClaimWords, Looked, words_of
from sayso.match.wording import wording_scores
from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, Stance
from sayso.remember import remember

CLASSES: tuple[Stance, ...] = ("asserts", "reports", "contests")
ZONES = ("opening", "nearest", "around", "all", "end")
_OTHER = (
    *("best_cosine", "title_cosine", "third_cosine", "best_wording", "title_relevance"),
    *("asks_title", "asks_nearest", "asks_opening", "asks_all", "sentences", "place", "untitled"),
    *("quotes_nearest", "quotes_opening", "negated_claim"),
    *("outlets_title", "outlets_best", "outlets_nearest", "outlets_opening"),
)
FEATURES = (
    *(f"{zone} {group}" for zone in ("title", "relevant title", "best", "weighted") for group in GROUPS),
    *(f"{zone} {group} {kind}" for kind in ("count", "density") for zone in ZONES for group in GROUPS),
    *_OTHER,
)
DOUBT_FEATURES = (
    *("asks_title", "asks_all", "asks_nearest", "title doubt", "best doubt", "weighted doubt", "weighted hedge"),
    *("around doubt density", "all doubt density", "opening doubt density", "end doubt density", "title hedge"),
    *("all hedge density", "opening hedge density", "all refute density", "all settle density", "weighted is_not"),
    *(f"log chance that it {stance}" for stance in CLASSES),
)
QUESTIONS = 0.8  # least score of the second model: best macro-F1, cross-validated on the 57 rumours
SURELY_CONTESTS = 0.8  # an article that contests at least as likely as this is not asked whether it questions
_NEAREST = 3  # sentences that are read for cues
_MOST = 5  # a cue counts no more often than this in a zone
_SHARPNESS = 10.0  # of the weights of sentences: relevance lower by 0.1 counts a third


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one article offers on its stance: FEATURES as float32, and the texts of its zones."""

    features: Floats
    parts: dict[str, str]  # title, opening, nearest, all


def stance_evidence(claim: ClaimWords, looked: Looked) -> Evidence:
    """What is counted of one article seen from one claim."""
    title, sentences = looked.texts[0], looked.texts[1:]
    relevance = looked.relevance[1:]
    order = np.argsort(-relevance, kind="stable")[:_NEAREST].tolist()
    in_title, counts, words = cue_rows(looked.annotated)
    weights = softmax(_SHARPNESS * relevance) if len(relevance) else np.ones(1, dtype=np.float32)
    rows = {
        "opening": list(range(min(3, len(sentences)))),
        "nearest": order,
        "around": sorted({j for i in order for j in (i - 1, i, i + 1) if 0 <= j < len(sentences)}),
        "all": list(range(len(sentences))),
        "end": list(range(len(sentences)))[-3:],
    }
    totals = np.stack([counts[rows[zone]].sum(axis=0) for zone in ZONES])
    lengths = np.array([max(words[rows[zone]].sum(), 8) for zone in ZONES])
    texts = {zone: " ".join(sentences[i] for i in rows[zone]) for zone in ("opening", "nearest", "all")}
    features = np.concatenate(
        [
            in_title,
            in_title * max(float(looked.relevance[0]), 0.0),
            counts[order[:1]].sum(axis=0) > 0,
            np.minimum(counts, 2).T @ weights,
            np.minimum(totals, _MOST).ravel(),
            (20 * totals / lengths[:, None]).ravel(),
            _other(claim, looked, texts, order),
        ],
        dtype=np.float32,
    )
    return Evidence(features, {"title": title, **texts})


@remember(1500)  # 2 kB each
def cue_rows(annotated: AnnotatedArticle) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    """Which GROUPS the title has, how often each sentence has them [sentences, GROUPS], and its number of words."""
    title, *sentences = words_of(annotated).texts
    counts = np.array([count_cues(text) for text in sentences] or [(0,) * len(GROUPS)], dtype=np.float32)
    words = np.array([len(text.split()) for text in sentences] or [0], dtype=np.float32)
    return np.array(count_cues(title), dtype=np.float32) > 0, counts, words


def _other(claim: ClaimWords, looked: Looked, texts: dict[str, str], order: list[int]) -> list[float]:
    found, title = looked.features, looked.texts[0]
    many = max(len(looked.texts) - 1, 1)
    best = looked.texts[1 + order[0]] if order else ""
    return [
        *(found.best_cosine, found.title_cosine, found.third_cosine, found.best_wording, float(looked.relevance[0])),
        *(float("?" in title), texts["nearest"].count("?"), texts["opening"].count("?")),
        texts["all"].count("?") / many,
        *(float(np.log1p(many)), order[0] / many if order else 0.0, float(not title)),
        *(sum(texts[zone].count(mark) for mark in '"“') for zone in ("nearest", "opening")),
        float(is_negated(claim.text)),
        *(min(_outlets_named(text), 3) for text in (title, best, texts["nearest"], texts["opening"])),
    ]


@lru_cache(maxsize=8192)
def _outlets_named(text: str) -> int:
    return len({outlet.name for _, outlet in outlets().find(text)})


def doubt_features(features: Floats, chances: Floats) -> Floats:
    """[n, FEATURES] and the chances [n, CLASSES] of the first model -> [n, DOUBT_FEATURES]."""
    columns = [FEATURES.index(name) for name in DOUBT_FEATURES[: -len(CLASSES)]]
    joined: Floats = np.concatenate([features[:, columns], np.log(chances + 1e-6)], axis=1)
    return joined


def find_stance(claim: ClaimWords, looked: Looked) -> tuple[Stance, float]:
    """The likeliest stance and its probability."""
    evidence = stance_evidence(claim, looked)
    features = evidence.features[None]
    scores = load_regression("stance.json", FEATURES).scores(features) + wording_scores(evidence.parts)
    chances = softmax(scores)
    best = int(chances[0].argmax())
    if CLASSES[best] != "asserts" and chances[0, CLASSES.index("contests")] < SURELY_CONTESTS:
        doubts = load_regression("doubts.json", DOUBT_FEATURES).probability(doubt_features(features, chances))
        if doubts[0] >= QUESTIONS:
            return "questions", round(float(doubts[0]), 4)
    return CLASSES[best], round(float(chances[0, best]), 4)

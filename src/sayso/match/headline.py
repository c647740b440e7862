"""
A headline's own stance on a claim, and whether it says more than the text below it.

"X is dead" over a text that only passes on somebody's report. The headline's stance is a logistic regression of three
classes over its cue words, marks, place of attribution and outlets, trained on FNC-1's headlines, whose stances follow
from what they were paired with (``bench.headlines``). The text's is that of ``match.stance``, the headline left out.
"""

import re

import numpy as np

from sayso.match.cues import GROUPS, count_cues, is_negated
from sayso.match.model import Floats, load_regression, softmax
from sayso.match.relevance import ClaimWords, Looked
from sayso.match.stance import CLASSES, Evidence, stance_evidence
from sayso.match.stance import FEATURES as BODY_FEATURES
from sayso.match.wording import wording_scores
from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, Headline, Span, Stance

FEATURES = (
    *GROUPS,
    *(
        "asks",
        "ends asking",
        "quotes",
        "quotes a part",
        "colon",
        "outlets",
        "negated claim",
        "negated unlike the claim",
    ),
    *("words", "attributed at the end", "attributed at the start"),
    *(f"{group} in the claim too" for group in GROUPS),
)
SAYS_MORE = 0.4  # least product of the two chances: best F1, cross-validated by story on FNC-1 (bench.headlines)
_AT_END = re.compile(r"[,:;–—-]\s*(?:\w+\s+){0,3}(?:says?|said|reports?|claims?|sources?|according)\b", re.IGNORECASE)
_AT_START = re.compile(r"(?:report|rumou?r|claim|source)s?\b", re.IGNORECASE)
_PART = re.compile(r"[‘'\"“].*[’'\"”]")
_PASSED_ON = tuple(GROUPS).index("say"), tuple(GROUPS).index("hedge"), tuple(GROUPS).index("doubt")


def headline_features(claim: str, title: str) -> Floats:
    """[FEATURES] of a headline and a claim."""
    counts, expected = count_cues(title), count_cues(claim)
    title = title.strip()
    return np.array(
        [
            *counts,
            *("?" in title, title.endswith("?"), sum(title.count(mark) for mark in '"“‘')),
            *(_PART.search(title) is not None, ": " in title, len(outlets().find(title))),
            *(is_negated(claim), is_negated(title) != is_negated(claim), len(title.split())),
            *(_AT_END.search(title) is not None, _AT_START.match(title) is not None),
            *map(min, counts, expected),
        ],
        dtype=np.float32,
    )


def headline_chances(claim: str, title: str) -> Floats:
    """[CLASSES]: how likely the headline asserts, reports or contests the claim."""
    features = headline_features(claim, title)[None]
    chances: Floats = softmax(load_regression("headline.json", FEATURES).scores(features))[0]
    return chances


def body_evidence(claim: ClaimWords, looked: Looked) -> Evidence:
    """The evidence of the text's stance, as if it had no headline."""
    evidence = stance_evidence(claim, looked)
    features = evidence.features.copy()
    for at, name in enumerate(BODY_FEATURES):
        if name.startswith(("title ", "relevant title ")) or name in ("asks_title", "outlets_title"):
            features[at] = 0.0
    first = float(looked.relevance[1:2].sum())
    for name, value in (("untitled", 1.0), ("title_relevance", -1.0), ("title_cosine", min(first, 1.0))):
        features[BODY_FEATURES.index(name)] = value
    return Evidence(features, {**evidence.parts, "title": ""})


def body_chances(claim: ClaimWords, looked: Looked) -> Floats:
    """[CLASSES], of the text without its headline."""
    evidence = body_evidence(claim, looked)
    scores = load_regression("stance.json", BODY_FEATURES).scores(evidence.features[None])
    chances: Floats = softmax(scores + wording_scores(evidence.parts))[0]
    return chances


def compare_headline(
    claim: ClaimWords, annotated: AnnotatedArticle, looked: Looked, places: tuple[Span, ...]
) -> Headline | None:
    """
    An article's headline against its text; None where it has none, or no sentence that speaks of the claim.

    ``places``: the sentences that speak of it, best first.
    """
    title = annotated.article.title
    if not title or not places:
        return None
    own, body = headline_chances(claim.text, title), body_chances(claim, looked)
    score = excess(title, own, body)
    says_more = score >= SAYS_MORE
    return Headline(
        stance="asserts" if says_more else _stance(own, title),
        body=CLASSES[1 + int(body[1:].argmax()) if says_more else int(body.argmax())],
        sentence=_passing_on(annotated.article.text, places, title),
        score=round(score, 4),
        says_more=says_more,
    )


def _stance(chances: Floats, title: str) -> Stance:
    stance = CLASSES[int(chances.argmax())]
    return "questions" if stance == "reports" and "?" in title else stance


def excess(title: str, own: Floats, body: Floats) -> float:
    """0 to 1: how likely the headline asserts what the text does not; 0 where it asks. Two rows of CLASSES."""
    return 0.0 if "?" in title else float(own[0] * (1 - body[0]))


def _passing_on(text: str, places: tuple[Span, ...], title: str) -> Span:
    """The first of these sentences that passes something on as somebody's word, else the first; not the headline."""
    below = [place for place in places if place.of(text).strip() != title.strip()] or list(places)
    counts = ((place, count_cues(place.of(text))) for place in below)
    return next((place for place, found in counts if any(found[at] for at in _PASSED_ON)), below[0])

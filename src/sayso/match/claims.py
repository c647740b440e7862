"""
Claims: statements that say the same, within a story.

A statement's meaning is the vector of the sentences its content lies in; its wording the weighted terms of the content.
The link score is a logistic regression trained on FNC-1's headlines: two on one claim against two on others.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sayso.config import MatchConfig
from sayso.ids import content_id
from sayso.match.cluster import average_link
from sayso.match.cues import is_negated
from sayso.match.model import Floats, load_regression, product_names, with_products
from sayso.match.profile import unit_rows
from sayso.match.remember import remember
from sayso.match.terms import find_terms
from sayso.records import AnnotatedArticle, Claim, ClaimLink, Judgement, Statement, Story

LEAST_WORDS = 4  # of a content that can be a claim
LEAST_TERMS = 2  # of which so many carry weight
NEAR = 0.35  # least cosine of two statements that are compared
_WORDS_SHOWN = 5
_QUOTES = "\"“”„«»‘’'"


@dataclass(frozen=True, slots=True)
class Saying:
    """One short text, ready to be compared."""

    id: str
    weights: dict[int, float]  # key of a term -> weight
    names: frozenset[int]
    numbers: frozenset[int]
    words: dict[int, str]  # key -> as written
    negated: bool
    vector: Floats  # [384], unit


class Alike(NamedTuple):
    """Two sayings compared."""

    cosine: float
    held_high: float  # how much of the one's weight the other holds, the better direction
    held_low: float
    words: float  # shared weight of all weight
    names: float  # shared of the fewer names; 0.5 where one has none
    numbers: float  # shared of the fewer numbers; 0.5 where one has none
    negation: float  # whether just one of them is negated
    shorter: float  # log of the number of terms of the shorter


FEATURES = Alike._fields
PAIRED = 4


def saying(id: str, text: str, vector: Floats) -> Saying:
    """``text`` with its unit vector as what is compared."""
    terms = find_terms(text)
    return Saying(
        id,
        {term.key: term.weight for term in terms},
        frozenset(term.key for term in terms if term.name),
        frozenset(term.key for term in terms if term.number),
        {term.key: term.text for term in terms},
        is_negated(text),
        vector,
    )


def alike(a: Saying, b: Saying) -> Alike:
    """The features of a pair; the same whichever comes first."""
    shared = sum(weight for key, weight in a.weights.items() if key in b.weights)
    mine, theirs = sum(a.weights.values()) or 1.0, sum(b.weights.values()) or 1.0
    held = shared / mine, shared / theirs
    return Alike(
        cosine=float(a.vector @ b.vector),
        held_high=max(held),
        held_low=min(held),
        words=shared / max(mine + theirs - shared, 1.0),
        names=_part(a.names, b.names),
        numbers=_part(a.numbers, b.numbers),
        negation=float(a.negated != b.negated),
        shorter=float(np.log1p(min(len(a.weights), len(b.weights)))),
    )


def _part(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.5


def can_be_claim(statement: Statement) -> bool:
    """Whether the content says enough: "yes", "that", "a great day" do not."""
    return len(statement.text.split()) >= LEAST_WORDS and len(find_terms(statement.text)) >= LEAST_TERMS


def link_statements(a: AnnotatedArticle, b: AnnotatedArticle, config: MatchConfig) -> list[ClaimLink]:
    """The links of statements of two articles, or of one (``a`` is ``b``), scored ``config.claim_link`` or more."""
    mine, theirs = _sayings(a), _sayings(b)
    if not mine or not theirs:
        return []
    near = np.stack([each.vector for each in mine]) @ np.stack([each.vector for each in theirs]).T >= NEAR
    pairs = _pairs(mine, theirs, near)
    if not pairs:
        return []
    features = np.array([alike(one, other) for one, other in pairs], dtype=np.float32)
    model = load_regression("claims.json", product_names(FEATURES, PAIRED))
    scores = model.probability(with_products(features, PAIRED))
    return [
        ClaimLink(one.id, other.id, round(float(score), 4), _because(one, other, Alike(*row.tolist())))
        for (one, other), row, score in zip(pairs, features, scores, strict=True)
        if score >= config.claim_link
    ]


def _pairs(mine: Sequence[Saying], theirs: Sequence[Saying], near: np.ndarray) -> list[tuple[Saying, Saying]]:
    found = {}
    for i, j in np.argwhere(near).tolist():
        one, other = sorted((mine[i], theirs[j]), key=lambda each: each.id)
        if one.id != other.id:
            found[one.id, other.id] = (one, other)
    return [found[key] for key in sorted(found)]


@remember(1500)  # 40 kB each
def _sayings(annotated: AnnotatedArticle) -> list[Saying]:
    rows = unit_rows(annotated.vectors)[1:]
    made = []
    for statement in annotated.statements:
        if can_be_claim(statement):
            made.append(saying(statement.id, statement.text, _content_vector(annotated, statement, rows)))
    return made


def _content_vector(annotated: AnnotatedArticle, statement: Statement, rows: Floats) -> Floats:
    """The mean of the sentences' vectors, weighted by how many of the content's characters lie in each."""
    total = np.zeros(rows.shape[1] if len(rows) else 384, dtype=np.float32)
    for number, sentence in enumerate(annotated.sentences[: len(rows)]):
        for span in statement.content:
            shared = min(span.end, sentence.span.end) - max(span.start, sentence.span.start)
            if shared > 0:
                total += shared * rows[number]
    mean: Floats = total / max(float(np.linalg.norm(total)), 1e-6)
    return mean


def _because(a: Saying, b: Saying, found: Alike) -> tuple[str, ...]:
    said = [f"alike in meaning: {found.cosine:.2f}"]
    both = sorted((key for key in a.weights if key in b.weights), key=lambda key: (-a.weights[key], a.words[key]))
    if both:
        said.insert(0, "both say " + ", ".join(a.words[key] for key in both[:_WORDS_SHOWN]))
    if found.negation:
        said.append("one of them is negated")
    return tuple(said)


def cluster_claims(
    story: Story,
    statements: Iterable[Statement],
    links: Iterable[ClaimLink],
    judgements: Iterable[Judgement],
    *,
    config: MatchConfig | None = None,
) -> tuple[Claim, ...]:
    """
    The claims of one story: a pure function of the links and rulings among its statements, largest first.

    A claim's id is that of its smallest statement id; contents too short to be a claim are passed over.
    """
    members = set(story.article_ids)
    known = {each.id: each for each in statements if each.article_id in members and can_be_claim(each)}
    scores = {(link.a, link.b): link.score for link in links if link.a in known and link.b in known}
    groups = average_link(known, scores, judgements, (config or MatchConfig()).claim_merge)
    centrality = dict.fromkeys(known, 0.0)
    inside = {member: number for number, group in enumerate(groups) for member in group}
    for (one, other), score in sorted(scores.items()):
        if inside[one] == inside[other]:
            centrality[one] += score
            centrality[other] += score
    claims = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        central = min(group, key=lambda member: (-round(centrality[member], 4), len(known[member].text), member))
        label = clean_label(known[central].text)
        claims.append(Claim(content_id("clm", first=group[0]), story.id, label, group))
    return tuple(claims)


def clean_label(text: str) -> str:
    """The content's words without what its sentence hung on them: a leading "that", quotation marks, a comma."""
    label = re.sub(r"\s+", " ", text).strip()
    label = re.sub(r"^[\s,:;–—-]*(?:that\b\s*)?", "", label, flags=re.IGNORECASE).rstrip(" ,;:–—-")
    opening, closing = label[:1] in _QUOTES, label[-1:] in _QUOTES
    inner = label.strip(_QUOTES + " ").rstrip(",;:")
    if (opening or closing) and not any(mark in inner for mark in '"“”'):
        label = inner
    return label[:1].upper() + label[1:]

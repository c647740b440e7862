"""
Claims: statements that say the same, within a story.

A statement's meaning is the vector of the sentences its content lies in; its wording the weighted terms of the content.
The link score is a logistic regression trained on FNC-1's headlines: two on one claim against two on others. Weights of
terms are whole sixteenths, so that sums of them are exact in whatever order, and all pairs of two articles are counted
at once by products of matrices.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.config import MatchConfig
from sayso.ids import content_id
from sayso.match.cluster import average_link
from sayso.match.cues import is_negated
from sayso.match.encoder import SIZE
from sayso.match.model import Floats, load_regression, product_names, with_products
from sayso.match.profile import unit_rows
from sayso.match.terms import Term, find_terms
from sayso.records import AnnotatedArticle, Claim, ClaimLink, Judgement, Statement, Story
from sayso.remember import remember

LEAST_WORDS = 4  # of a content that can be a claim
LEAST_TERMS = 2  # of which so many carry weight
# Score of two articles' link from which their statements are compared at once; else only where both come to lie in one
# story. Of FNC-1's pairs above it 2 % lie in two stories, of those between 0.35, enough for one story, and it 27 %; a
# large ledger has far more of these.
STRONG = 0.7
NEAR = 0.35  # least cosine of two statements that are compared
_WORDS_SHOWN = 5
_QUOTES = "\"“”„«»‘’'"

Sums = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


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
    heaviest: tuple[int, ...]  # the keys, heaviest first


@dataclass(frozen=True, slots=True)
class Said:
    """The sayings of one article as matrices [sayings, terms], a column for each of its terms."""

    sayings: tuple[Saying, ...]
    columns: dict[int, int]  # key of a term -> column
    weights: Floats  # 0 where a saying lacks the term
    held: Floats  # 1 where it has it
    names: Floats  # 1 where it has it as a name
    numbers: Floats
    totals: Sums  # [sayings], of the weights
    sizes: Sums  # [sayings, 3]: how many names and numbers; log(1 + number of terms)
    vectors: Floats  # [sayings, 384]


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
    return _saying(id, text, find_terms(text), vector)


def _saying(id: str, text: str, terms: Sequence[Term], vector: Floats) -> Saying:
    weights = {term.key: term.weight for term in terms}
    words = {term.key: term.text for term in terms}
    return Saying(
        id,
        weights,
        frozenset(term.key for term in terms if term.name),
        frozenset(term.key for term in terms if term.number),
        words,
        is_negated(text),
        vector,
        tuple(sorted(weights, key=lambda key: (-weights[key], words[key]))),
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
    return _says_enough(statement.text)


@lru_cache(maxsize=65_536)  # asked of the same statements when articles are linked, and for each of their stories
def _says_enough(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS and len(find_terms(text)) >= LEAST_TERMS


def link_statements(a: AnnotatedArticle, b: AnnotatedArticle, config: MatchConfig) -> list[ClaimLink]:
    """The links of statements of two articles, or of one (``a`` is ``b``), scored ``config.claim_link`` or more."""
    if b.article.id < a.article.id:
        a, b = b, a  # so that a pair gives the same numbers to the last bit whichever comes first
    mine, theirs = _said(a), _said(b)
    if not mine.sayings or not theirs.sayings:
        return []
    pairs = _pairs(mine, theirs, mine.vectors @ theirs.vectors.T >= NEAR)
    if not pairs:
        return []
    features = _all_alike(mine, theirs, *np.array(pairs).T)
    model = load_regression("claims.json", product_names(FEATURES, PAIRED))
    scores = model.probability(with_products(features, PAIRED))
    links = []
    for at in np.flatnonzero(scores >= config.claim_link).tolist():
        one, other = sorted((mine.sayings[pairs[at][0]].id, theirs.sayings[pairs[at][1]].id))
        links.append(ClaimLink(one, other, round(float(scores[at]), 4)))
    return links


def explain_link(a: AnnotatedArticle, b: AnnotatedArticle, statement_ids: Collection[str]) -> tuple[str, ...]:
    """Why a statement of one article and one of the other may be one claim; empty where they are not to be compared."""
    found = {each.id: each for article in (a, b) for each in _said(article).sayings if each.id in statement_ids}
    if len(found) != 2:
        return ()
    one, other = (found[each] for each in sorted(found))
    return _because(one, other, float(one.vector @ other.vector), one.negated != other.negated)


def _pairs(mine: Said, theirs: Said, near: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The numbers of the sayings to compare, in order of their ids."""
    found = {}
    for i, j in np.argwhere(near).tolist():
        one, other = mine.sayings[i].id, theirs.sayings[j].id
        if one != other:
            found[(one, other) if one < other else (other, one)] = (i, j)
    return [found[key] for key in sorted(found)]


def _all_alike(mine: Said, theirs: Said, i: Places, j: Places) -> Floats:
    """``alike`` of mine[i] and theirs[j], float32 [pairs, FEATURES]."""
    common = mine.columns.keys() & theirs.columns.keys()
    my, their = [mine.columns[key] for key in common], [theirs.columns[key] for key in common]

    def shared(one: Floats, other: Floats) -> Sums:
        return (one[:, my] @ other[:, their].T)[i, j].astype(np.float64)

    first = np.array([mine.sayings[m].id < theirs.sayings[t].id for m, t in zip(i.tolist(), j.tolist(), strict=True)])
    # "4K" weighs more than "4,000", which is the same number: what is shared has the weights of the first saying.
    weight = np.where(first, shared(mine.weights, theirs.held), shared(mine.held, theirs.weights))
    one, other = mine.totals[i], theirs.totals[j]
    held = weight / np.where(one == 0, 1.0, one), weight / np.where(other == 0, 1.0, other)
    fewer = np.minimum(mine.sizes[i], theirs.sizes[j])
    negated = [
        mine.sayings[m].negated != theirs.sayings[t].negated for m, t in zip(i.tolist(), j.tolist(), strict=True)
    ]
    columns = (
        [float(mine.vectors[m] @ theirs.vectors[t]) for m, t in zip(i.tolist(), j.tolist(), strict=True)],
        np.maximum(*held),
        np.minimum(*held),
        weight / np.maximum(one + other - weight, 1.0),
        _parts(shared(mine.names, theirs.names), fewer[:, 0]),
        _parts(shared(mine.numbers, theirs.numbers), fewer[:, 1]),
        negated,
        fewer[:, 2],
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _parts(shared: Sums, fewer: Sums) -> Sums:
    return np.where(fewer > 0, shared / np.maximum(fewer, 1.0), 0.5)


@remember(1500)  # 60 kB each
def _said(annotated: AnnotatedArticle) -> Said:
    rows = unit_rows(annotated.vectors)[1:]
    starts = [sentence.span.start for sentence in annotated.sentences]
    made = []
    for statement in annotated.statements:
        if can_be_claim(statement):
            vector = _content_vector(annotated, statement, rows, starts)
            made.append(saying(statement.id, statement.text, vector))
    columns = {key: place for place, key in enumerate({key: None for each in made for key in each.weights})}
    weights, held, names, numbers = (np.zeros((len(made), len(columns)), dtype=np.float32) for _ in range(4))
    for number, each in enumerate(made):
        weights[number, [columns[key] for key in each.weights]] = list(each.weights.values())
        for matrix, keys in ((held, each.weights), (names, each.names), (numbers, each.numbers)):
            matrix[number, [columns[key] for key in keys]] = 1
    totals = np.array([sum(each.weights.values()) for each in made], dtype=np.float64)
    sizes = [(len(each.names), len(each.numbers), float(np.log1p(len(each.weights)))) for each in made]
    vectors = np.stack([each.vector for each in made]) if made else np.zeros((0, SIZE), dtype=np.float32)
    return Said(tuple(made), columns, weights, held, names, numbers, totals, np.array(sizes), vectors)


def _content_vector(annotated: AnnotatedArticle, statement: Statement, rows: Floats, starts: Sequence[int]) -> Floats:
    """The mean of the sentences' vectors, weighted by how many of the content's characters lie in each."""
    total = np.zeros(SIZE, dtype=np.float32)
    first = bisect_right(starts, min(span.start for span in statement.content)) - 1
    last = bisect_right(starts, max(span.end for span in statement.content))
    for number in range(max(first, 0), min(last, len(rows))):
        sentence = annotated.sentences[number].span
        for span in statement.content:
            shared = min(span.end, sentence.end) - max(span.start, sentence.start)
            if shared > 0:
                total += shared * rows[number]
    mean: Floats = total / max(float(np.linalg.norm(total)), 1e-6)
    return mean


def _because(a: Saying, b: Saying, cosine: float, one_is_negated: bool) -> tuple[str, ...]:
    said = [f"alike in meaning: {cosine:.2f}"]
    both = [a.words[key] for key in a.heaviest if key in b.weights]
    if both:
        said.insert(0, "both say " + ", ".join(both[:_WORDS_SHOWN]))
    if one_is_negated:
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
    """The content's words without what its sentence hung on them: "that" before or behind, quotation marks, a comma."""
    label = re.sub(r"\s+", " ", text).strip()
    label = re.sub(r"(?: ?… ?(?:that|and|but|which|who|whether|if|as)\b[ ,;:]*)+$", "", label, flags=re.IGNORECASE)
    label = re.sub(r"^[\s,:;–—-]*(?:that\b\s*)?", "", label, flags=re.IGNORECASE).rstrip(" ,;:–—-")
    opening, closing = label[:1] in _QUOTES, label[-1:] in _QUOTES
    inner = label.strip(_QUOTES + " ").rstrip(",;:")
    if (opening or closing) and not any(mark in inner for mark in '"“”'):
        label = inner
    return label[:1].upper() + label[1:]

"""Which articles speak of a claim, in which sentences, and with what stance."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from sayso.match.headline import compare_headline
from sayso.match.model import Floats, load_regression, product_names, with_products
from sayso.match.profile import LEAD_SENTENCES, unit_rows
from sayso.match.relevance import FEATURES, PAIRED, ClaimWords, Looked, claim_words, look
from sayso.match.stance import find_stance
from sayso.match.terms import find_terms
from sayso.records import AnnotatedArticle, Headline, Mention, Span, Stance

SPEAKS_OF_IT = (
    0.3  # least probability: on FNC-1 (cross-validated) 91 % of those that do, 74 % right among close stories
)
# Of the probability that an article speaks of what another one says of the claim: on FNC-1 recall 90.8 to 94.5 % of the
# articles of a claim at the same precision (close stories 93.2 to 96.8); at 0.7 and 0.9 precision falls.
ECHO = 0.5
_NEAR_BEST = 0.45  # a sentence speaks of the claim too if its relevance is within this of the best one's
_LEAST = 0.6  # ... and at least this
_MOST_SENTENCES = 8


def find_mentions(
    claim_text: str, claim_vector: npt.NDArray[np.int8], articles: Iterable[AnnotatedArticle]
) -> list[Mention]:
    """
    The articles, of those given, that speak of the claim rather than only of its subject; surest first.

    ``claim_vector``: int8 [384] of ``SentenceEncoder``. Whatever else is given does not change an article's mention.
    """
    claim = claim_words(claim_text, claim_vector.astype(np.float32))
    looked = [look(claim, annotated) for annotated in articles]
    return _mentions(claim, looked, _scores(looked))


def find_echoes(
    claim_text: str, claim_vector: npt.NDArray[np.int8], surest: AnnotatedArticle, articles: Iterable[AnnotatedArticle]
) -> list[Mention]:
    """
    The articles that speak of the claim in words of the article that speaks of it most surely; surest first.

    For ``articles`` of its story, in which a claim that is put in general words ("a schooler earned millions") goes by
    a name. Asked are the sentence of ``surest`` that is nearest to the claim, and its title.
    """
    claim = claim_words(claim_text, claim_vector.astype(np.float32))
    nearest = look(claim, surest)
    given = list(articles)
    rows = unit_rows(surest.vectors)
    scores = np.zeros(len(given), dtype=np.float32)
    for place in {0, 1 + int(np.argmax(nearest.relevance[1:]))} if surest.sentences else {0}:
        if nearest.texts[place]:
            echo = claim_words(nearest.texts[place], rows[place])
            scores = np.maximum(scores, _scores([look(echo, annotated) for annotated in given]))
    scores *= ECHO
    found = np.flatnonzero(scores >= SPEAKS_OF_IT).tolist()
    return _mentions(claim, [look(claim, given[at]) for at in found], scores[found])


def _mentions(claim: ClaimWords, looked: Sequence[Looked], scores: Floats) -> list[Mention]:
    mentions = []
    for seen, score in zip(looked, scores, strict=True):
        if score < SPEAKS_OF_IT:
            continue
        sentences, in_title = _places(seen.annotated, seen)
        stance, certainty = find_stance(claim, seen)
        headline = compare_headline(claim, seen.annotated, seen, sentences) if in_title else None
        rounded = round(float(score), 4)
        mentions.append(Mention(seen.annotated.article.id, sentences, in_title, rounded, stance, certainty, headline))
    return sorted(mentions, key=lambda mention: (-mention.score, mention.article_id))


def stance_towards(
    claim_text: str, claim_vector: npt.NDArray[np.int8], annotated: AnnotatedArticle
) -> tuple[Stance, float]:
    """The stance of an article that is known to speak of the claim, and how likely it is."""
    claim = claim_words(claim_text, claim_vector.astype(np.float32))
    return find_stance(claim, look(claim, annotated))


def headline_towards(
    claim_text: str, claim_vector: npt.NDArray[np.int8], annotated: AnnotatedArticle
) -> Headline | None:
    """An article's headline against its text, for an article whose headline is known to speak of the claim."""
    claim = claim_words(claim_text, claim_vector.astype(np.float32))
    seen = look(claim, annotated)
    sentences, _ = _places(annotated, seen)
    nearest = [annotated.sentences[int(np.argmax(seen.relevance[1:]))].span] if annotated.sentences else []
    return compare_headline(claim, annotated, seen, sentences or tuple(nearest))


def _scores(looked: Sequence[Looked]) -> Floats:
    if not looked:
        return np.zeros(0, dtype=np.float32)
    features = np.array([seen.features for seen in looked], dtype=np.float32)
    model = load_regression("mentions.json", product_names(FEATURES, PAIRED))
    return model.probability(with_products(features, PAIRED))


def _places(annotated: AnnotatedArticle, seen: Looked) -> tuple[tuple[Span, ...], bool]:
    """The sentences that speak of the claim, best first, and whether the title does."""
    least = max(_LEAST, float(seen.relevance.max()) - _NEAR_BEST)
    relevance = seen.relevance[1:]
    order = np.argsort(-relevance, kind="stable")[:_MOST_SENTENCES].tolist()
    places = tuple(annotated.sentences[i].span for i in order if relevance[i] >= least)
    return places, bool(seen.relevance[0] >= least)


# ---- before that: which of a whole ledger to look at ----


def article_row(annotated: AnnotatedArticle) -> bytes:
    """What the ledger keeps of an article for ``rank_articles``: int8 [384], the mean of title and first sentences."""
    lead = unit_rows(annotated.vectors)[: LEAD_SENTENCES + 1].sum(axis=0)
    length = max(float(np.linalg.norm(lead)), 1e-6)
    return bytes(np.round(127 * lead / length).astype(np.int8).tobytes())


def rank_articles(claim_vector: npt.NDArray[np.int8], rows: npt.NDArray[np.int8], *, most: int = 200) -> list[int]:
    """The numbers of the ``most`` rows (int8 [n, 384] of ``article_row``) nearest to the claim, nearest first."""
    claim = claim_vector.astype(np.float32)
    chunks = [rows[i : i + 16384].astype(np.float32) @ claim for i in range(0, len(rows), 16384)]
    if not chunks:
        return []
    cosines = np.concatenate(chunks)
    return [int(i) for i in np.argsort(-cosines, kind="stable")[:most]]


def claim_keywords(claim_text: str, *, most: int = 6) -> tuple[str, ...]:
    """The claim's heaviest words, for a full-text search beside ``rank_articles``."""
    terms = {term.key: term for term in find_terms(claim_text)}
    heaviest = sorted(terms.values(), key=lambda term: (-term.weight, term.text))[:most]
    return tuple(term.text for term in heaviest)

"""What a person's ruling would help most with: the pairs that the machine is least sure of."""

import json
from dataclasses import dataclass

from sayso.ledger.file import Reading

MOST = 1000  # pairs of a queue that are looked at; those judged drop out, and a later look finds others
_UNSURE = (0.3, 0.7)  # scores between which a pair is asked about, those next to 0.5 first


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records to be judged, the score of their link, and why the machine thought so."""

    a: str
    b: str
    score: float | None
    because: tuple[str, ...]


_ARTICLES = """SELECT a, b, score, because FROM article_links WHERE score BETWEEN :low AND :high
       ORDER BY abs(score - 0.5), a, b LIMIT :most"""
# Before schema 5 the links held ids.
_STATEMENTS = """SELECT min(one, other) AS a, max(one, other) AS b, score FROM (
       SELECT coalesce((SELECT id FROM statements WHERE number = a), a) AS one,
              coalesce((SELECT id FROM statements WHERE number = b), b) AS other, score
       FROM (SELECT a, b, score FROM claim_links WHERE score BETWEEN :low AND :high
             ORDER BY abs(score - 0.5), a, b LIMIT :most))
       ORDER BY abs(score - 0.5), 1, 2"""
_SOURCES = """SELECT story_id, sources.id, name, kind, description FROM sources
       JOIN story_articles ON story_articles.article_id = sources.article_id
       WHERE kind IN ('person', 'unnamed') AND EXISTS (SELECT 1 FROM statements WHERE source_id = sources.id)
       ORDER BY story_id, sources.article_id, sources.id LIMIT 40000"""


def unsure_claims(reading: Reading) -> list[Candidate]:
    """Pairs of statements that may say the same; why they may is for who shows one to work out."""
    low, high = _UNSURE
    rows = reading.rows(_STATEMENTS, low=low, high=high, most=MOST)
    return [Candidate(row.a, row.b, row.score, ()) for row in rows]


def unsure_stories(reading: Reading) -> list[Candidate]:
    """Pairs of articles that may be about the same happening."""
    low, high = _UNSURE
    rows = reading.rows(_ARTICLES, low=low, high=high, most=MOST)
    return [Candidate(row.a, row.b, row.score, tuple(json.loads(row.because))) for row in rows]


def unsure_sources(reading: Reading) -> list[Candidate]:
    """
    Pairs of sources of one story that may be one: a longer and a shorter name, or two alike descriptions.

    Nobody is inferred: a ruling on two unnamed ones says that the texts speak of one source, not who that is.
    """
    stories: dict[str, list[tuple[str, str | None, str]]] = {}
    for row in reading.rows(_SOURCES):
        stories.setdefault(row.story_id, []).append((row.id, row.name, row.description))
    found: dict[tuple[str, str], Candidate] = {}
    for members in stories.values():
        named: dict[str, str] = {}
        described: dict[str, str] = {}
        for identity, name, description in members:
            if name:
                named.setdefault(name, identity)
            elif len(description.split()) > 2:
                key = description.casefold()
                if key in described:
                    _add(found, described[key], identity, "described in the same words")
                described.setdefault(key, identity)
        for short in named:
            for long in named:
                if long != short and long.endswith(" " + short):
                    _add(found, named[short], named[long], "the same last name in one story")
        if len(found) >= MOST:
            break
    return [found[pair] for pair in sorted(found)][:MOST]


def _add(found: dict[tuple[str, str], Candidate], one: str, other: str, why: str) -> None:
    a, b = sorted((one, other))
    found[a, b] = Candidate(a, b, None, (why,))

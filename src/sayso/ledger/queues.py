"""What a person's ruling would help most with: the pairs that the machine is least sure of."""

import json
from dataclasses import dataclass

from sayso.ledger.file import Reading
from sayso.ledger.judgements import articles_aside
from sayso.ledger.read import IN_USE
from sayso.ledger.rows import to_json

MOST = 1000  # pairs of a queue that are looked at; those judged drop out, and a later look finds others
_UNSURE = (0.3, 0.7)  # scores between which a pair is asked about, those next to 0.5 first


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records to be judged, the score of their link, and why the machine thought so."""

    a: str
    b: str
    score: float | None
    because: tuple[str, ...]


_SHORT = 700  # characters of a text
_SURE = 0.5  # score of an attribution below which its source is asked about
_SURE_OF_WHOM = 0.7  # the same where the article only says "he": who that is was worked out

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


_SPEAKERS = f"""SELECT statements.id, score, statements.source_id, outranked.source_id AS read_source, outranked.run_id,
       attributions.source FROM statements CROSS JOIN attributions ON attributions.id = attribution_id
       LEFT JOIN outranked ON outranked.statement_id = statements.id
       LEFT JOIN claim_statements ON claim_statements.statement_id = statements.id
       WHERE (score < :sure OR statements.source_id IS NULL OR outranked.run_id IS NOT NULL OR (score < :whom
         AND (SELECT lower(substr(text, 1 + json_extract(attributions.source, '$[0][0]'), json_extract(
                attributions.source, '$[0][1]') - json_extract(attributions.source, '$[0][0]')))
              FROM articles WHERE articles.id = statements.article_id) IN ('he', 'she', 'they', 'it')))
       AND statements.article_id {IN_USE}
       ORDER BY claim_id IS NULL, score, statements.id LIMIT :most"""
# Short, in many short lines, or with the words of a consent banner: those at which the text itself is looked at then.
_TEXTS = """SELECT id, text FROM articles WHERE length(text) < :short
       OR 60 * (length(text) - length(replace(text, char(10), ''))) > length(text)
       OR substr(text, 1, 20000) LIKE '%cookie%' OR substr(text, 1, 20000) LIKE '%consent%'
       ORDER BY length(text), id LIMIT :most"""
_HOMES = "SELECT id, article_id FROM statements WHERE id IN (SELECT value FROM json_each(:ids))"


def unsure_claims(reading: Reading) -> list[Candidate]:
    """Pairs of statements that may say the same; why they may is for who shows one to work out."""
    low, high = _UNSURE
    rows = reading.rows(_STATEMENTS, low=low, high=high, most=MOST)
    return _in_use(reading, [Candidate(row.a, row.b, row.score, ()) for row in rows])


def unsure_stories(reading: Reading) -> list[Candidate]:
    """Pairs of articles that may be about the same happening."""
    low, high = _UNSURE
    rows = reading.rows(_ARTICLES, low=low, high=high, most=MOST)
    return _in_use(reading, [Candidate(row.a, row.b, row.score, tuple(json.loads(row.because))) for row in rows])


def _in_use(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """Those of which neither end is, or is in, an article that is ruled to be none."""
    aside = articles_aside(reading)
    if not aside:
        return found
    ends = {end for each in found for end in (each.a, each.b)}
    homes = dict(reading.rows(_HOMES, ids=to_json(sorted(ends))))
    return [each for each in found if aside.isdisjoint(homes.get(end, end) for end in (each.a, each.b))]


def unsure_speakers(reading: Reading) -> list[Candidate]:
    """Statements of which it is little sure who says them, the least sure first; those of claims before the others."""
    rows = reading.rows(_SPEAKERS, sure=_SURE, whom=_SURE_OF_WHOM, most=MOST)
    found = []
    for row in rows:
        source = row.source_id if row.run_id is None else row.read_source
        why = "no source was read" if source is None else "who is meant was worked out" if row.score >= _SURE else ""
        found.append(Candidate(row.id, "", row.score, (why,) if why else ()))
    return found


def odd_texts(reading: Reading) -> list[tuple[str, str]]:
    """(article id, text) of those whose form is not that of most articles, the shortest first."""
    return [(row.id, row.text) for row in reading.rows(_TEXTS, short=_SHORT, most=MOST)]


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

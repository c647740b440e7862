"""
People's judgements: stored as made, one row each and never changed, and read back with their targets found again.

A statement or source is known by its id, and where a new reading has given it another by its place: the article's text
never changes, so its offsets hold. What is not there any more, or not yet, makes the judgement wait; it is not lost.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sayso.ledger.file import Reading
from sayso.ledger.read import read_articles
from sayso.ledger.rows import places_of, spans_of, to_json
from sayso.records import Judgement, Place, Span
from sayso.rulings import ALONE, standing

LEAST_SHARED = 0.5  # of the characters that the old place and the new one have: below that it is something else

_LINKED = "SELECT article_id FROM progress WHERE stage = 'link' AND article_id IN (SELECT value FROM json_each(:ids))"
_ADDED = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(:ids))"
_KNOWN = """SELECT id FROM statements WHERE id IN (SELECT value FROM json_each(:ids))
       UNION SELECT id FROM sources WHERE id IN (SELECT value FROM json_each(:ids))"""
_STATEMENTS_IN = "SELECT id, content AS place FROM statements WHERE article_id = :article ORDER BY id"
_SOURCES_IN = "SELECT id, mentions AS place, name FROM sources WHERE article_id = :article ORDER BY id"
_KINDS = {"art": "articles", "stm": "statements", "src": "sources"}


def list_judgements(reading: Reading) -> list[Judgement]:
    """All of them as they were made, in that order, the undoings and the undone included."""
    return [_judgement_of(row) for row in reading.rows("SELECT * FROM judgements ORDER BY number")]


def read_judgements(reading: Reading) -> list[Judgement]:
    """
    The standing ones whose targets are there, under the ids that these have now, in the order they were made in.

    Those on what is in an article that is ruled to be none are left out.
    """
    judgements = standing(list_judgements(reading))
    now = current_ids(reading, judgements)
    aside = articles_aside(reading)
    there = (found for each in judgements if (found := as_of_now(each, now)))
    return [each for each in there if each.kind == "text" or aside.isdisjoint(_articles_in(each))]


def articles_aside(reading: Reading) -> frozenset[str]:
    """Ids of the articles that people ruled to be none."""
    return frozenset(reading.scalars("SELECT article_id FROM set_aside"))


def _articles_in(judgement: Judgement) -> set[str]:
    ends = {each for each in (judgement.a, judgement.b) if each.startswith("art_")}
    return ends | {place.article_id for place in judgement.places}


def as_of_now(judgement: Judgement, now: Mapping[str, str]) -> Judgement | None:
    """The judgement under the ids that its targets have now; None while one of them is not there."""
    names = {each: now.get(each) for each in targets_of(judgement)}
    if None in names.values():
        return None
    a, b = (names.get(each) or each for each in (judgement.a, judgement.b))
    if a == b:
        return None  # a new reading has made one of the two
    if judgement.kind not in ("stance", *ALONE) and b < a:
        a, b = b, a
    return replace(judgement, a=a, b=b, claim=names.get(judgement.claim or ""))


def targets_of(judgement: Judgement) -> list[str]:
    """The ids of records that have to be there for it to count."""
    ends = [] if judgement.kind == "origins" else [judgement.a, judgement.b]
    return [each for each in (*ends, judgement.claim) if each]


def current_ids(reading: Reading, judgements: Iterable[Judgement], *, compared: bool = True) -> dict[str, str]:
    """
    Id of a judgement's target -> the id it has now.

    What is not there is left out, and with ``compared`` what is in an article that was not compared yet.
    """
    asked = list(judgements)
    ids = {each for judgement in asked for each in targets_of(judgement)}
    places = {place.id: place for judgement in asked for place in judgement.places}
    texts = {each.a for each in asked if each.kind == "text"}  # there as soon as they are taken in
    return find_again(reading, ids, places, texts, compared=compared)


def find_again(
    reading: Reading, named: Iterable[str], places: Mapping[str, Place], texts: Iterable[str], *, compared: bool
) -> dict[str, str]:
    """Id of a record -> the id it has now, by its place where a new reading has given it another; see current_ids."""
    ids = sorted(named)
    if not ids:
        return {}
    articles = {each for each in ids if each.startswith("art_")} | {each.article_id for each in places.values()}
    linked = set(reading.scalars(_LINKED if compared else _ADDED, ids=to_json(sorted(articles))))
    added = set(reading.scalars(_ADDED, ids=to_json(sorted(texts))))
    known = set(reading.scalars(_KNOWN, ids=to_json(ids))) | linked | added
    found = {each: each for each in ids if each in known}
    for each in ids:
        place = places.get(each)
        if each not in found and place and (there := _at(reading, place)):
            found[each] = there
    return {each: to for each, to in found.items() if each not in places or places[each].article_id in linked}


def _at(reading: Reading, place: Place) -> str | None:
    """The one statement or source that stands where ``place`` says: a source by its name, else by shared characters."""
    source = place.id.startswith("src_")
    rows = reading.rows(_SOURCES_IN if source else _STATEMENTS_IN, article=place.article_id)
    if source and place.name:
        named = [row.id for row in rows if row.name == place.name]
        return named[0] if len(named) == 1 else None
    shares = sorted(((_shared(spans_of(row.place), place.spans), row.id) for row in rows), reverse=True)
    if not shares or shares[0][0] < LEAST_SHARED or (len(shares) > 1 and shares[1][0] == shares[0][0]):
        return None
    return str(shares[0][1])


def _shared(one: Iterable[Span], other: Iterable[Span]) -> float:
    mine, theirs = ({at for span in spans for at in range(span.start, span.end)} for spans in (one, other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def _judgement_of(row: Any) -> Judgement:
    """The judgement of a row; before schema 3 there were those on two articles or two statements only."""
    kind: Any = getattr(row, "kind", None) or _KINDS[row.a[:3]]
    places = places_of(getattr(row, "places", None) or "[]")
    made = datetime.fromisoformat(row.made)
    said = {"kind": kind, "claim": getattr(row, "claim", None), "places": places}
    said |= {"note": getattr(row, "note", None) or "", "number": row.number, "undoes": getattr(row, "undoes", None)}
    return Judgement(row.a, row.b, row.verdict, row.by, made, **said)


# ---- what they do now ----

_CLAIM_OF = """SELECT statement_id, claims.id AS claim_id, story_id FROM claim_statements
       JOIN claims ON claims.id = claim_id WHERE statement_id IN (SELECT value FROM json_each(:ids))"""
_STORY_OF = "SELECT article_id, story_id FROM story_articles WHERE article_id IN (SELECT value FROM json_each(:ids))"
_WORDS = """SELECT statements.id, text AS words, article_id FROM statements
         WHERE id IN (SELECT value FROM json_each(:ids))
       UNION ALL SELECT id, coalesce(name, 'unnamed: ' || description), article_id FROM sources
         WHERE id IN (SELECT value FROM json_each(:ids))
       UNION ALL SELECT id, coalesce(title, substr(text, 1, 80)), id FROM articles
         WHERE id IN (SELECT value FROM json_each(:ids))"""


def on_claims(reading: Reading, judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements with the claim that a statement stands for now in its place, so that those on one claim meet."""
    given = list(judgements)
    claims = _claims(reading, given)
    return [_on_claim(each, claims) if each.claim else each for each in given]


def _on_claim(judgement: Judgement, claims: Mapping[str, Any]) -> Judgement:
    known = claims.get(judgement.claim or "")
    claim = str(known.claim_id if known else judgement.claim)
    return replace(judgement, claim=claim, b=claim if judgement.kind == "stance" else judgement.b)


def without_effect(reading: Reading, judgements: Iterable[Judgement]) -> dict[int, str]:
    """Number -> why a judgement whose targets are there changes nothing."""
    given = list(judgements)
    claims = _claims(reading, given)
    aside = articles_aside(reading)
    articles = sorted({each.a for each in given if each.kind == "stance"})
    stories = {row.article_id: row.story_id for row in reading.rows(_STORY_OF, ids=to_json(articles))}
    found = {}
    for each in given:
        if each.kind != "text" and not aside.isdisjoint(_articles_in(each)):
            found[each.number] = "its article is judged to be none"
        elif each.kind == "statements":
            one, other = claims.get(each.a), claims.get(each.b)
            if one is None or other is None:
                found[each.number] = "one of the two says too little to be a claim"
            elif one.story_id != other.story_id and each.verdict == "same":
                found[each.number] = "the two are of different stories: judge their articles first"
        elif each.claim and each.claim not in claims:
            found[each.number] = "its claim is not there any more"
        elif each.kind == "stance" and stories.get(each.a) != claims[each.b].story_id:
            found[each.number] = "the article is of another story than the claim"
        elif each.kind == "origins" and not {each.a, each.b} <= _origin_keys(
            reading, claims[each.claim or ""].claim_id
        ):
            found[each.number] = "the claim has no such origin now"
    return found


def _claims(reading: Reading, judgements: Iterable[Judgement]) -> dict[str, Any]:
    ids = {end for each in judgements for end in (each.a, each.b, each.claim) if end and end.startswith("stm_")}
    return {row.statement_id: row for row in reading.rows(_CLAIM_OF, ids=to_json(sorted(ids)))}


def _origin_keys(reading: Reading, claim_id: str) -> set[str]:
    stored = reading.scalar("SELECT origins FROM assessments WHERE claim_id = :id", id=claim_id)
    return {key for origin in json.loads(stored or "[]") for key in origin.get("keys", ())}


def targets_in_words(reading: Reading, judgements: Iterable[Judgement]) -> dict[int, tuple[str, ...]]:
    """Number -> the words of what it names, an origin by its name; an id where it is not there."""
    given = list(judgements)
    ids = sorted({end for each in given for end in (each.a, each.b, each.claim or "")} - {""})
    known = {row.id: row for row in reading.rows(_WORDS, ids=to_json(ids))}
    places = {place.id: place for each in given for place in each.places}
    gone = read_articles(reading, {place.article_id for place in places.values() if place.id not in known})

    def words(end: str) -> str:
        if end in known:
            return str(known[end].words)
        place = places.get(end)
        if place and place.article_id in gone:
            text = gone[place.article_id].text
            return place.name or " … ".join(span.of(text) for span in place.spans)
        return end.partition(":")[2].lstrip("?") or end

    ends = {each.number: dict.fromkeys((each.a, each.b, each.claim or "")) for each in given}
    return {number: tuple(words(end) for end in found if end) for number, found in ends.items()}

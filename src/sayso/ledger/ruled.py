"""
Judgements as they come in, and what two kinds of them do to the rows at once.

Who says a statement, and whether a text is an article, bears on all that is listed and counted. So the source that a
person ruled stands in the statement's row and in its credits, and what had been read there is kept in ``outranked``;
an article that is none stands in ``set_aside``, which every count looks at. Both follow from the judgements and are
made anew from them: to undo one gives back what was there.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from sayso.ids import content_id
from sayso.ledger.file import Reading, Writing
from sayso.ledger.judgements import as_of_now, current_ids, list_judgements
from sayso.ledger.rows import attribution_of, credit_of, credit_row, places_json, to_json, to_time
from sayso.records import Attribution, Credit, Judgement, Problem, Span
from sayso.rulings import ALONE, in_words, latest, standing

_RULED = "SELECT statement_id, statements.source_id FROM outranked JOIN statements ON statements.id = statement_id"
_SAY = "UPDATE statements SET source_id = :source, via = :via WHERE id = :id"
_FORGET = "DELETE FROM credits WHERE statement_id = :id"


def add_judgement(writing: Writing, judgement: Judgement) -> Judgement:
    """Store a judgement, whatever was judged before; gives it back with its number."""
    row = {
        "run_id": writing.run_id,
        "a": judgement.a,
        "b": judgement.b,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "made": to_time(judgement.made),
        "kind": judgement.kind,
        "claim": judgement.claim,
        "places": places_json(judgement.places),
        "note": judgement.note,
        "undoes": judgement.undoes,
    }
    writing.insert("judgements", [row])
    if judgement.kind in ALONE:
        apply_rulings(writing)
    return replace(judgement, number=int(writing.scalar("SELECT max(number) FROM judgements")))


def apply_rulings(writing: Writing) -> None:
    """Make the rows say who people ruled to be speaking, and set aside what they ruled to be no article."""
    counting = [each for each in latest(_alone(writing)) if each.verdict != "unsure"]
    speakers = {each.a: each.b or None for each in counting if each.kind == "speaker"}
    if speakers != dict(writing.rows(_RULED)):
        _give_back(writing)
        for statement_id, source_id in sorted(speakers.items()):
            _give_to(writing, statement_id, source_id)
    aside = {each.a: each.number for each in counting if each.verdict == "not_article"}
    if aside != dict(writing.rows("SELECT article_id, judgement FROM set_aside")):
        writing.execute("DELETE FROM set_aside")
        rows = [{"article_id": each, "judgement": number, "run_id": writing.run_id} for each, number in aside.items()]
        writing.insert("set_aside", rows)


def _give_back(writing: Writing) -> None:
    """What had been read of who says each statement."""
    for row in writing.rows("SELECT * FROM outranked"):
        writing.execute(_SAY, id=row.statement_id, source=row.source_id, via=row.via)
        writing.execute(_FORGET, id=row.statement_id)
        writing.insert("credits", json.loads(row.credits))
    writing.execute("DELETE FROM outranked")


def _alone(reading: Reading) -> list[Judgement]:
    """The standing judgements on one record whose targets are there, compared or not."""
    alone = [each for each in standing(list_judgements(reading)) if each.kind in ALONE]
    now = current_ids(reading, alone, compared=False)
    return [found for each in alone if (found := as_of_now(each, now))]


def _give_to(writing: Writing, statement_id: str, source_id: str | None) -> None:
    """Let a source say a statement, or nobody; what was read is kept, with its credits."""
    (row,) = writing.rows("SELECT * FROM statements WHERE id = :id", id=statement_id)
    credits = writing.rows("SELECT * FROM credits WHERE statement_id = :id ORDER BY id", id=statement_id)
    kept = {
        "statement_id": statement_id,
        "run_id": writing.run_id,
        "source_id": row.source_id,
        "via": row.via,
        "credits": to_json([each._asdict() for each in credits]),
    }
    writing.insert("outranked", [kept])
    name = writing.scalar("SELECT name FROM sources WHERE id = :id AND kind = 'outlet'", id=source_id)
    via = None if source_id is None or row.via == name else row.via
    writing.execute(_SAY, id=statement_id, source=source_id, via=via)
    writing.execute(_FORGET, id=statement_id)
    if source_id is None:
        return
    given = [credit_of(each) for each in credits]
    given = [replace(each, source_id=source_id, via=None if each.via == name else each.via) for each in given]
    if not given and row.source_id is None:
        (said,) = writing.rows("SELECT * FROM attributions WHERE id = :id", id=row.attribution_id)
        given = [_credit(attribution_of(said), statement_id, source_id, via)]
    writing.insert("credits", [credit_row(each, writing.run_id) for each in given])


def _credit(attribution: Attribution, statement_id: str, source_id: str, via: str | None) -> Credit:
    """The credit of a statement for which none was read: the article gives it in the words of source and cue."""
    said = (*attribution.source, *attribution.cue) or attribution.content[:1]
    evidence = Span(min(span.start for span in said), max(span.end for span in said))
    identity = content_id("crd", source=source_id, via=via, evidence=[evidence.start, evidence.end], judged=True)
    return Credit(identity, attribution.article_id, source_id, via, evidence, "judged", False, statement_id)


# ---- what is kept ----


def read_outranked(reading: Reading, statement_ids: Iterable[str]) -> dict[str, str | None]:
    """Statement id -> the source that was read, of those where a person ruled who says it."""
    sql = "SELECT statement_id, source_id FROM outranked WHERE statement_id IN (SELECT value FROM json_each(:ids))"
    return {row.statement_id: row.source_id for row in reading.rows(sql, ids=to_json(list(statement_ids)))}


def set_aside(reading: Reading) -> dict[str, Judgement]:
    """Article id -> the judgement by which it is none."""
    rows = reading.rows("SELECT article_id, judgement FROM set_aside ORDER BY article_id")
    judged = {each.number: each for each in list_judgements(reading)} if rows else {}
    return {row.article_id: judged[row.judgement] for row in rows}


def judged_problems(reading: Reading) -> list[Problem]:
    """A problem for each article that is ruled to be none."""
    found = []
    for article_id, ruling in set_aside(reading).items():
        place = reading.scalar("SELECT coalesce(url, input_id) FROM articles WHERE id = :id", id=article_id)
        input_id = reading.scalar("SELECT min(input_id) FROM inputs WHERE article_id = :id", id=article_id)
        note = f" ({ruling.note})" if ruling.note else ""
        said = f"J{in_words(ruling)[1:]}{note}. Its text is kept; take that back: sayso judge --undo {ruling.number}"
        found.append(Problem(input_id, place, "judged", said))
    return found

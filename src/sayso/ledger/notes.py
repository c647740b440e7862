"""Notes on claims, statements and articles: rows only added, and read back with what they are about found again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sayso.ledger.answers import NoteRow
from sayso.ledger.file import Reading, Writing
from sayso.ledger.judgements import find_again
from sayso.ledger.rows import places_json, places_of, to_json, to_time
from sayso.records import Note, NoteMark, Place

_MADE = "SELECT * FROM notes WHERE mark = '' ORDER BY number"
_MARKS = "SELECT * FROM notes WHERE mark <> '' ORDER BY number"
_CLAIMS = """SELECT statement_id, claim_id, label FROM claim_statements JOIN claims ON claims.id = claim_id
       WHERE statement_id IN (SELECT value FROM json_each(:ids))"""
_STATEMENTS = "SELECT id, text FROM statements WHERE id IN (SELECT value FROM json_each(:ids))"
_ARTICLES = """SELECT id, coalesce(title, substr(text, 1, 80)) AS words FROM articles
       WHERE id IN (SELECT value FROM json_each(:ids))"""


def add_note(writing: Writing, note: Note) -> int:
    """Store a note; its number."""
    row = {"kind": note.kind, "about": note.about, "places": places_json(note.places), "text": note.text}
    return _insert(writing, row, by=note.by, made=note.made, mark="", of=None)


def mark_note(writing: Writing, number: int, mark: NoteMark) -> None:
    """Store that a note is settled, or open again."""
    (row,) = writing.rows("SELECT kind, about FROM notes WHERE number = :number AND mark = ''", number=number)
    values = {"kind": row.kind, "about": row.about, "places": "[]", "text": ""}
    _insert(writing, values, by=mark.by, made=mark.made, mark=mark.mark, of=number)


def _insert(writing: Writing, row: dict[str, Any], *, by: str, made: datetime, mark: str, of: int | None) -> int:
    known = int(writing.scalar("SELECT coalesce(max(number), 0) FROM notes"))
    values = {"number": known + 1, "run_id": writing.run_id, **row, "by": by, "made": to_time(made), "mark": mark}
    columns = ", ".join(f'"{name}"' for name in (*values, "of"))  # two of the names are words of SQL
    names = ", ".join(f":{name}" for name in (*values, "of"))
    writing.execute(f"INSERT INTO notes ({columns}) VALUES ({names})", **values, of=of)
    return known + 1


def read_notes(reading: Reading) -> list[NoteRow]:
    """All notes in the order in which they were made, each with what it is about as it is called now."""
    marks: defaultdict[int, list[NoteMark]] = defaultdict(list)
    for row in reading.rows(_MARKS):
        marks[row.of].append(NoteMark(row.mark, row.by, datetime.fromisoformat(row.made)))
    notes = [_note(row, tuple(marks[row.number])) for row in reading.rows(_MADE)]
    return _with_targets(reading, notes) if notes else []


def _note(row: Any, marks: tuple[NoteMark, ...]) -> Note:
    made = datetime.fromisoformat(row.made)
    return Note(row.kind, row.about, row.text, row.by, made, places_of(row.places), row.number, marks)


def _with_targets(reading: Reading, notes: Sequence[Note]) -> list[NoteRow]:
    places: dict[str, Place] = {place.id: place for note in notes for place in note.places}
    articles = {note.about for note in notes if note.kind == "article"}
    now = find_again(reading, {note.about for note in notes}, places, articles, compared=False)
    ids = to_json(sorted(now.values()))
    claims = {row.statement_id: row for row in reading.rows(_CLAIMS, ids=ids)}
    words = dict(reading.rows(_STATEMENTS, ids=ids)) | dict(reading.rows(_ARTICLES, ids=ids))
    rows = []
    for note in notes:
        there = now.get(note.about)
        claim = claims.get(there or "")
        target = there if note.kind != "claim" else claim.claim_id if claim else None
        said = claim.label if note.kind == "claim" and claim else words.get(there or "", "")
        home = note.places[0].article_id if note.places else note.about
        rows.append(NoteRow(note, target, said, home, bool(note.marks) and note.marks[-1].mark == "settled"))
    return rows

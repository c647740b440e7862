"""
Notes: what a person names and writes becomes a note, settled and reopened by others.

A note on a claim stays with the statement whose words the claim's label is, as a judgement does (``judging``).
"""

from datetime import datetime
from typing import Literal

from sayso import ledger
from sayso.errors import InputError, NotFound
from sayso.judging import place_of_claim
from sayso.ledger.answers import ShownStatement
from sayso.records import Note, NoteMark, Place
from sayso.wording import clean

LONGEST = 2000  # characters of a note
_NOTHING = "Nothing was noted."


def make_note(reading: ledger.Reading, name: str, text: str, *, by: str, made: datetime) -> Note:
    """
    The note that is meant: ``name`` is of a claim, a statement or an article.

    NotFound: it names nothing, or several. InputError: no text, too long a text, nobody who wrote it.
    """
    _named(by)
    words = "\n".join(clean(line) for line in text.splitlines()).strip()
    if not words:
        raise InputError(f"A note needs a text. {_NOTHING}")
    if len(words) > LONGEST:
        raise InputError(f"A note has {LONGEST:,} characters at most; this one has {len(words):,}. {_NOTHING}")
    kind, identity = ledger.find_id(reading, name, kinds=("clm", "stm", "art", "att"))
    if kind == "art":
        return Note("article", identity, words, by, made)
    if kind == "clm":
        place = place_of_claim(reading, identity)
        return Note("claim", place.id, words, by, made, (place,))
    shown = ledger.show(reading, identity)
    if not isinstance(shown, ShownStatement) or shown.statement is None:
        raise NotFound(f"Nothing was resolved from {name}. {_NOTHING}")
    said = shown.statement
    return Note("statement", said.id, words, by, made, (Place(said.id, said.article_id, said.content),))


def make_mark(
    reading: ledger.Reading, number: int, mark: Literal["settled", "reopened"], *, by: str, made: datetime
) -> NoteMark:
    """That note ``number`` is settled, or open again. NotFound: there is none, or it is so already."""
    _named(by)
    row = next((row for row in ledger.read_notes(reading) if row.note.number == number), None)
    if row is None:
        raise NotFound(f"There is no note {number}. {_NOTHING}\n  Do: look in sayso notes.")
    if row.settled == (mark == "settled"):
        raise NotFound(f"Note {number} is {'settled' if row.settled else 'open'} already. {_NOTHING}")
    return NoteMark(mark, by, made)


def _named(by: str) -> None:
    if not by.strip():
        raise InputError(f"A note needs the name of who writes it. {_NOTHING}\n  Do: --by NAME")

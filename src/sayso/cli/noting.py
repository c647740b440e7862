"""``sayso note`` and ``sayso notes``: what people wrote about claims, statements and articles."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from sayso.cli.listing import as_plain, print_json, print_table
from sayso.cli.progress import say
from sayso.ledger.answers import NoteRow
from sayso.wording import clean, plural, quote, shown_day


def write_note(ledger: Path, about: str, text: str, *, by: str, as_json: bool) -> int:
    """Write a note."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        number = opened.note(about, text, by=by).number
        return _print_one(opened.notes(), number, as_json=as_json)


def mark_note(ledger: Path, number: int, mark: Literal["settled", "reopened"], *, by: str, as_json: bool) -> int:
    """Settle a note, or reopen it."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        opened.mark_note(number, mark, by=by)
        return _print_one(opened.notes(), number, as_json=as_json)


def list_notes(ledger: Path, *, only_open: bool, as_json: bool) -> int:
    """Print all notes, or those that are open."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        rows = [row for row in opened.notes() if not (only_open and row.settled)]
    if as_json:
        print_json({"schema": "sayso.notes/1", "notes": as_plain(rows)})
    elif not rows:
        print("No open notes in this ledger." if only_open else "No notes in this ledger.")
    else:
        cells = [(str(row.note.number), _about(row), clean(row.note.text), _state(row)) for row in rows]
        print_table(("NO.", "ABOUT", "NOTE", "BY"), cells, right=(0,))
        print(f"\n{plural(len(rows), 'note')}, {sum(not row.settled for row in rows):,} open")
    return 0


def _print_one(rows: Sequence[NoteRow], number: int, *, as_json: bool) -> int:
    row = next(row for row in rows if row.note.number == number)
    if as_json:
        print_json({"schema": "sayso.notes/1", "notes": [as_plain(row)]})
        return 0
    print(f"{number}  {_about(row)}: {clean(row.note.text)} ({_state(row)})")
    if not row.settled:
        say(f"Settle   sayso note --settle {number}")
    return 0


def _about(row: NoteRow) -> str:
    gone = "" if row.target else ", which is not there now"
    return f"{row.note.kind} {quote(row.words, limit=60) if row.words else row.note.about[:12]}{gone}"


def _state(row: NoteRow) -> str:
    note = row.note
    said = f"{clean(note.by)}, {shown_day(note.made)}"
    if not note.marks:
        return said
    last = note.marks[-1]
    return f"{said}; {last.mark} by {clean(last.by)}, {shown_day(last.made)}"

"""``sayso judge``: a person's judgement recorded, undone, or all of them listed with what they do now."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli.listing import as_plain, print_json, print_table
from sayso.cli.progress import say
from sayso.errors import InputError
from sayso.records import Judgement
from sayso.rulings import in_words
from sayso.wording import clean, plural, quote, shown_day

if TYPE_CHECKING:
    from sayso.ledger.answers import JudgementRow
    from sayso.library import Ledger


def judge_names(ledger: Path, names: Sequence[str], *, by: str, claim: str | None, note: str, as_json: bool) -> int:
    """Record a judgement: two names and a verdict, or one name and a verdict."""
    from sayso.library import Ledger

    a, *others, verdict = names
    b = others[0] if others else ""
    verdict = verdict.replace("-", "_")
    with Ledger(ledger) as opened:
        made = opened.judge(a, b, verdict, by=by, claim=claim, note=note)  # type: ignore[arg-type]
        return _print_made(opened, made, as_json=as_json)


def undo_judgement(ledger: Path, number: int, *, by: str, note: str, as_json: bool) -> int:
    """Take one back."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        return _print_made(opened, opened.undo(number, by=by, note=note), as_json=as_json)


def list_judgements(ledger: Path, *, as_json: bool) -> int:
    """Print all of them, with what each does now."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        _print_rows(opened.judgements(), as_json=as_json)
    return 0


def adopt(ledger: Path, source: Path, *, as_json: bool) -> int:
    """Take in the judgements that another ledger's list holds."""
    from sayso.judging import judgements_of
    from sayso.library import Ledger

    try:
        given = judgements_of(json.loads(source.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{source} is no list of judgements ({error}). Nothing was recorded.") from error
    with Ledger(ledger) as opened:
        new = opened.adopt(given)
    if as_json:
        print_json({"schema": "sayso.adopted/1", "found": len(given), "new": new})
    else:
        print(f"{plural(len(given), 'judgement')} found, {new:,} of them new")
        say("Next   sayso judge --list")
    return 0


def _print_made(opened: "Ledger", made: Judgement, *, as_json: bool) -> int:
    row = next(row for row in opened.judgements() if row.judgement.number == made.number)
    if as_json:
        print_json({"schema": "sayso.judgements/1", "judgements": [as_plain(row)]})
        return 0
    print(f"{made.number}  {_what(row)}{_note(made)}")
    if row.because and row.state in ("waiting", "conflict"):
        say(f"It has no effect yet: {row.because}.")
    say(f"Undo   sayso judge --undo {made.number}")
    return 0


def _print_rows(rows: "Sequence[JudgementRow]", *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "sayso.judgements/1", "judgements": as_plain(rows)})
        return
    if not rows:
        print("No judgements in this ledger.")
        return
    cells = [
        (
            str(row.judgement.number),
            _what(row) + _note(row.judgement),
            row.state + (f": {row.because}" * bool(row.because)),
        )
        for row in rows
    ]
    print_table(("NO.", "JUDGEMENT", "STATE"), cells, right=(0,))
    counting = sum(row.state == "counts" for row in rows)
    print(f"\n{plural(len(rows), 'judgement')}, {counting:,} of them count")


def _what(row: "JudgementRow") -> str:
    judgement = row.judgement
    words = [quote(each, limit=60) for each in row.words]
    if judgement.undoes is not None:
        return f"judgement {judgement.undoes} undone by {clean(judgement.by)} on {shown_day(judgement.made)}"
    said = clean(in_words(judgement))
    if judgement.kind == "stance":
        return f"article {words[0]} {said}: claim {words[1]}"
    if judgement.kind == "speaker":
        return f"statement {words[0]} {said}" + "".join(f": {who}" for who in words[1:])
    if judgement.kind == "text":
        return f"text {words[0]} {said}"
    of = f" of claim {words[2]}" if judgement.kind == "origins" else ""
    return f"{judgement.kind} {words[0]} and {words[1]}{of} {said}"


def _note(judgement: Judgement) -> str:
    return f" ({clean(judgement.note)})" if judgement.note else ""

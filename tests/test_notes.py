"""Notes: written, settled and reopened, and found again with what they are about."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.readers import read_simply
from tests.test_judging import MILL, claim_of, closing, made_of, statement

from sayso.cli import run_command
from sayso.errors import InputError, NotFound
from sayso.library import Ledger


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    with made_of(tmp_path / "mill.db", monkeypatch, MILL, read_simply) as ledger:
        yield ledger


def test_a_note_on_each_kind_of_thing_is_kept_as_written(mill: Ledger) -> None:
    claim, said = closing(mill).claim, statement(mill, "0-0", "will close")
    before = mill.status()
    numbers = [
        mill.note(name, text, by="AB").number
        for name, text in ((claim.id, "Which March?"), (said, "See p. 4.\n\nAB"), ("0-2", "x" * 2000))
    ]
    assert numbers == [1, 2, 3]
    one, two, three = mill.notes()
    assert (one.note.kind, one.target, one.words, one.note.by) == ("claim", claim.id, claim.label, "AB")
    assert (two.note.kind, two.target, two.note.text) == ("statement", said, "See p. 4.\n\nAB")
    assert (three.note.kind, len(three.note.text), three.settled) == ("article", 2000, False)
    assert mill.status().judgements == before.judgements and closing(mill).judgements == ()


def test_a_note_is_settled_and_reopened_by_whom_and_when(mill: Ledger) -> None:
    mill.note("0-0", "Is this a copy?", by="AB")
    mill.mark_note(1, "settled", by="CD")
    with pytest.raises(NotFound, match="settled already"):
        mill.mark_note(1, "settled", by="AB")
    assert mill.notes()[0].settled
    mill.mark_note(1, "reopened", by="AB")
    (row,) = mill.notes()
    assert not row.settled and [(each.mark, each.by) for each in row.note.marks] == [
        ("settled", "CD"),
        ("reopened", "AB"),
    ]
    with pytest.raises(NotFound, match="no note 7"):
        mill.mark_note(7, "settled", by="AB")
    assert mill.note("0-0", "Another.", by="AB").number in {row.note.number for row in mill.notes()}


@pytest.mark.parametrize(
    ("about", "text", "by", "words"),
    [("0-0", " \n ", "AB", "needs a text"), ("0-0", "x" * 2001, "AB", "2,000 characters"),
     ("0-0", "x", " ", "the name of"), ("nothing like it", "x", "AB", "No record"), ("src", "x", "AB", "No record")],
)  # fmt: skip
def test_what_is_no_note_is_refused(mill: Ledger, about: str, text: str, by: str, words: str) -> None:
    with pytest.raises((InputError, NotFound), match=words):
        mill.note(about, text, by=by)
    assert not mill.notes()


def test_a_claims_note_stays_with_the_statement_that_gave_it_its_words(mill: Ledger) -> None:
    said, other = statement(mill, "0-0", "will close"), statement(mill, "0-1", "will close")
    trace = closing(mill)
    mill.note(trace.claim.id, "Which March?", by="AB")
    anchor = mill.notes()[0].note.about
    far = other if anchor == said else said
    mill.judge(anchor, far, "different", by="AB")  # the claim falls apart: the note goes with the wording
    assert mill.notes()[0].target == claim_of(mill, anchor) != claim_of(mill, far)
    mill.run()
    assert mill.notes()[0].target == claim_of(mill, anchor)
    home = mill.notes()[0].article_id
    mill.judge(home, "", "not_article", by="AB")
    (row,) = mill.notes()
    assert row.target is None and row.note.text == "Which March?" and row.words
    mill.undo(2, by="AB")
    assert mill.notes()[0].target == claim_of(mill, anchor)


def test_the_command_line_writes_marks_and_lists(mill: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    run: Callable[..., int] = lambda *words: run_command([*words, "--ledger", str(mill.path)])  # noqa: E731
    assert run("notes") == 0 and "No notes" in capsys.readouterr().out
    assert run("note", "0-0", "Is this\na copy?", "--by", "AB") == 0
    assert "Is this a copy? (AB," in capsys.readouterr().out
    assert run("note", "--settle", "1", "--by", "CD") == 0
    assert "settled by CD" in capsys.readouterr().out
    assert run("notes", "--open") == 0 and "No open notes" in capsys.readouterr().out
    assert run("note", "--reopen", "1", "--by", "CD") == 0
    capsys.readouterr()
    assert run("notes") == 0 and "1 note, 1 open" in capsys.readouterr().out
    assert run("notes", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)["notes"]
    assert row["note"]["text"] == "Is this\na copy?" and [each["mark"] for each in row["note"]["marks"]] == [
        "settled",
        "reopened",
    ]
    for wrong in (["note", "0-0"], ["note"], ["note", "0-0", "x", "--settle", "1"]):
        assert run(*wrong, "--by", "AB") == 2
    assert run("show", "0-0") == 0 and "note 1 by AB" in " ".join(capsys.readouterr().out.split())

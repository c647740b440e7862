"""Judgements on one record: who says a statement, and whether a text is an article."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.readers import read_simply
from tests.test_judging import MILL, article, claim_of, closing, made_of, source, statement, states

from sayso.cli import run_command
from sayso.errors import NotFound
from sayso.ledger.answers import ShownSource, ShownStatement
from sayso.library import Ledger
from sayso.records import Trace


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    with made_of(tmp_path / "mill.db", monkeypatch, MILL, read_simply) as ledger:
        yield ledger


def rows_of(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All that follows from reading and comparing, whatever run wrote it."""
    asked = {
        "statements": "SELECT id, source_id, via, text FROM statements ORDER BY id",
        "credits": "SELECT id, source_id, via, evidence, rule, first_hand, statement_id FROM credits ORDER BY id",
        "stories": "SELECT story_id, article_id FROM story_articles ORDER BY 1, 2",
        "claims": "SELECT id, story_id, label FROM claims ORDER BY id",
        "assessments": "SELECT claim_id, articles, origins, origins_min, origins_max FROM assessments ORDER BY 1",
    }
    with sqlite3.connect(ledger.path) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in asked.items()}


def credited(trace: Trace, statement_id: str) -> set[str | None]:
    """Whom the trace has for that statement."""
    credits = (credit for each in trace.appearances for credit in each.credits)
    return {credit.name for credit in credits if credit.statement_id == statement_id}


def speaker(ledger: Ledger, statement_id: str) -> str | None:
    shown = ledger.show(statement_id)
    assert isinstance(shown, ShownStatement)
    return shown.source.description if shown.source else None


# ---- who says it ----


def test_who_says_a_statement_is_what_a_person_ruled_and_undoing_gives_all_back(mill: Ledger) -> None:
    before = rows_of(mill)
    denied = next(each.id for each in article(mill, "0-2").statements if each.polarity == "denies")
    assert speaker(mill, denied) == "Luis Oduya" and credited(closing(mill), denied) == {"Luis Oduya"}
    other = source(mill, "0-2", "WireOne")
    made = mill.judge(denied, other, "says", by="AB", note="the sentence before")
    assert (made.kind, made.a, made.b, made.verdict) == ("speaker", denied, other, "says")
    assert speaker(mill, denied) == "WireOne"
    shown = mill.show(other)
    assert isinstance(shown, ShownSource) and denied in {each.id for each in shown.statements}
    trace = mill.trace(claim_of(mill, denied))
    assert credited(trace, denied) <= {"WireOne"} and made in trace.judgements
    mill.run()  # a run gives nothing of it back
    assert speaker(mill, denied) == "WireOne" and states(mill) == ["counts"]
    mill.undo(made.number, by="AB")
    assert rows_of(mill) == before and states(mill) == ["undone", "undoes"]
    mill.undo(2, by="AB")
    assert speaker(mill, denied) == "WireOne"


def test_a_statement_that_nobody_named_says_has_no_credit(mill: Ledger) -> None:
    before = rows_of(mill)
    said = statement(mill, "0-0", "will close")
    assert credited(closing(mill), said) == {"Ana Reyes"}
    mill.judge(said, "", "nobody", by="AB")
    assert speaker(mill, said) is None and not credited(closing(mill), said)
    assert mill.judge(said, source(mill, "0-0", "Ana Reyes"), "says", by="CD").number == 2  # the later one counts
    assert speaker(mill, said) == "Ana Reyes" and states(mill) == ["replaced", "counts"]
    mill.judge(said, "", "unsure", by="CD")  # back to the machine's
    assert rows_of(mill) == before


def test_a_statement_without_a_source_gets_one_and_a_credit(mill: Ledger) -> None:
    said = statement(mill, "0-0", "will close")
    with sqlite3.connect(mill.path) as connection:  # as where the reader found nobody
        connection.execute("DELETE FROM credits WHERE statement_id = ?", (said,))
        connection.execute("UPDATE statements SET source_id = NULL WHERE id = ?", (said,))
    mill.judge(said, source(mill, "0-0", "Ana Reyes"), "says", by="AB")
    assert speaker(mill, said) == "Ana Reyes" and credited(closing(mill), said) == {"Ana Reyes"}
    (credit,) = (each for each in article(mill, "0-0").credits if each.statement_id == said)
    assert credit.evidence.of(article(mill, "0-0").article.text) == "Ana Reyes told WireOne"
    mill.undo(1, by="AB")
    assert speaker(mill, said) is None and not credited(closing(mill), said)


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [("stm", "src elsewhere", "says"), ("stm", "", "says"), ("stm", "src", "nobody"), ("stm", "", "same"),
     ("stm", "", "not_article"), ("art", "", "nobody"), ("art", "src", "not_article"), ("stm", "", "guilty")],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_not_recorded(mill: Ledger, a: str, b: str, verdict: str) -> None:
    names = {
        "stm": statement(mill, "0-0", "will close"),
        "src": source(mill, "0-0", "Ana Reyes"),
        "src elsewhere": source(mill, "0-2", "Luis Oduya"),
        "art": "0-0",
        "": "",
    }
    with pytest.raises(NotFound, match=r"Nothing was recorded|No record"):
        mill.judge(names[a], names[b], verdict, by="AB")  # type: ignore[arg-type]
    assert not mill.judgements()


def test_judgements_on_one_record_go_to_another_ledger_before_its_articles_are_read(
    mill: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = statement(mill, "0-0", "will close")
    mill.judge(said, "", "nobody", by="AB")
    mill.judge("0-3", "", "not_article", by="AB")
    with Ledger(tmp_path / "other.db", config=mill.config) as other:
        other.add(tmp_path / "mill.jsonl")
        assert other.adopt([row.judgement for row in mill.judgements()]) == 2
        assert states(other) == ["waiting", "counts"]
        status = other.status()
        assert (status.articles, status.read, status.to_read) == (len(MILL) - 1, 0, len(MILL) - 1)
        other.run()
        with sqlite3.connect(other.path) as connection:  # what is no article is read and compared, so as to come back
            assert connection.execute("SELECT count(*) FROM waiting").fetchone() == (0,)
            connection.execute("DELETE FROM progress WHERE stage = 'cluster'")
        assert (other.status().read, other.status().to_compare) == (len(MILL) - 1, len(MILL) - 1)
        assert other.run().compared == len(MILL) and other.status().to_compare == 0
        assert states(other) == ["counts", "counts"]
        assert speaker(other, said) is None
        assert rows_of(other) == rows_of(mill)


# ---- whether a text is an article ----


def test_a_text_ruled_to_be_no_article_leaves_every_count_and_undoing_brings_it_back(mill: Ledger) -> None:
    before, status = rows_of(mill), mill.status()
    home = article(mill, "0-2").article.id
    own = len(article(mill, "0-2").statements)
    assert home in {each.article_id for each in closing(mill).appearances}
    made = mill.judge("0-2", "", "not_article", by="AB", note="a list of links")
    after = mill.status()
    assert (after.articles, after.read, after.statements) == (
        status.articles - 1,
        status.read - 1,
        status.statements - own,
    )
    assert after.problems == status.problems + 1 and after.to_read == after.to_compare == 0
    assert home not in {each.article_id for each in closing(mill).appearances}
    assert home not in {each for row in mill.stories() for each in row.article_ids}
    assert home not in mill.articles() and home in mill.articles([home])
    (problem,) = mill.problems()
    assert (problem.reason, problem.input_id) == ("judged", "0-2")
    assert "to be no article by AB" in problem.detail and "a list of links" in problem.detail
    mill.run()
    assert mill.status().articles == status.articles - 1 and states(mill) == ["counts"]
    mill.undo(made.number, by="CD")
    assert rows_of(mill) == before and not mill.problems()


def test_the_only_article_of_a_story_can_leave_and_come_back(mill: Ledger) -> None:
    for name in ("0-0", "0-1", "0-2", "0-3", "0-4"):
        mill.judge(name, "", "not_article", by="AB")
    assert not mill.stories() and not mill.claims() and mill.status().articles == 0
    for number in range(1, 6):
        mill.undo(number, by="AB")
    assert mill.status().articles == 5 and mill.stories() and mill.claims()


def test_what_only_a_ruling_on_it_joined_to_its_story_is_a_story_still(mill: Ledger) -> None:
    for name in ("0-1", "0-2", "0-3", "0-4"):
        mill.judge("0-0", name, "different", by="AB")
    mill.judge("0-0", "0-3", "same", by="AB")
    alone, kept = article(mill, "0-0").article.id, article(mill, "0-3").article.id
    before = rows_of(mill)["stories"]
    made = mill.judge("0-0", "", "not_article", by="AB")
    members = {each for row in mill.stories() for each in row.article_ids}
    assert kept in members and alone not in members
    assert [row.state for row in mill.judgements()][:2] == ["waiting", "waiting"]
    mill.undo(made.number, by="AB")
    assert rows_of(mill)["stories"] == before


# ---- on the command line ----


def test_the_command_line_takes_both_and_lists_them(mill: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    said, who = statement(mill, "0-0", "will close"), source(mill, "0-0", "Ana Reyes")
    to = ["--by", "AB", "--ledger", str(mill.path)]
    assert run_command(["judge", said, who, "says", *to]) == 0
    assert run_command(["judge", said, "nobody", *to]) == 0
    assert run_command(["judge", "0-3", "not-article", *to]) == 0
    capsys.readouterr()
    assert run_command(["judge", "--list", "--ledger", str(mill.path)]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    assert "judged to be said by that source by AB" in listed and "“Ana Reyes”" in listed
    assert "judged to be said by nobody named by AB" in listed and "judged to be no article by AB" in listed
    assert run_command(["problems", "--json", "--ledger", str(mill.path)]) == 0
    assert [each["reason"] for each in json.loads(capsys.readouterr().out)["problems"]] == ["judged"]
    assert run_command(["trace", claim_of(mill, said), "--ledger", str(mill.path)]) == 0
    assert "judged to be said by nobody named" in " ".join(capsys.readouterr().out.split())

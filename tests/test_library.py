"""What the library does with a ledger, with a reader of one rule in place of the models."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.orrin import rows, write_rows
from tests.readers import read_simply

from sayso.config import Config, ReadConfig
from sayso.errors import InputError, LedgerError, NotFound
from sayso.ingest import article_from_text
from sayso.ledger.answers import ShownArticle, ShownClaim, ShownSource, ShownStatement, ShownStory
from sayso.library import AddReport, Ledger, ReadArticle, read

CONFIG = Config(read=ReadConfig(workers=1, batch=16, seconds_per_article=30.0))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "orrin.db", config=CONFIG, reader="tests.readers:open_simple") as ledger:
        yield ledger


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("orrin")
    with Ledger(folder / "orrin.db", config=CONFIG, reader="tests.readers:open_simple") as ledger:
        ledger.add(write_rows(folder / "feed.jsonl", rows()))
        ledger.run()
        yield ledger


def test_add_balances_whatever_it_is_given(empty: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    folder.mkdir()
    write_rows(folder / "feed.jsonl", rows())
    (folder / "empty.txt").touch()
    (folder / "short.txt").write_text("Too short to be an article.")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (folder / "broken.jsonl").write_text('{"id": 1, "text": "cut\n')
    report = empty.add(folder)
    assert report.balances
    assert (report.added, report.again, report.versions) == (38, 1, 1)
    assert report.not_articles + report.too_short + report.unreadable == 4
    assert sum(number for _, number in report.reasons) == 4 == len(report.problems) == len(empty.problems())
    status = empty.status()
    assert (status.articles, status.copies, status.versions, status.to_read) == (39, 1, 1, 39)


def test_adding_twice_changes_nothing(empty: Ledger, tmp_path: Path) -> None:
    feed = write_rows(tmp_path / "feed.jsonl", rows())
    (tmp_path / "empty.txt").touch()
    empty.add([feed, tmp_path / "empty.txt"])
    empty.close()
    before = empty.path.read_bytes()
    report = empty.add([feed, tmp_path / "empty.txt"])
    assert report == replace(report, added=0, versions=0, again=40) and report.balances
    empty.close()
    assert empty.path.read_bytes() == before


def test_an_add_report_that_lost_something_does_not_balance() -> None:
    assert AddReport(found=2, added=1, again=1).balances
    assert not AddReport(found=2, added=1).balances


def test_asking_a_ledger_that_is_not_there(empty: Ledger) -> None:
    for ask in (empty.status, empty.claims, empty.problems, empty.run, lambda: empty.show("art_1")):
        with pytest.raises(LedgerError, match="There is no ledger"):
            ask()
    assert not empty.path.exists()


def test_a_wrong_path_makes_no_ledger(empty: Ledger) -> None:
    with pytest.raises(InputError):
        empty.add("no/such/folder")
    assert not empty.path.exists()


def test_a_run_reads_and_compares_what_is_new(empty: Ledger, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    empty.add(write_rows(tmp_path / "feed.jsonl", rows()))
    report = empty.run(progress=lambda *step: told.append(step))
    assert (report.to_read, report.read, report.failed, report.already_read, report.compared) == (39, 39, 0, 0, 39)
    assert report.stories and report.claims and report.statements and report.sources
    assert told[-1] == ("compare", 39, 39)
    assert ("read", 39, 39) in told
    again = empty.run()
    assert (again.to_read, again.read, again.compared, again.already_read) == (0, 0, 0, 39)
    assert len(empty.status().runs) == 2  # an add and a run: the one that did nothing left no trace


def test_a_failure_is_kept_and_tried_again_when_asked(tmp_path: Path) -> None:
    words = " and nobody at the town hall answered the telephone on Saturday, nor on the Sunday that followed it " * 2
    feed = write_rows(
        tmp_path / "feed.jsonl", [{"id": "1", "text": "RAISE" + words}, {"id": "2", "text": "Calm" + words}]
    )
    with Ledger(tmp_path / "orrin.db", config=CONFIG, reader="tests.readers:open_troubled") as ledger:
        ledger.add(feed)
        report = ledger.run()
        assert (report.read, report.failed) == (1, 1)
        assert [each.error for each in ledger.failures()] == ["ValueError: no such thing"] == [report.failures[0].error]
        assert ledger.run().to_read == 0
        assert ledger.status().failed == 1
    with Ledger(tmp_path / "orrin.db", config=CONFIG, reader="tests.readers:open_simple") as ledger:
        assert ledger.run(retry_failed=True).read == 1
        assert ledger.failures() == [] and ledger.status().failed == 0


def test_records_that_contradict_each_other_cost_their_article_alone(tmp_path: Path) -> None:
    feed = write_rows(tmp_path / "feed.jsonl", rows())
    with Ledger(tmp_path / "orrin.db", config=CONFIG, reader="tests.readers:open_contradictory") as ledger:
        ledger.add(feed)
        report = ledger.run()
        assert (report.read, report.failed) == (38, 1)
        assert "do not fit together" in ledger.failures()[0].error


def test_claims_are_listed_by_how_many_carry_them(filled: Ledger) -> None:
    claims = filled.claims(limit=None)
    assert [row.articles for row in claims] == sorted((row.articles for row in claims), reverse=True)
    assert len(claims) == filled.count_claims() == filled.status().claims
    assert len(filled.claims(limit=3)) == 3
    assert all(row.origins_max <= 1 for row in filled.claims(origins_max=1, limit=None))
    assert filled.count_claims(origins_max=1) < len(claims)
    assert filled.claims(contested=True, limit=None) == [row for row in claims if row.contests]


def test_claims_are_found_by_their_words(filled: Ledger) -> None:
    found = filled.claims("ferry passengers")
    assert found and all("ferry" in row.label.lower() for row in found)
    assert filled.claims("ferry orchids") == []
    assert filled.claims('"; DROP TABLE claims') == [] == filled.claims("!?")


def test_stories_name_every_input(filled: Ledger) -> None:
    stories = filled.stories()
    assert sorted(each for row in stories for each in row.input_ids) == sorted(row["id"] for row in rows())
    assert [len(row.article_ids) for row in stories] == sorted((len(row.article_ids) for row in stories), reverse=True)
    mill = next(row for row in stories if "0-0" in row.input_ids)
    assert {"0-0", "0-1", "0-4", "copy", "update"} <= set(mill.input_ids)
    assert mill.title.startswith("The Orrin paper mill") or mill.title.startswith("The orrin paper mill")
    assert len(filled.stories(limit=2)) == 2


def test_a_claim_traced_by_id_is_as_it_was_assessed(filled: Ledger) -> None:
    for row in filled.claims(limit=5):
        trace = filled.trace(row.id)
        shown = filled.show(row.id)
        assert isinstance(shown, ShownClaim)
        assert trace.assessment == shown.assessment
        assert trace.claim == shown.claim
        texts = filled.articles(each.article_id for each in trace.appearances).values()
        addresses = {each.url or each.id for each in texts}  # texts that stood at one address are one article
        assert (len(addresses), trace.assessment.origins_max) == (row.articles, row.origins_max)
        assert filled.trace(row.id[:12]) == trace


def test_show_finds_each_kind_of_record(filled: Ledger) -> None:
    article = filled.show("0-0")
    assert isinstance(article, ShownArticle) and article.annotated and article.story_id and article.claim_ids
    assert article.annotated == replace(read_simply(article.article), article=article.article)
    assert filled.show(article.article.id[4:20]) == article
    story = filled.show(article.story_id)
    assert isinstance(story, ShownStory) and article.article in story.articles and story.claims
    statement = filled.show(article.annotated.statements[0].id)
    assert isinstance(statement, ShownStatement) and statement.source and statement.claim_id in article.claim_ids
    assert filled.show(article.annotated.attributions[0].id) == statement
    source = filled.show(statement.source.id)
    assert isinstance(source, ShownSource) and statement.statement in source.statements
    assert {each.name for each in source.elsewhere} <= {source.source.name}
    assert filled.show(article.annotated.credits[0].id) == source


def test_versions_and_copies_are_shown_with_an_article(filled: Ledger) -> None:
    update, again = filled.show("update"), filled.show("again")
    assert isinstance(update, ShownArticle) and isinstance(again, ShownArticle)
    assert len(update.versions) == 2 and update.article.id in update.versions
    assert again.input_ids == ("0-2", "again") and again.versions == ()


def test_what_cannot_be_found(filled: Ledger) -> None:
    with pytest.raises(NotFound, match="begins with 'zzz'"):
        filled.show("zzz")
    with pytest.raises(NotFound, match=r"fits 39 records: article art_.* and 35 more"):
        filled.show("art_")
    with pytest.raises(NotFound, match="begins with 'clm_0000000000'"):
        filled.trace("clm_0000000000")


def test_all_records_can_be_gone_through(filled: Ledger) -> None:
    annotated = list(filled.annotated())
    assert len(annotated) == 39 == len(filled.articles())
    assert sum(len(each.statements) for each in annotated) == filled.status().statements
    assert list(filled.articles([annotated[3].article.id])) == [annotated[3].article.id]


def test_a_ruling_outranks_the_links(empty: Ledger, tmp_path: Path) -> None:
    empty.add(write_rows(tmp_path / "feed.jsonl", rows()))
    empty.run()
    first, other, alone = (_article_id(empty, name) for name in ("0-0", "0-4", "alone"))
    assert _story(empty, first) == _story(empty, other) != _story(empty, alone)
    empty.judge(first, other, "different", by="AB")
    assert _story(empty, first) != _story(empty, other)
    empty.judge(alone, first, "same", by="AB")
    assert _story(empty, first) == _story(empty, alone)
    assert empty.status().judgements == 2
    with pytest.raises(NotFound):
        empty.judge(first, first, "same", by="AB")


def _article_id(ledger: Ledger, name: str) -> str:
    shown = ledger.show(name)
    assert isinstance(shown, ShownArticle)
    return shown.article.id


def _story(ledger: Ledger, article_id: str) -> str | None:
    shown = ledger.show(article_id)
    assert isinstance(shown, ShownArticle)
    return shown.story_id


def test_it_opens_in_any_sqlite_browser(filled: Ledger) -> None:
    filled.close()
    with sqlite3.connect(filled.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (spans,) = connection.execute("SELECT content FROM statements LIMIT 1").fetchone()
        assert all(start < end for start, end in json.loads(spans))
        found = connection.execute(
            "SELECT text FROM statements WHERE number IN (SELECT rowid FROM statements_fts('ferry'))"
        ).fetchall()
        assert found and all("ferry" in text for (text,) in found)


def test_an_article_read_on_its_own_shows_who_says_what() -> None:
    row = rows()[0]
    moment = datetime(2024, 5, 3, tzinfo=UTC)
    article = article_from_text(row["text"], input_id=row["id"], title=row["title"], retrieved=moment)
    lines = repr(ReadArticle(read_simply(article))).splitlines()
    assert lines[0] == f"{row['title']}: 66 words, 3 attributions"
    assert lines[1].startswith("Ana Reyes | told WireOne | the Orrin paper mill will close")
    assert lines[1].endswith("| person Ana Reyes | WireOne")


def test_reading_a_file_that_holds_no_article_or_several(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="40 articles, not one"):
        read(write_rows(tmp_path / "feed.jsonl", rows()))
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match="holds no article"):
        read(tmp_path / "empty.txt")


def test_asking_imports_neither_models_nor_numpy(filled: Ledger) -> None:
    code = (
        "import sys; from sayso.library import Ledger\n"
        f"with Ledger({str(filled.path)!r}) as ledger:\n"
        "    ledger.claims('ferry', origins_max=2); ledger.stories(); ledger.status()\n"
        "    ledger.show('0-0'); ledger.problems()\n"
        "print([name for name in ('numpy', 'onnxruntime', 'sqlalchemy', 'trafilatura') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=os.environ)
    assert done.stdout == "[]\n", done.stderr

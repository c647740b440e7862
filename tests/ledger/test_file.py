"""Opening a ledger: what is none is refused in words that say what to do, and nothing is changed."""

import os
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import (
    Contradiction,
    LedgerFile,
    add_articles,
    add_failures,
    add_judgement,
    all_article_ids,
    claim_links_among,
    list_judgements,
    mark,
    read_status,
    run_lock,
    schema,
    set_aside,
    unclustered,
    unlinked,
    unread_after,
)
from sayso.ledger.opening import APPLICATION_ID, SCHEMA_VERSION
from sayso.ledger.queues import unsure_claims
from sayso.ledger.rows import source_of, source_row
from sayso.records import Article, ClaimLink, Failure, Judgement, Run, Source, Span

MOMENT = datetime(2024, 5, 3, 9, 12, tzinfo=UTC)
RUN = Run("run_1", "add", "0.1.0", "c", "m", MOMENT)


def article(number: int) -> Article:
    return Article(
        f"art_{number}", f"{number}.txt", None, None, None, None, f"The mill in Orrin closed. {number}", None, MOMENT
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "orrin.db"
    file = LedgerFile(path, create=True)
    with file.writing(RUN) as writing:
        add_articles(writing, [article(1)])
    file.close()
    return path


def test_it_is_one_private_file_with_a_name_of_its_own(path: Path) -> None:
    assert [each.name for each in path.parent.iterdir()] == ["orrin.db"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = connection.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'mills'").fetchone()
        assert found == (1,)


def test_every_table_of_records_names_its_run() -> None:
    derived = {"meta", "runs", "article_keys", "fingerprints", "story_articles", "claim_statements"}
    derived |= {"waiting", "claim_links", "article_terms"}
    for table in schema.metadata.sorted_tables:
        assert "run_id" in table.c or table.name in derived, table.name


def test_a_missing_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"(?s)There is no ledger at .*sayso add"):
        LedgerFile(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_folder_and_a_place_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        LedgerFile(tmp_path, create=True)
    with pytest.raises(LedgerError, match="cannot be made there"):
        LedgerFile(tmp_path / "no" / "such.db", create=True)


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Call the mill about Orrin.")
    with pytest.raises(LedgerError, match="is not a ledger: it is no SQLite file"):
        LedgerFile(path, create=True)
    assert path.read_text() == "Call the mill about Orrin."


def test_an_empty_file_is_a_ledger_only_for_add(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(LedgerError, match="is empty"):
        LedgerFile(path)
    LedgerFile(path, create=True).close()
    LedgerFile(path).close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="not a sayso ledger"):
        LedgerFile(path, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("version", "words"), [(99, "newer sayso"), (0, "no longer reads")])
def test_another_schema(path: Path, version: int, words: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={version}")
    with pytest.raises(LedgerError, match=words):
        LedgerFile(path)


def _without_schema_5(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE article_terms")  # since schema 6
    connection.execute("DROP VIEW versions")
    for table in ("outranked", "set_aside", "notes"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CREATE VIEW versions AS SELECT url, id AS article_id, 1 AS ordinal, 1 AS texts FROM articles")
    for name in ("insert", "next", "done", "again"):
        connection.execute(f"DROP TRIGGER waiting_{name}")
    connection.execute("DROP TABLE waiting")
    connection.execute("DROP INDEX articles_published")
    connection.execute("DROP TABLE claim_links")
    connection.execute(
        "CREATE TABLE claim_links (a TEXT NOT NULL REFERENCES statements (id), b TEXT NOT NULL REFERENCES statements"
        " (id), run_id TEXT NOT NULL, score FLOAT NOT NULL, because TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID"
    )


def _without_schema_3(connection: sqlite3.Connection) -> None:
    _without_schema_5(connection)
    connection.execute("ALTER TABLE statements DROP COLUMN certainty")
    connection.execute("ALTER TABLE assessments DROP COLUMN trace")  # since schema 4
    connection.execute("DROP TABLE judgements")
    connection.execute(
        "CREATE TABLE judgements (number INTEGER NOT NULL PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runs (id),"
        ' a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, "by" TEXT NOT NULL, made TEXT NOT NULL)'
    )
    for end in ("a", "b"):
        connection.execute(f"CREATE INDEX judgements_{end} ON judgements ({end})")


def test_judgements_of_schema_2_are_read_as_they_are_and_kept_by_the_first_write(path: Path) -> None:
    made = "2024-05-03T09:12:00+00:00"
    with sqlite3.connect(path) as connection:
        _without_schema_3(connection)
        connection.execute("PRAGMA user_version=2")
        connection.execute("INSERT INTO judgements VALUES (1, ?, 'art_1', 'art_2', 'same', 'AB', ?)", (RUN.id, made))
        connection.execute("INSERT INTO judgements VALUES (2, ?, 'stm_1', 'stm_2', 'unsure', 'AB', ?)", (RUN.id, made))
    file = LedgerFile(path)
    with file.reading() as reading:
        before = list_judgements(reading)
    assert [(each.kind, each.verdict, each.note) for each in before] == [
        ("articles", "same", ""),
        ("statements", "unsure", ""),
    ]
    with file.writing(RUN) as writing:
        undoing = replace(before[0], verdict="undone", undoes=1, number=0)
        assert add_judgement(writing, undoing).number == 3
    with file.reading() as reading:
        assert list_judgements(reading) == [*before, replace(undoing, number=3)]
        assert reading.scalars("PRAGMA user_version") == [SCHEMA_VERSION]
    file.close()


def test_a_ledger_of_schema_1_is_read_as_it_is_and_brought_up_to_date_by_the_first_write(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE sources DROP COLUMN anonymity")
        _without_schema_3(connection)
        connection.execute("PRAGMA user_version=1")
        row = ("src_1", "art_1", RUN.id, "unnamed", "a miller", "[[0,3]]")
        connection.execute("INSERT INTO sources VALUES (?, ?, ?, ?, NULL, ?, ?)", row)
    miller = Source("src_1", "art_1", "unnamed", None, "a miller", (Span(0, 3),))
    file = LedgerFile(path)
    with file.reading() as reading:
        assert source_of(reading.rows("SELECT * FROM sources")[0]) == miller
    with file.writing(RUN) as writing:
        add_articles(writing, [article(2)])
        writing.insert("sources", [source_row(replace(miller, id="src_2", anonymity=Span(4, 8)), RUN.id)])
    with file.reading() as reading:
        found = [source_of(row) for row in reading.rows("SELECT * FROM sources ORDER BY id")]
        assert [each.anonymity for each in found] == [None, Span(4, 8)]
        assert "certainty" in reading.scalars("SELECT name FROM pragma_table_info('statements')")
        assert reading.scalars("PRAGMA user_version") == [SCHEMA_VERSION]
    file.close()


def test_a_ledger_brought_up_to_date_is_made_like_a_new_one(path: Path) -> None:
    def made(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
        asked = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY name'
        return {name: connection.execute(asked, (name,)).fetchall() for name in names}

    with sqlite3.connect(path) as connection:
        new = made(connection)
        connection.execute("ALTER TABLE sources DROP COLUMN anonymity")
        _without_schema_3(connection)
        connection.execute("PRAGMA user_version=1")
        assert made(connection) != new
    file = LedgerFile(path)
    file.bring_up_to_date()
    file.close()
    with sqlite3.connect(path) as connection:
        found = made(connection)
    assert {each: found.get(each) for each in new} == new


@pytest.mark.parametrize("same", [True, False])
def test_a_ledger_of_schema_4_is_read_as_if_nothing_were_set_aside_until_the_first_write(
    path: Path, same: bool
) -> None:
    with sqlite3.connect(path) as connection:
        _without_schema_5(connection)
        connection.execute("PRAGMA user_version=4")
    file, other = LedgerFile(path), LedgerFile(path)
    with file.reading() as reading:
        assert not set_aside(reading) and reading.scalars("PRAGMA user_version") == [4]
        assert read_status(reading, path).to_read == 1
    with (file if same else other).writing(RUN) as writing:
        add_articles(writing, [article(2)])
        ruling = Judgement(article(2).id, "", "not_article", "AB", RUN.started, "text")
        stored = add_judgement(writing, ruling)
    with file.reading() as reading:  # through the connection that has read it as it was
        assert set_aside(reading) == {article(2).id: stored} and reading.scalars("PRAGMA user_version") == [
            SCHEMA_VERSION
        ]
        assert article(2).id not in all_article_ids(reading)
        status = read_status(reading, path)
        assert (status.articles, status.to_read, status.problems) == (1, 1, 1)
        assert not reading.scalars("SELECT name FROM sqlite_temp_master")
    file.close()
    other.close()


def test_links_and_what_waits_in_a_ledger_of_schema_4(path: Path) -> None:
    linked, said = article(2), [("stm_b", "one"), ("stm_a", "two")]  # the ids are not in the order of the numbers
    link = ("stm_a", "stm_b", RUN.id, 0.5, '["both say mill"]')
    with sqlite3.connect(path) as connection:
        _without_schema_5(connection)
        connection.execute("PRAGMA user_version=4")
        connection.execute(
            "INSERT INTO articles (id, run_id, input_id, text, retrieved, links) VALUES (?, ?, '2', '', '', '[]')",
            (linked.id, RUN.id),
        )
        for stage in ("annotate", "link"):
            connection.execute("INSERT INTO progress VALUES (?, ?, ?)", (linked.id, stage, RUN.id))
        for number, (identity, text) in enumerate(said):
            row = (number + 1, identity, f"att_{number}", linked.id, RUN.id, "says", "[]", text)
            connection.execute(
                "INSERT INTO statements (number, id, attribution_id, article_id, run_id, polarity, content, text)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        connection.execute("INSERT INTO claim_links VALUES (?, ?, ?, ?, ?)", link)
    file = LedgerFile(path)
    for _ in range(2):  # as it is, and brought up to date
        with file.reading() as reading:
            assert [each.id for each in unread_after(reading, 0)[0]] == ["art_1"]
            assert (unlinked(reading), unclustered(reading)) == ([], ["art_2"])
            assert [(each.a, each.b, each.score) for each in unsure_claims(reading)] == [("stm_a", "stm_b", 0.5)]
        file.bring_up_to_date()
    with file.reading() as reading:
        assert claim_links_among(reading, ["art_2"]) == [ClaimLink("stm_a", "stm_b", 0.5)]
        assert reading.scalars("PRAGMA user_version") == [SCHEMA_VERSION]
    with file.writing(RUN) as writing:
        mark(writing, "cluster", ["art_2"])
        add_articles(writing, [article(3)])
        mark(writing, "annotate", ["art_1"])
    with file.reading() as reading:
        assert [each.id for each in unread_after(reading, 0)[0]] == ["art_3"]
        assert (unlinked(reading), unclustered(reading)) == (["art_1"], [])
        status = read_status(reading, path)
        assert (status.articles, status.read, status.to_read, status.to_compare) == (3, 2, 1, 1)
    file.close()


def test_a_long_log_is_emptied_as_soon_as_nobody_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.file.LONG_LOG", 4096)
    log = path.with_name("orrin.db-wal")
    file, other = LedgerFile(path, busy_seconds=0.05), LedgerFile(path)

    def write(number: int) -> int:
        with file.writing(RUN) as writing:
            add_articles(writing, [article(number)])
        return log.stat().st_size

    assert write(2) == 0
    with other.reading() as reading:
        assert read_status(reading, path).articles == 2
        first = write(3)
        assert first > 4096
        assert write(4) > first
    sizes = [write(number) for number in range(5, 9)]
    assert 0 in sizes
    file.close()
    other.close()


def test_a_damaged_ledger(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="is damaged"):
        file = LedgerFile(path)
        with file.reading() as reading:
            read_status(reading, path)


def test_locked_by_another_program(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    file = LedgerFile(path, busy_seconds=0.05)
    with pytest.raises(LedgerError, match="is locked: another program is writing"), file.writing(RUN) as writing:
        add_articles(writing, [article(2)])
    with file.reading() as reading:  # reading goes on
        assert read_status(reading, path).articles == 1
    other.execute("ROLLBACK")
    other.close()
    file.close()


def test_two_runs_do_not_meet(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sayso.ledger import run_lock\n"
        "with run_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    with pytest.raises(LedgerError, match=rf"another sayso run \(process {other.pid}\)"), run_lock(path):
        pass
    other.kill()  # a killed run leaves no lock behind
    other.communicate()
    with run_lock(path):
        pass
    assert not path.with_name("orrin.db-lock").exists()


def test_a_read_only_ledger_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    file = LedgerFile(path)
    with file.reading() as reading:
        assert read_status(reading, path).articles == 1
    with pytest.raises(LedgerError, match="is read-only"), file.writing(RUN):
        pass
    file.close()
    assert [each.name for each in path.parent.iterdir()] == ["orrin.db"]


def test_a_transaction_is_whole_or_not_at_all(path: Path) -> None:
    file = LedgerFile(path)
    with pytest.raises(ZeroDivisionError), file.writing(RUN) as writing:
        add_articles(writing, [article(2)])
        raise ZeroDivisionError
    with pytest.raises(Contradiction), file.writing(RUN) as writing:
        add_failures(writing, [Failure("art_unknown", "annotate", "what?")])
    with file.reading() as reading:
        assert read_status(reading, path).articles == 1
    file.close()


def test_a_run_that_changed_nothing_leaves_no_trace(path: Path) -> None:
    before = path.read_bytes()
    file = LedgerFile(path)
    with file.writing(Run("run_2", "add", "0.1.0", "c", "m", MOMENT)) as writing:
        add_articles(writing, [article(1)])
    with file.reading() as reading:
        assert reading.scalars("SELECT id FROM runs") == ["run_1"]
    file.close()
    assert path.read_bytes() == before

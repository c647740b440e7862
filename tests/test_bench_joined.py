"""A ledger that is joined from copies of another is whole, and each copy is linked as the original is."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench.joined import join
from tests.orrin import rows, write_rows
from tests.readers import open_simple
from tests.test_same_ledger import CONFIG

from sayso import ledger, match, pipeline, trace
from sayso.library import Ledger
from sayso.records import Run

ARTICLES = 39


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("joined")
    with pytest.MonkeyPatch.context() as patch:
        annotate = open_simple()
        patch.setattr("sayso.workers.read_all", lambda articles, **_: iter([annotate(list(articles))]))
        with Ledger(folder / "one.db", config=CONFIG) as opened:
            opened.add(write_rows(folder / "feed.jsonl", rows()))
            opened.run()
    join(folder / "one.db", folder / "joined.db", 3 * ARTICLES)
    return folder / "joined.db"


def _stories(file: ledger.LedgerFile) -> set[tuple[str, str]]:
    with file.reading() as reading:
        return {
            (row.story_id, row.article_id) for row in reading.rows("SELECT story_id, article_id FROM story_articles")
        }


def test_it_is_whole(joined: Path) -> None:
    with sqlite3.connect(joined) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = connection.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'litres'").fetchone()
        assert found[0] >= 9 and found[0] % 3 == 0
    with Ledger(joined, config=CONFIG) as opened:
        status, report = opened.status(), opened.run()
    assert (status.articles, status.read, status.to_compare, report.compared) == (3 * ARTICLES, 3 * ARTICLES, 0, 0)
    assert status.stories % 3 == status.claims % 3 == status.statements % 3 == 0


def test_each_copy_has_the_keys_of_its_own_texts(joined: Path) -> None:
    file = ledger.LedgerFile(joined)
    same = all_keys = 0
    with file.reading() as reading:
        for annotated in ledger.each_annotated(reading, ledger.all_article_ids(reading)):
            identity = annotated.article.id

            def indexed(table: str, key: str, identity: str = identity) -> set[int]:
                sql = f"SELECT {key} FROM {table} JOIN articles ON number = article WHERE id = :id"
                return set(reading.scalars(sql, id=identity))

            assert indexed("fingerprints", "fingerprint") == trace.fingerprints(annotated.article.text)
            terms = match.pack_terms(match.count_terms(annotated))
            assert ledger.read_terms(reading, [identity]) == {identity: (terms, annotated.vectors)}
            lead = (match.article_row(annotated), terms[: match.FRONT])
            assert ledger.read_leads(reading, [identity], front=match.FRONT) == {identity: lead}
            keys = match.profile_keys(match.profile_article(annotated))
            same += len(keys & indexed("article_keys", "key"))
            all_keys += len(keys)
    file.close()
    assert same > 0.9 * all_keys > 0


def test_stories_worked_out_again_are_the_same(joined: Path) -> None:
    file = ledger.LedgerFile(joined)
    before = _stories(file)
    with file.reading() as reading:
        last = ledger.all_article_ids(reading)[-1]
    moment = datetime(2024, 6, 1, tzinfo=UTC)
    pipeline.work_out_again([last], file, Run("run_again", "judge", "0", "c", "m", moment), CONFIG)
    assert _stories(file) == before
    file.close()

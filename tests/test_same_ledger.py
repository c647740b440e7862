"""
The design's promise: everything at once, one article at a time in any order, and in shards, give the same ledger.

So does a run that was killed and called again. Compared is every table but the log of runs, without the columns that
say when and by which run a row was written.
"""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.orrin import rows, write_rows
from tests.readers import open_simple

from sayso import answering, workers
from sayso.config import Config, ReadConfig
from sayso.library import Ledger

ROOT = Path(__file__).parent.parent
CONFIG = Config(read=ReadConfig(workers=1, batch=4, seconds_per_article=30.0))
NOT_CONTENT = {
    "run_id",  # which run wrote it
    "number",  # the order of arrival, as the short form of an id
    "retrieved",  # when it was added
    "input_id",  # of articles: which of its inputs came first; `inputs` has them all
}
LOG = {"runs", "meta", "versions"}  # versions are in the order in which they were retrieved


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading in this process: forty runs need not start forty others."""
    annotate = open_simple()
    monkeypatch.setattr(
        "sayso.workers.read_all", lambda articles, **_: ([each] for article in articles for each in annotate([article]))
    )


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows, sorted; those that name articles and statements by number, by their ids."""
    found = {}
    with sqlite3.connect(path) as connection:
        ids = dict(connection.execute("SELECT number, id FROM articles"))
        said = dict(connection.execute("SELECT number, id FROM statements"))
        names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        for (name,) in names:
            if name in LOG or "_fts" in name or name.startswith("sqlite_"):
                continue
            cursor = connection.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in cursor.description]
            kept = [c for c in columns if c not in NOT_CONTENT or (c == "input_id" and name != "articles")]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor]
            if "article" in kept:
                rows = [{**row, "article": ids[row["article"]]} for row in rows]
            if name == "claim_links":
                pairs = [sorted((said[row["a"]], said[row["b"]])) for row in rows]
                rows = [{**row, "a": a, "b": b} for row, (a, b) in zip(rows, pairs, strict=True)]
            found[name] = sorted(tuple(row[column] for column in kept) for row in rows)
    return found


def made_of(path: Path, batches: Iterable[Sequence[dict[str, Any]]], *, run_each: bool = True) -> dict[str, Any]:
    """The content of a ledger to which these were added one batch after the other."""
    with Ledger(path, config=CONFIG) as ledger:
        for number, batch in enumerate(batches):
            ledger.add(write_rows(path.with_name(f"{path.stem}-{number}.jsonl"), batch))
            if run_each:
                ledger.run()
        ledger.run()
        status = ledger.status()
        assert (status.to_read, status.to_compare) == (0, 0)
    return content(path)


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one.keys() == other.keys()
    for name in one:
        assert one[name] == other[name], name


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        annotate = open_simple()
        patch.setattr("sayso.workers.read_all", lambda articles, **_: iter([annotate(list(articles))]))
        return made_of(tmp_path_factory.mktemp("once") / "once.db", [rows()])


def test_it_has_something_to_compare(at_once: dict[str, Any]) -> None:
    sizes = {name: len(found) for name, found in at_once.items()}
    assert sizes["articles"] == 39 and sizes["inputs"] == 40
    assert all(sizes[name] > 10 for name in ("article_links", "claim_links", "reuse", "claims", "assessments")), sizes
    stories = {story for _, story in at_once["story_articles"]}
    assert 7 <= len(stories) < 39
    assert any(assessed[1] > 2 for assessed in at_once["assessments"])  # claims carried by several articles


@pytest.mark.parametrize("seed", range(4))
def test_one_at_a_time_in_any_order(seed: int, at_once: dict[str, Any], tmp_path: Path) -> None:
    shuffled = rows()
    random.Random(seed).shuffle(shuffled)
    assert_same(made_of(tmp_path / "single.db", [[row] for row in shuffled]), at_once)


def test_seven_shards(at_once: dict[str, Any], tmp_path: Path) -> None:
    every = rows()
    assert_same(made_of(tmp_path / "shards.db", [every[shard::7] for shard in range(7)]), at_once)


def test_all_added_before_anything_is_read(at_once: dict[str, Any], tmp_path: Path) -> None:
    every = rows()
    assert_same(made_of(tmp_path / "late.db", [every[20:], every[:20]], run_each=False), at_once)


def test_killed_again_and_again(at_once: dict[str, Any], tmp_path: Path) -> None:
    path, feed = tmp_path / "killed.db", write_rows(tmp_path / "feed.jsonl", rows())
    code = (
        "import os, signal, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.test_same_ledger import CONFIG, Ledger\n"
        "steps = int(sys.argv[1])\n"
        "def step(*done):\n"
        "    global steps\n"
        "    steps -= 1\n"
        "    if steps == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"with Ledger({str(path)!r}, config=CONFIG, reader='tests.readers:open_simple') as ledger:\n"
        f"    ledger.add({str(feed)!r})\n"
        "    ledger.run(progress=step)\n"
    )
    ended = []
    for steps in (5, 5, 1, 1, 1, 100):  # in the midst of reading, of linking, of working out stories
        ended.append(subprocess.run([sys.executable, "-c", code, str(steps)], cwd=ROOT, timeout=120).returncode)
        with Ledger(path, config=CONFIG) as ledger:
            assert ledger.status().articles == 39
    assert ended == [-9] * 5 + [0]
    assert_same(content(path), at_once)


def test_stopped_where_articles_are_linked_and_their_statements_are_not(
    at_once: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stopped.db"
    with Ledger(path, config=CONFIG) as ledger:
        ledger.add(write_rows(tmp_path / "feed.jsonl", rows()))
        with monkeypatch.context() as patch:
            patch.setattr("sayso.match.link_statements", _stop)
            with pytest.raises(KeyboardInterrupt):
                ledger.run()
        assert ledger.status().to_compare == 39
        ledger.run()
    assert_same(content(path), at_once)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_compared_in_two_processes_what_was_read_before(
    at_once: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "spread.db"
    with monkeypatch.context() as patch:
        patch.setattr("sayso.match.link_statements", _stop)
        with pytest.raises(KeyboardInterrupt):
            made_of(path, [rows()])
    monkeypatch.setattr("sayso.library._WORTH_SPREADING", len(rows()) - 1)
    asked: list[str] = []
    spread = workers.spread
    monkeypatch.setattr(
        "sayso.workers.spread", lambda tasks, **how: asked.append(how["opener"][0]) or spread(tasks, **how)
    )
    with Ledger(path, config=replace(CONFIG, read=replace(CONFIG.read, workers=2))) as ledger:
        ledger.run()
    assert asked == ["sayso.pipeline:open_worker"] * 2  # statements, then stories
    assert_same(content(path), at_once)


def test_articles_that_were_linked_before_terms_were_stored(at_once: dict[str, Any], tmp_path: Path) -> None:
    path, every = tmp_path / "older.db", rows()
    made_of(path, [every[:20]])
    with sqlite3.connect(path) as connection:
        stored = connection.execute("SELECT count(*) FROM article_terms").fetchone()[0]
        connection.execute("DELETE FROM article_terms WHERE article % 2")
        connection.execute("UPDATE article_terms SET packed = zeroblob(40)")  # of another format
    found = made_of(path, [every[20:]])
    terms = found.pop("article_terms")
    assert_same(found, {name: rows for name, rows in at_once.items() if name != "article_terms"})
    assert 0 < stored < len(terms) <= len(at_once["article_terms"])


@pytest.mark.parametrize("strong", [0.0, 2.0])
def test_statements_compared_at_once_or_where_their_articles_lie_in_one_story(
    strong: float, at_once: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.match.STRONG", strong)
    found = made_of(tmp_path / "strong.db", [rows()])
    links, usual = (set(each.pop("claim_links")) for each in (found, dict(at_once)))
    assert links > usual if strong == 0.0 else links < usual
    assert_same(found, {name: rows for name, rows in at_once.items() if name != "claim_links"})


def test_stopped_among_the_stories_of_a_group(
    at_once: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has lost its story to another, and does not have its new one yet, waits."""
    path, every = tmp_path / "stopped.db", rows()
    made_of(path, [every[:30]])
    monkeypatch.setattr("sayso.pipeline._BATCH", 1)  # a story in a transaction
    trace_story = answering.trace_story
    with Ledger(path, config=CONFIG) as ledger:
        ledger.add(write_rows(tmp_path / "more.jsonl", every[30:]))
        for stories in (0, 1, 1):
            told = iter([False] * stories)
            with monkeypatch.context() as patch:
                patch.setattr(
                    "sayso.answering.trace_story",
                    lambda *a, told=told: _stop() if next(told, True) else trace_story(*a),
                )
                with pytest.raises(KeyboardInterrupt):
                    ledger.run()
            status = ledger.status()
            with sqlite3.connect(path) as connection:
                (told_of,) = connection.execute("SELECT count(*) FROM story_articles").fetchone()
            assert status.to_compare >= 39 - told_of > 0
        ledger.run()
    assert_same(content(path), at_once)

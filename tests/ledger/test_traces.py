"""The trace as a run left it: what is read back is what would be worked out again."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.orrin import rows, write_rows

from sayso import answering, ledger
from sayso.config import load_config
from sayso.ledger import traces
from sayso.library import Ledger

CONFIG = load_config()
CONFIG = replace(CONFIG, read=replace(CONFIG.read, workers=1))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traces")
    with Ledger(folder / "orrin.db", config=CONFIG, reader="tests.readers:open_simple") as opened:
        opened.add(write_rows(folder / "rows.jsonl", rows()))
        opened.run()
    return folder / "orrin.db"


def test_what_is_stored_is_what_is_worked_out(path: Path) -> None:
    with Ledger(path) as opened:
        ids = [row.id for row in opened.claims(limit=None)]
    with ledger.LedgerFile(path).reading() as reading:
        for each in ids:
            assert ledger.read_trace(reading, each) == answering.answer(each, reading, CONFIG)
    assert len(ids) > 10


def test_another_shape_is_worked_out_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(path) as opened:
        claim = opened.claims(limit=1)[0].id
    monkeypatch.setattr(traces, "_SHAPE", "another")
    with ledger.LedgerFile(path).reading() as reading:
        assert ledger.read_trace(reading, claim) is None


def test_a_judgement_changes_what_is_stored(path: Path) -> None:
    with Ledger(path) as opened:
        row = next(each for each in opened.claims(limit=None) if each.articles > 2)
        article = opened.trace(row.id).appearances[0].article_id
        made = opened.judge(article, row.id, "silent", by="A. Editor")
        now = next(each for each in opened.claims(limit=None) if each.label == row.label)
        expected = opened.trace(now.id)
    with ledger.LedgerFile(path).reading() as reading:
        stored = ledger.read_trace(reading, now.id)
    assert stored and article not in {each.article_id for each in stored.appearances}
    assert [each.number for each in stored.judgements] == [made.number]
    assert stored.appearances == expected.appearances

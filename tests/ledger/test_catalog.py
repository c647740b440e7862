"""The catalogue of claims: brought up to date it is what one made anew is."""

import shutil
from pathlib import Path

import numpy as np
from tests.web.conftest import orrin_ledger as orrin_ledger  # a fixture

from sayso.ledger import LedgerFile
from sayso.ledger.catalog import Asked, Catalog
from sayso.library import Ledger

ASKED = (
    Asked(),
    Asked(words="mill"),
    Asked(origins=("1",), order="thin"),
    Asked(flags=("unstated",)),
    Asked(contested=("yes",), order="contested"),
)


def facts(catalog: Catalog, file: LedgerFile) -> list[object]:
    with file.reading() as reading:
        asked = [*ASKED, *(Asked(outlets=(each,)) for each in sorted(catalog._outlets))]
        return [catalog.ask(each, reading, start=0, most=100) for each in asked]


def made(file: LedgerFile, known: Catalog | None = None) -> Catalog:
    with file.reading() as reading:
        return Catalog(reading, known)


def test_it_is_brought_up_to_date_after_rulings(orrin_ledger: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(orrin_ledger, tmp_path / "copy.db"))
    file = LedgerFile(path)
    known = made(file)
    with Ledger(path) as ledger:
        largest = ledger.claims()[0]
        one, other, *_ = ledger.trace(largest.id).claim.statement_ids
        story = ledger.stories()[0]
        for step in (
            lambda: ledger.judge(one, other, "different", by="AB"),
            lambda: ledger.judge(story.article_ids[0], story.article_ids[-1], "different", by="AB"),
            lambda: ledger.undo(1, by="AB"),
            lambda: ledger.undo(2, by="AB"),
        ):
            step()
            before, known = known, made(file, known)
            assert known._runs != before._runs
            assert facts(known, file) == facts(made(file), file) != facts(before, file)
    file.close()


def test_where_nothing_was_written_nothing_is_read(orrin_ledger: Path) -> None:
    file = LedgerFile(orrin_ledger)
    known = made(file)
    with file.reading() as reading:
        asked: list[str] = []
        rows = reading.pages
        reading.pages = lambda sql, size, **values: asked.append(values.get("ids", "all")) or rows(sql, size, **values)  # type: ignore[assignment, func-returns-value, method-assign]
        again = Catalog(reading, known)
    assert asked == ["all", "[]", "[]"]
    assert again.ids == known.ids and np.array_equal(again._numbers, known._numbers)
    file.close()

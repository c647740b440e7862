"""Lists that are sent whole are of one moment, also while what is kept of the ledger is old or is being made."""

import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HOSTILE

from sayso.browsing import Browser
from sayso.errors import LedgerError
from sayso.ledger.catalog import Asked
from sayso.ledger.kept import Kept
from sayso.library import Ledger


def set_aside(path: Path) -> None:
    """An article whose claims nobody else carries is ruled to be none."""
    with Ledger(path) as ledger:
        (alone,) = (each.id for each in ledger.articles().values() if each.input_id == HOSTILE["id"])
        ledger.judge(alone, "", "not_article", by="AB")


@pytest.mark.parametrize("form", [".json", ".csv", ".atom"])
def test_after_a_ruling_lists_are_sent_whole_however_old_what_is_kept_may_be(
    desk: TestClient, copy: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("sayso.ledger.kept.PATIENCE", 1e9)
    paths = ("/claims", "/sources", "/outlets", "/stories")
    before = {path: desk.get(path + ".json").json()["rows"] for path in paths}
    set_aside(copy)
    for path in paths:
        answer = desk.get(path + form)
        assert answer.status_code == (200 if form != ".atom" or path == "/claims" else 404), answer.text
    with Ledger(copy) as ledger:
        now = len(ledger.claims(limit=None))
    assert now < before["/claims"]
    assert desk.get("/claims.json").json()["rows"] == now
    assert desk.get("/claims.csv").headers["x-rows"] == str(now)


def test_what_is_held_stays_as_it_was_when_it_was_begun(copy: Path) -> None:
    browser = Browser(copy)
    with browser.held():
        found = browser.claims(Asked(), most=1000)
        set_aside(copy)
        assert browser.claims(Asked(), most=1000) == found
        assert [row for row, _ in browser.every_claim(found.ids)] == list(found.rows)
    with browser.held():  # without it, what is kept may be a little old
        assert browser.claims(Asked(), most=1000).total < found.total
    browser.close()


def test_what_a_reader_must_have_as_of_now_is_waited_for_and_not_for_ever(copy: Path) -> None:
    """Others go on with the one before; who must have the new one waits until it is made, or is told."""
    begun, go_on = threading.Event(), threading.Event()

    def make(reading: object, known: int | None) -> int:
        if known is not None:
            begun.set()
            assert go_on.wait(30)
        return (known or 0) + 1

    browser = Browser(copy)
    kept = Kept(make)
    with browser._reading() as reading:
        assert kept.get(reading, (1,)) == 1
        kept._until = 0.0
        got: list[int] = []
        maker = threading.Thread(target=lambda: got.append(kept.get(reading, (2,))))
        maker.start()
        assert begun.wait(30)
        assert kept.get(reading, (2,)) == 1
        waiting = threading.Thread(target=lambda: got.append(kept.get(reading, (2,), now=True)))
        waiting.start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sayso.ledger.kept.WAIT", 0.01)
            with pytest.raises(LedgerError, match="ask for it again"):
                kept.get(reading, (2,), now=True)
        go_on.set()
        for each in (maker, waiting):
            each.join(30)
        assert got == [2, 2]
    browser.close()


def test_what_is_made_of_a_look_is_of_the_state_before_it(copy: Path) -> None:
    """A ruling between the beginning of a look and its question must not be taken for known."""
    browser = Browser(copy)
    with browser._looks.look() as look:
        set_aside(copy)
        old = look.at(browser._catalog)
    with browser.held():
        assert browser.claims(Asked(), most=0).total < len(old.ids)
    browser.close()


def test_lists_that_take_long_leave_a_turn_to_everybody_else(copy: Path) -> None:
    browser = Browser(copy)
    held, go_on = threading.Semaphore(0), threading.Event()

    def hold() -> None:
        with browser.held():
            held.release()
            assert go_on.wait(60)

    long = [threading.Thread(target=hold) for _ in range(4)]
    for each in long:
        each.start()
    for _ in range(2):
        assert held.acquire(timeout=30)
    asked = threading.Thread(target=browser.status)  # would wait for ever if all turns were held
    asked.start()
    asked.join(30)
    assert not asked.is_alive() and not held.acquire(blocking=False)
    go_on.set()
    for each in [asked, *long]:
        each.join(30)
    browser.close()

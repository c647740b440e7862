"""Empty, unfinished and old are three things, and a page says which; versions of one article are one article."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.orrin import rows, write_rows
from tests.web.conftest import LOCAL

from sayso.browsing import Browser
from sayso.cli import run_command
from sayso.config import load_config
from sayso.ledger.catalog import Asked
from sayso.library import Ledger
from sayso.web.app import make_app
from sayso.web.states import corpus_words, state_of

URL = "https://quaysidepost.example/ferry"
FIRST = {
    "id": "first",
    "url": URL,
    "outlet": "Quayside Post",
    "title": "Gull Island ferry to stop in March",
    "text": "Vera Strand said that the Gull Island ferry will stop running in March. The boat is forty years old.",
    "published": "2024-05-03T08:00:00Z",
}
SECOND = FIRST | {"id": "second", "text": FIRST["text"] + " Nobody else was asked about the old boat."}
OTHER = FIRST | {
    "id": "other",
    "url": "https://harbour.example/ferry",
    "outlet": "Harbour Times",
    "text": "Vera Strand said that the Gull Island ferry will stop running in March. The winter worries everybody.",
    "published": "2024-05-04T08:00:00Z",
}


def ledger_of(path: Path, articles: list[dict[str, str]], *, run: bool = True) -> Path:
    config = load_config()
    config = replace(config, read=replace(config.read, workers=1))
    with Ledger(path, config=config, reader="tests.readers:open_simple") as ledger:
        ledger.add(write_rows(path.with_suffix(".jsonl"), articles))
        if run:
            ledger.run()
    return path


def page_of(path: Path, address: str) -> str:
    with TestClient(make_app(path, LOCAL), base_url="http://127.0.0.1:8731") as client:
        return client.get(address).text


def test_an_empty_ledger_says_so_and_what_to_do(tmp_path: Path) -> None:
    path = ledger_of(tmp_path / "empty.db", [FIRST | {"text": "Too short."}], run=False)
    for address in ("/claims", "/stories", "/sources", "/outlets", "/search?q=ferry"):
        page = page_of(path, address)
        assert "no article in this ledger yet" in page and "sayso add" in page and "Nothing matches" not in page
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in page_of(path, "/claims.atom")


def test_a_ledger_not_yet_read_says_how_much_is_left(tmp_path: Path) -> None:
    page = page_of(ledger_of(tmp_path / "unread.db", rows()[:3], run=False), "/claims")
    assert "3 articles taken in, none read yet" in page and "Nothing matches" not in page


def test_three_states_have_three_texts(orrin_ledger: Path) -> None:
    status = Browser(orrin_ledger).status()
    started = max(run.started for run in status.runs)
    assert state_of(status, started).kind == ""
    old = state_of(status, started.replace(year=started.year + 1))
    assert old.kind == "old" and "36" in old.words and "days ago" in old.words
    partly = state_of(replace(status, to_compare=2))
    assert partly.kind == "unfinished" and f"2 of {status.articles} articles" in partly.words
    assert state_of(replace(status, articles=0), datetime.now(UTC)).kind == "empty"


def test_nothing_matches_is_said_of_a_whole_ledger_only(client: TestClient) -> None:
    page = client.get("/claims?q=nosuchword").text
    assert "Nothing matches" in page and "Nothing here yet" not in page


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledger_of(tmp_path_factory.mktemp("versions") / "versions.db", [FIRST, SECOND, OTHER])


def test_versions_are_one_article_on_every_page(versions: Path) -> None:
    browser = Browser(versions)
    row = next(each for each in browser.claims(Asked(words="ferry")).rows if each.statements == 3)
    assert (row.articles, row.outlets) == (2, 2)
    page = page_of(versions, f"/c/{row.id}")
    assert "2 articles + 1 further version, oldest first" in page
    assert page.count('class="version"') == 1 and page.count('<tr id="clm_') == 3
    assert '<a class="count" href="/articles?outlet=Quayside+Post">1</a>' in page_of(versions, "/outlets")
    assert "+ 1 further version" in page_of(versions, "/articles?outlet=Quayside+Post")
    assert browser.story_of_claims([row.story_id])[row.story_id].articles == 2
    assert corpus_words(browser.status()).startswith("2 articles + 1 further version")


def test_versions_are_one_article_in_a_trace(versions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = next(each for each in Browser(versions).claims(Asked(words="ferry")).rows if each.statements == 3)
    assert run_command(["trace", claim.id, "--ledger", str(versions)]) == 0
    said = capsys.readouterr().out
    assert "2 articles + 1 further version · 2 outlets" in said
    assert "Carried by  2 articles + 1 further version: 2 " in said

"""Every number that is a link leads to a list of that many rows; lists are sent whole; views and feeds."""

import html
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient
from tests.orrin import write_rows
from tests.web.conftest import LOCAL, every_row, make_unsure

from sayso.config import load_config
from sayso.errors import LedgerError
from sayso.library import Ledger
from sayso.web.app import make_app
from sayso.web.exporting import Listing, has_parquet, send_all

_COUNT = re.compile(r'<a class="count[^"]*" href="([^"]+)">([\d,–]+)</a>')


def pages(client: TestClient) -> Iterator[str]:
    """An address of each kind of page, and those of all claims, sources, outlets of the ledger."""
    yield from ("/claims", "/claims?contested=yes", "/stories", "/sources", "/outlets", "/articles", "/search?q=ferry")
    for claim in client.get("/claims.json").json()["claims"]:
        yield f"/c/{claim['id']}"
    for source in client.get("/sources.json").json()["sources"]:
        yield f"/s/{source['id']}"
    for outlet in client.get("/outlets.json").json()["outlets"]:
        yield f"/o/{outlet['name'].replace('/', '%2F')}" if "<" not in outlet["name"] else "/outlets"
    for article in client.get("/articles.json").json()["articles"]:
        yield f"/a/{article['id']}"
    for story in client.get("/stories.json").json()["stories"]:
        yield f"/outlets?story={story['id']}"


def counted_on(client: TestClient, href: str, here: str) -> str:
    """How many the list behind a number has: of a list of its own its rows, of a place on a page what stands there."""
    path, _, place = href.partition("#")
    path = path or here
    if not place:
        name = urlsplit(path).path.strip("/")
        answer = client.get(path.replace(f"/{name}", f"/{name}.json", 1)).json()
        assert len(answer[name]) == answer["total"] == answer["rows"]
        return str(answer["total"])
    page = client.get(path).text
    return rows_at(page, place)


def rows_at(page: str, place: str) -> str:
    what = place.partition("-")[0]
    start = page.index(f'id="{place}"')
    rest = page[start:]
    if what == "carried":
        return str(len(re.findall(r'<tr id="[^"]+">', rest.partition("</table>")[0])))
    if what == "outlets":
        return str(len(re.findall(r"<span>", rest.partition("</p>")[0])))
    if what == "contested":
        return str(rest.partition("</section>")[0].count('<li class="card contests">'))
    if what in ("named", "unnamed", "ways"):
        until = re.split(r'<h3 class="label"|</section>', rest)[0] if what == "named" else rest
        until = rest.partition("</h3>")[2]
        return str(re.split(r'<h3 class="label"|</section>', until)[0].count('<th scope="row">'))
    if what == "why":
        found = re.search(r"Why ([\d–]+)\?", rest)
        assert found
        return found[1]
    assert place == "h-through"
    return str(rest.partition("</section>")[0].partition('id="h-again"')[0].count('<tr><th scope="row">'))


def test_every_number_leads_to_a_list_of_that_many_rows(client: TestClient) -> None:
    seen: set[tuple[str, str]] = set()
    kinds: set[str] = set()
    for here in dict.fromkeys(pages(client)):
        answer = client.get(here)
        assert answer.status_code == 200, here
        for href, number in _COUNT.findall(answer.text):
            address = html.unescape(href)
            if (address if not address.startswith("#") else here + address, number) in seen:
                continue
            seen.add((address if not address.startswith("#") else here + address, number))
            kinds.add(
                re.sub(r"=[^&#]*", "", re.sub(r"/[cs]/[^#?]+", "", address)).partition("-clm")[0].partition("-c")[0]
            )
            assert counted_on(client, address, here) == number.replace(",", ""), (here, address)
    assert len(seen) > 100 and len(kinds) > 15, sorted(kinds)


@pytest.mark.parametrize("path", ["/statements", "/articles", "/claims", "/sources", "/outlets", "/stories"])
def test_a_list_is_sent_whole_and_says_how_many(client: TestClient, path: str) -> None:
    whole = client.get(path + ".json")
    rows = whole.json()[path[1:]]
    assert len(rows) == whole.json()["total"] == whole.json()["rows"] == int(whole.headers["x-rows"])
    table = client.get(path + ".csv")
    assert int(table.headers["x-rows"]) == len(rows) == len(re.findall("\r\n", table.text)) - 1
    assert f"All {len(rows):,} row" in client.get(path).text


def test_more_than_a_page_is_sent_whole(client: TestClient) -> None:
    whole = client.get("/statements.json").json()
    assert whole["total"] > 50
    assert len(client.get("/statements.json?page=1").json()["statements"]) == 50
    ids = [
        each["id"] for page in (1, 2, 3) for each in client.get(f"/statements.json?page={page}").json()["statements"]
    ]
    assert ids == [each["id"] for each in whole["statements"]][: len(ids)]


def test_a_list_that_is_cut_short_is_an_error_and_no_file() -> None:
    listing = Listing("claims", 3, {"id": str}, lambda: ["a", "b"], lambda row: (row,))
    for form in (".csv", ".json"):
        with pytest.raises(LedgerError, match="3 rows match and 2 were read"):
            send_all(listing, form, {})


def test_parquet_has_all_rows_or_says_what_to_install(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    if has_parquet():
        import io

        from pyarrow import parquet

        answer = client.get("/statements.parquet?kind=unnamed")
        table = parquet.read_table(io.BytesIO(answer.content))
        assert table.num_rows == client.get("/statements.json?kind=unnamed").json()["total"] > 0
        assert table.column("start").type == "int64"
    monkeypatch.setattr("sayso.web.exporting.find_spec", lambda name: None)
    refused = client.get("/claims.parquet")
    assert refused.status_code == 501 and "pip install 'sayso[parquet]'" in refused.text
    assert ".parquet" not in client.get("/claims").text


# ---- filters ----


@pytest.mark.parametrize(
    "query", ["kind=anonymous", "in=yesterday", "way=%27%3B--", "how=aloud", "polarity=lies", "source=src_ffff"]
)
def test_a_value_that_a_filter_cannot_have_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/statements?{query}").status_code in (400, 404)


def test_filters_say_in_words_what_a_list_shows(client: TestClient) -> None:
    source = client.get("/sources.json?q=Petra").json()["sources"][0]["id"]
    page = client.get(f"/statements?source={source}&kind=named&outlet=WireOne").text
    assert "of WireOne, of Petra Holm, of named sources" in page
    assert "Nothing matches" in client.get("/statements?q=nosuchword").text


def test_statements_hold_all_of_the_words(client: TestClient) -> None:
    found = client.get("/statements.json?q=ferry").json()["statements"]
    assert found and all("ferry" in each["text"].lower() for each in found)
    for words in ('"', "NEAR(", "*", "🦀", "' OR 1=1 --"):
        assert client.get("/statements", params={"q": words}).status_code == 200


# ---- feed ----

_ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_any_list_of_claims_is_a_feed(client: TestClient) -> None:
    answer = client.get("/claims.atom?contested=yes")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    for part in ("id", "title", "updated", "author/a:name", "link"):
        assert feed.find(f"a:{part}", _ATOM) is not None, part
    entries = feed.findall("a:entry", _ATOM)
    assert len(entries) == client.get("/claims.json?contested=yes").json()["total"] > 0
    ids = [each.findtext("a:id", "", _ATOM) for each in entries]
    assert len(set(ids)) == len(ids) and all(each.startswith("urn:uuid:") for each in ids)
    for each in entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", each.findtext("a:updated", "", _ATOM))
        assert "contested by" in each.findtext("a:summary", "", _ATOM)
        link = each.find("a:link", _ATOM)
        assert link is not None and client.get(link.attrib["href"]).status_code == 200
    assert feed.findtext("a:updated", "", _ATOM) == max(each.findtext("a:updated", "", _ATOM) for each in entries)


def test_a_feeds_ids_stay_what_they_are(client: TestClient, orrin_ledger: Path) -> None:
    with TestClient(make_app(orrin_ledger, LOCAL), base_url="http://localhost:1234") as other:
        one, two = (
            [
                found.text
                for found in ElementTree.fromstring(each.get("/claims.atom?q=ferry").text).findall(".//a:id", _ATOM)
            ]
            for each in (client, other)
        )
    assert one == two and len(one) > 1


def test_a_page_names_its_feed(client: TestClient) -> None:
    page = client.get("/claims?contested=yes&q=ferry").text
    assert page.count('href="/claims.atom?contested=yes&amp;q=ferry"') == 2


def test_views_are_lists_with_an_address(client: TestClient) -> None:
    from sayso.web.asking import VIEWS

    page = client.get("/claims").text
    for name, address in VIEWS:
        assert f'<a href="{html.escape(address)}">{name}</a>' in page
        assert client.get(address).status_code == 200
    assert 'aria-current="true">Newly contested' in client.get("/claims?contested=yes&order=newly").text


# ---- what a person ruled to be no article ----

# A text that others copied, a denial, a report of the first, a later version, the only one of its source or its outlet.
ASIDE = ("0-0", "0-2", "1-1", "update", "alone", "hostile")


@pytest.fixture(scope="module")
def judged(
    orrin_ledger: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, TestClient, list[str]]]:
    """The ledger with some articles ruled to be none, one that never had them, and their ids."""
    folder = tmp_path_factory.mktemp("aside")
    copy = Path(shutil.copy(orrin_ledger, folder / "orrin.db"))
    config = load_config()
    config = replace(config, read=replace(config.read, workers=1))
    with Ledger(copy, config=config) as ledger:
        aside = [each.id for each in ledger.articles().values() if each.input_id in ASIDE]
        held = {each for identity in aside for each in inputs_of(copy, identity)}
        for each in aside:
            ledger.judge(each, "", "not_article", by="AB")
    assert len(aside) == len(ASIDE)
    with Ledger(folder / "without.db", config=config, reader="tests.readers:open_simple") as ledger:
        ledger.add(write_rows(folder / "rows.jsonl", [each for each in every_row() if each["id"] not in held]))
        ledger.run()
    make_unsure(folder / "without.db")
    apps = (make_app(each, LOCAL) for each in (copy, folder / "without.db"))
    one, other = (TestClient(app, base_url="http://127.0.0.1:8731") for app in apps)
    with one, other:
        yield one, other, aside


def inputs_of(path: Path, article_id: str) -> list[str]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT input_id FROM inputs WHERE article_id = ?", [article_id])
        return [each for (each,) in found]


def told(client: TestClient, address: str) -> Any:
    path, _, query = address.partition("?")
    answer = client.get(f"{path}.json?{query}")
    assert answer.status_code == 200, address
    return without_clock(answer.json())


def without_clock(document: Any) -> Any:
    """The same without when its texts were taken in."""
    if isinstance(document, list):
        return [without_clock(each) for each in document]
    if isinstance(document, dict):
        return {key: without_clock(value) for key, value in document.items() if key != "retrieved"}
    return document


def test_an_article_set_aside_is_in_no_list_and_no_number(judged: tuple[TestClient, TestClient, list[str]]) -> None:
    now, without, _ = judged
    asked = ["/claims", "/claims?contested=yes", "/claims?order=newly", "/stories", "/sources", "/outlets", "/articles"]
    asked += ["/statements", "/search?q=orchids", "/search?q=crabs"]
    for outlet in told(without, "/outlets")["outlets"]:
        name = outlet["name"]
        asked += [f"/o/{name}", f"/articles?credits={name}", f"/claims?outlets={name}", f"/claims?contest_in={name}"]
        asked += [f"/articles?outlet={name}&text={each}" for each in ("own", "credited", "uncredited")]
        asked += [f"/statements?outlet={name}&kind={each}" for each in ("named", "unnamed", "nobody")]
    for source in told(without, "/sources")["sources"]:
        asked += [
            f"/s/{source['id']}",
            f"/articles?source={source['id']}",
            f"/statements?source={source['id']}&way=own",
        ]
        asked += [f"/claims?source={source['id']}", f"/claims?contester={source['id']}"]
    for story in told(without, "/stories")["stories"]:
        asked += [f"/{name}?story={story['id']}" for name in ("outlets", "articles", "statements", "claims")]
    for claim in told(without, "/claims")["claims"]:
        asked += [f"/c/{claim['id']}", f"/statements?claim={claim['id']}"]
    for address in asked:
        assert told(now, address) == told(without, address), address
    assert len(asked) > 200


def test_numbers_beside_what_is_set_aside_lead_to_lists(judged: tuple[TestClient, TestClient, list[str]]) -> None:
    """Its own page tells what was read in it, and links no list, for it is in none."""
    now, _, aside = judged
    for each in aside:
        page = now.get(f"/a/{each}").text
        assert "it is in no count" in page and not _COUNT.findall(page)
    for here in dict.fromkeys(pages(now)):
        for href, number in _COUNT.findall(now.get(here).text):
            address = html.unescape(href)
            assert counted_on(now, address, here) == number.replace(",", ""), (here, address)

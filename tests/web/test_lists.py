"""Claims by facets, stories, sources, outlets, search: as pages, JSON and CSV at one address."""

import csv
import io
import re
from typing import Any

import pytest
from starlette.testclient import TestClient


def claims(client: TestClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/claims.json?{query}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("facet", ["origins", "contested", "word", "outlets", "flags"])
def test_a_facets_number_is_what_a_click_on_it_lists(client: TestClient, facet: str) -> None:
    for value, number in claims(client)["facets"][facet].items():
        assert claims(client, f"{facet}={value.replace('+', '%2B')}")["total"] == number


def test_a_facets_numbers_apply_the_other_filters_and_not_its_own(client: TestClient) -> None:
    narrowed = claims(client, "contested=yes")
    assert narrowed["facets"]["contested"] == claims(client)["facets"]["contested"]
    assert sum(narrowed["facets"]["origins"].values()) == narrowed["total"]
    assert 0 < narrowed["total"] < claims(client)["total"]


def test_words_find_claims_by_their_statements(client: TestClient) -> None:
    found = claims(client, "q=ferry")
    assert found["total"] and all("ferry" in each["label"].lower() for each in found["claims"])
    assert claims(client, "q=nosuchword")["total"] == 0


def test_orders(client: TestClient) -> None:
    carried = [each["articles"] for each in claims(client)["claims"]]
    assert carried == sorted(carried, reverse=True) and carried[0] > 1
    latest = [each["latest"] or "" for each in claims(client, "order=latest")["claims"]]
    assert latest == sorted(latest, reverse=True)
    contests = [each["contests"] for each in claims(client, "order=contested")["claims"]]
    assert contests == sorted(contests, reverse=True) and contests[0]


def test_dates_leave_out_what_has_none(client: TestClient) -> None:
    found = claims(client, "since=2024-05-01&until=2024-05-02")
    assert found["total"] and all("2024-05-01" <= each["latest"][:10] <= "2024-05-02" for each in found["claims"])
    assert client.get("/claims?since=yesterday").status_code == 400


def test_csv_has_every_claim_and_the_page_fifty(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/claims.csv").text)))
    assert len(rows) == claims(client)["total"]
    assert {row["id"] for row in rows} >= {each["id"] for each in claims(client)["claims"]}


def test_pages_of_the_list_hold_each_claim_once(client: TestClient) -> None:
    first = claims(client)
    ids = [each["id"] for number in range(1, first["pages"] + 1) for each in claims(client, f"page={number}")["claims"]]
    assert len(ids) == len(set(ids)) == first["total"]


@pytest.mark.parametrize("path", ["/claims", "/stories", "/sources", "/articles", "/statements", "/search"])
def test_every_list_is_a_page_json_and_csv(client: TestClient, path: str) -> None:
    page = client.get(path + "?q=ferry")
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert f'href="{path}.json?q=ferry"' in page.text or f'href="{path}.json"' in page.text
    assert client.get(path + ".json?q=ferry").json()["schema"].startswith("sayso.")
    assert len(client.get(path + ".csv?q=ferry").text.splitlines()) > 1


def test_search_finds_statements_claims_articles_and_sources(client: TestClient) -> None:
    found = client.get("/search.json?q=Petra+Holm").json()["found"]
    assert found["sources"][0]["name"] == "Petra Holm"
    assert client.get("/search.json?q=ferry").json()["found"]["statements"]
    assert "Nothing matches" in client.get("/search?q=nosuchword").text


def test_search_takes_any_characters(client: TestClient) -> None:
    for words in ('"', "%", "NEAR(", "a AND", "*", "الماء", "🦀", "' OR 1=1 --"):
        assert client.get("/search", params={"q": words}).status_code == 200
        assert client.get("/claims", params={"q": words}).status_code == 200
        assert client.get("/sources", params={"q": words}).status_code == 200


def test_nothing_matches_is_said(client: TestClient) -> None:
    assert "Nothing matches" in client.get("/claims?q=nosuchword").text


def test_links_of_a_facet_keep_the_other_filters(client: TestClient) -> None:
    page = client.get("/claims?contested=yes&order=latest").text
    hrefs = re.findall(r'href="(/claims\?contested=[^"]*origins=[^"]*)"', page)
    there = [value for value, number in claims(client, "contested=yes")["facets"]["origins"].items() if number]
    assert there and hrefs == [
        f"/claims?contested=yes&amp;order=latest&amp;origins={value.replace('+', '%2B')}" for value in there
    ]


def test_openapi_names_every_list(client: TestClient) -> None:
    paths = client.get("/-/api").json()["paths"]
    for path in [path for path in paths if "{" not in path]:
        assert client.get(path).json()["schema"] == paths[path]["get"]["responses"]["200"]["description"]
    names = {each["name"] for each in paths["/claims.json"]["get"]["parameters"]}
    assert {"q", "origins", "contested", "word", "outlets", "flags", "since", "until", "order", "page"} <= names

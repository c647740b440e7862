"""The pages of one claim, article, source and outlet."""

import csv
import html
import io
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.browsing import Browser


def first_claim(client: TestClient, query: str = "contested=yes") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/claims.json?{query}").json()["claims"][0]
    return found


def plain_text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# ---- claim ----


def test_a_claim_page_says_its_numbers_in_their_order(client: TestClient) -> None:
    row = first_claim(client)
    page = plain_text(client.get(f"/c/{row['id']}").text)
    order = [
        "Origins",
        "On whose word",
        "Contested by",
        "Carried in",
        "How it travelled",
        "Who says what",
        "Not found in",
    ]
    for one, other in itertools.pairwise(order):
        assert page.index(one) < page.index(other)


def test_a_claims_three_forms_agree(client: TestClient) -> None:
    row = first_claim(client)
    trace = client.get(f"/c/{row['id']}.json").json()
    assert trace["schema"] == "sayso.trace/1"
    assert (trace["origins"]["min"], trace["origins"]["max"]) == (row["origins_min"], row["origins_max"])
    rows = list(csv.DictReader(io.StringIO(client.get(f"/c/{row['id']}.csv").text)))
    assert [each["article"] for each in rows] and len(rows) == len(trace["articles"]) == row["articles"]
    page = client.get(f"/c/{row['id']}").text
    assert all(f'id="{row["id"][:12]}-{each["id"][:16]}"' in page for each in trace["articles"])


def test_the_contesting_statement_is_in_every_row_that_carries_the_claim(client: TestClient) -> None:
    row = first_claim(client)
    contests = client.get(f"/c/{row['id']}.json").json()["contested_by"]
    words = contests[0]["evidence"]["text"]
    for each in csv.DictReader(io.StringIO(client.get(f"/c/{row['id']}.csv").text)):
        assert words[:40] in each["contested_by"]


def test_every_number_leads_to_the_words(client: TestClient) -> None:
    """From the origin count: "why?", then a quotation, which the reader marks."""
    row = first_claim(client)
    page = client.get(f"/c/{row['id']}").text
    why = re.search(r'<section id="(why-[^"]+)".*?</section>', page, re.DOTALL)
    assert why and f'href="#{why[1]}"' in page
    places = re.findall(r'href="(/a/art_[0-9a-f]+\?s=\d+-\d+#s)"', why[0])
    assert places
    start, end = re.search(r"s=(\d+)-(\d+)", places[0]).groups()  # type: ignore[union-attr]
    text = client.get(places[0].partition("?")[0] + ".json").json()["article"]["text"]
    reader = client.get(places[0]).text
    marked = "".join(re.findall(r'<mark class="[^"]*\bhit\b[^"]*">(.*?)</mark>', reader, re.DOTALL))
    assert re.sub(r"<span.*?</span>", "", marked) == text[int(start) : int(end)]


def test_an_unknown_claim_is_a_page_of_its_own(client: TestClient) -> None:
    answer = client.get("/c/clm_ffffffffffffffff")
    assert answer.status_code == 404 and "begins with" in answer.text
    assert "error" in client.get("/c/clm_ffffffffffffffff.json").json()


@pytest.mark.parametrize("odd", ["%2e%2e%2fetc%2fpasswd", "'; DROP TABLE claims--", "<script>", "clm_", "%00", "🦀"])
def test_odd_ids_are_refused_and_shown_as_text(client: TestClient, odd: str) -> None:
    for letter in "cas":
        answer = client.get(f"/{letter}/{odd}")
        assert answer.status_code == 404
        assert "<script>" not in answer.text


# ---- reader ----


def hostile(client: TestClient) -> str:
    found = client.get("/search.json?q=crabs").json()["found"]
    return str(found["articles"][0]["id"])


def test_the_stored_text_is_all_there_and_nothing_of_it_is_markup(client: TestClient) -> None:
    identity = hostile(client)
    page = client.get(f"/a/{identity}").text
    assert page.count("<script") == 1  # ours
    assert "<b>Strand" not in page and "<img" not in page and "javascript:" not in page
    body = re.search(r'<div class="body">(.*?)</div>', page, re.DOTALL)
    assert body
    shown = re.sub(r'<span class="hidden">.*?</span>|<a class="ref".*?</a>|<[^>]+>', "", body[1], flags=re.DOTALL)
    text = client.get(f"/a/{identity}.json").json()["article"]["text"]
    assert "".join(html.unescape(shown).split()) == "".join(text.split())


def test_places_are_counted_in_code_points(client: TestClient) -> None:
    identity = hostile(client)
    text = client.get(f"/a/{identity}.json").json()["article"]["text"]
    for words in ("🦀 crabs", "الماء في النهر نظيف", "no formula"):
        start = text.rindex(words)
        page = client.get(f"/a/{identity}?s={start}-{start + len(words)}").text
        marked = re.findall(r'<mark class="[^"]*\bhit\b[^"]*">(.*?)</mark>', page, re.DOTALL)
        assert re.sub(r"<span.*?</span>", "", "".join(marked)) == words
        assert '<a class="anchor" id="s"></a>' in page


@pytest.mark.parametrize("place", ["0-999999", "9999-10000", "5-5", "7-3", "a-b", "-1-4", "1-2-3", "9" * 40 + "-1"])
def test_a_place_outside_the_text_is_refused(client: TestClient, place: str) -> None:
    assert client.get(f"/a/{hostile(client)}?s={place}").status_code in (400, 404)


def test_statements_stand_beside_the_text(client: TestClient) -> None:
    identity = hostile(client)
    page = client.get(f"/a/{identity}").text
    for number in re.findall(r'<li id="st-(\d+)"', page):
        assert f'href="#st-{number}"' in page
    for anchor in re.findall(r'class="ref" href="#(s=\d+-\d+)"', page):
        assert f'id="{anchor}"' in page


# ---- source and outlet ----


def test_a_named_source_is_followed_over_articles(client: TestClient) -> None:
    row = next(each for each in client.get("/sources.json?q=Petra").json()["sources"])
    page = client.get(f"/s/{row['id']}").text
    assert plain_text(page).count("ferry") >= row["statements"] > 1


def test_an_unnamed_source_stays_with_its_article(client: TestClient, orrin_ledger: Path) -> None:
    browser = Browser(orrin_ledger)
    unnamed = [
        source
        for each in browser.annotated(browser.articles(browser.all_ids())).values()
        for source in each.sources
        if source.kind == "unnamed"
    ]
    assert len(unnamed) > 2
    page = client.get(f"/s/{unnamed[0].id}.json").json()
    assert {each["article_id"] for each in page["statements"]} == {unnamed[0].article_id}
    assert "No person is inferred" in client.get(f"/s/{unnamed[0].id}").text


def test_an_outlet_below_twenty_cases_has_counts_and_no_share(client: TestClient) -> None:
    rows = client.get("/outlets.json").json()["outlets"]
    for row in rows:
        page = plain_text(client.get("/o/" + row["name"].replace("/", "%2F")).text)
        assert ("so no share" in page) == (row["statements"] < 20)


def test_who_relies_on_whom_agrees_from_both_sides(client: TestClient) -> None:
    wire = client.get("/o/WireOne.json").json()["outlet"]
    assert wire["relied_on_by"]
    for each in wire["relied_on_by"]:
        other = client.get(f"/o/{each['name']}.json").json()["outlet"]
        assert {"name": "WireOne", "articles": each["articles"]} in other["relies_on"]


def test_an_id_leads_to_its_page(client: TestClient) -> None:
    row = first_claim(client)
    answer = client.get(f"/go/{row['id']}", follow_redirects=False)
    assert answer.headers["location"] == f"/c/{row['id'][:20]}"


def test_a_share_has_an_interval_and_few_cases_have_none() -> None:
    from sayso.web.interval import Share

    assert Share(7, 19).interval is None and Share(7, 19).words == ""
    low, high = Share(88, 1204).interval or (0, 0)
    assert 0.059 < low < 88 / 1204 < high < 0.09
    assert Share(88, 1204).words == "7 % (6–9 %)"


def test_where_an_outlets_text_comes_from_adds_up(client: TestClient) -> None:
    for row in client.get("/outlets.json").json()["outlets"]:
        found = client.get("/o/" + row["name"].replace("/", "%2F") + ".json").json()["outlet"]
        assert sum(number for _, number in found["texts"]) == found["row"]["articles"]
        assert sum(each["statements"] for each in found["periods"]) <= found["row"]["statements"]
        assert sum(each["unnamed"] for each in found["periods"]) <= found["row"]["unnamed"]


def test_a_source_is_own_or_relayed(client: TestClient) -> None:
    row = client.get("/sources.json?q=Petra").json()["sources"][0]
    found = client.get(f"/s/{row['id']}.json").json()["profile"]
    assert sum(each["statements"] for each in found["outlets"]) == found["statements"] == row["statements"]
    assert all(0 <= each["own"] <= each["statements"] for each in found["outlets"])
    assert sum(each["statements"] for each in found["claims"]) <= found["statements"]
    assert found["direct"] + found["mixed"] <= found["statements"]

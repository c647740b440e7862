"""What a page says it says once, in words, and with a way on: quotations, changes, filters, what is not there."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.test_states import FIRST, ledger_of, page_of

from sayso.browsing import Browser
from sayso.ledger.catalog import Asked
from sayso.records import Article, Reason, Span
from sayso.web.differing import differing
from sayso.web.evidence import Why, once, why
from sayso.web.templating import environment

# ---- quotations ----


TEXT = "The ferry stops in May, a clerk said. Nobody at the quay had heard of it."
ARTICLE = Article("art_1", "a", None, "Quayside Post", "The ferry", None, TEXT, None, datetime(2026, 1, 1, tzinfo=UTC))
AT_HAND = {ARTICLE.id: ARTICLE}


def reason(span: Span | None, text: str = "Why so.") -> Reason:
    return Reason("cites", text, ARTICLE.id, span)


def macro(name: str, *given: object) -> str:
    module: Any = environment().get_template("_words.html").make_module({"rows_whole": None, "parquet": False})
    return str(getattr(module, name)(*given))


def test_a_sentence_is_quoted_once_and_its_place_is_named_again() -> None:
    place, other = Span(0, 22), Span(38, 72)
    first, second, third = once(why(reason(each), AT_HAND) for each in (place, place, other))
    assert first.words and second.words and third.words
    assert first.words.text == "The ferry stops in May" and third.words.text
    assert (second.words.before, second.words.text, second.words.after) == ("", "", "")
    assert second.words.span == place  # the link is the same


def test_a_reason_without_words_of_its_own_names_its_article() -> None:
    found = why(reason(None), AT_HAND)
    assert found.words and found.words.article_id == ARTICLE.id and not found.words.text
    assert why(Reason("cites", "Why so.", "art_gone", None), AT_HAND) == Why("cites", "Why so.", None)


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("It closes", ""),
        ("It was “made up”", " single"),
        ("“It closes,” he said", " own"),
        ('that "it" closes', " single"),
    ],
)
def test_marks_around_words_that_hold_marks_are_others(words: str, marks: str) -> None:
    assert macro("marks", words) == marks


def test_two_wordings_differ_in_the_words_that_only_one_has() -> None:
    left, right = differing("It closes in January, he  said", "It closes in March, he said")
    assert left == (("It closes in", False), (" January,", True), (" he said", False))
    assert right == (("It closes in", False), (" March,", True), (" he said", False))
    assert macro("parted", left, "del") == "It closes in <del>January,</del> he said"
    assert differing("", "new") == ((), (("new", True),))


def test_what_changed_is_marked_on_the_claims_page_and_both_texts_are_told_apart(tmp_path: Path) -> None:
    later = {**FIRST, "id": "later", "text": FIRST["text"].replace("March", "May"), "title": "Ferry to stop in May"}
    path = ledger_of(tmp_path / "changed.db", [FIRST, later])
    browser = Browser(path)
    pages = [page_of(path, f"/c/{row.id}") for row in browser.claims(Asked()).rows]
    assert any("<del>March.</del>" in page and "<ins>May.</ins>" in page for page in pages)
    (address,) = {found for page in pages for found in re.findall(r'"(/diff/[^"]+)"', page)}
    page = page_of(path, address)
    assert page.count("2024 08:00, taken in on ") == 2  # both say that they are of one moment
    assert page.count("<small>headline</small>") == 2
    assert page.count('data-side="earlier"') == page.count('data-side="later"') == 2
    browser.close()


def test_a_notice_is_one_thing_however_many_marks_stand_in_it(tmp_path: Path) -> None:
    text = (
        "CORRECTION: Vera Strand said that the ferry stops in May, not in March, as the Post had it. " + FIRST["text"]
    )
    path = ledger_of(tmp_path / "notice.db", [FIRST | {"text": text}])
    browser = Browser(path)
    page = page_of(path, f"/a/{browser.all_ids()[0]}")
    browser.close()
    body = page[page.index('<div class="body">') :]
    marks = re.findall(r'<mark class="(notice[^"]*|[^"]* notice[^"]*)"', body[: body.index("</div>")])
    assert len(marks) > 2 and sum("opens" in each.split() for each in marks) == 1


# ---- claims ----


@pytest.mark.parametrize("query", ["origins=7", "contested=maybe", "word=rumour", "flags=loud", "order=random"])
def test_a_filter_of_claims_that_cannot_be_is_refused_and_not_left_out(client: TestClient, query: str) -> None:
    answer = client.get(f"/claims?{query}")
    assert answer.status_code == 400 and "is one of" in answer.text
    assert '<a href="/claims">This list without filters</a>' in answer.text


def test_an_empty_filter_and_one_given_twice_are_no_error(client: TestClient) -> None:
    assert client.get("/claims?origins=&order=latest&order=thin").status_code == 200


def test_a_facet_of_which_nothing_is_left_has_no_heading(client: TestClient) -> None:
    page = client.get("/claims?q=nosuchword&contested=yes").text
    assert re.findall(r'<h2 id="f-(\w+)">', page) == ["contested"]
    assert len(re.findall(r'<h2 id="f-(\w+)">', client.get("/claims").text)) > 3


def test_a_story_leads_to_its_articles_and_outlets(client: TestClient) -> None:
    story = client.get("/stories.json").json()["stories"][0]
    page = client.get(f"/claims?story={story['id']}").text
    assert f'<a class="count" href="/articles?story={story["id"]}">{story["articles"]}</a>' in page
    assert f'<a class="count" href="/outlets?story={story["id"]}">{story["outlets"]}</a>' in page
    assert "The story:" not in client.get("/claims").text


def test_a_filtered_claim_page_still_has_what_its_outlets_number_leads_to(client: TestClient) -> None:
    claim = client.get("/claims.json").json()["claims"][0]["id"]
    page = client.get(f"/c/{claim}?carried=stance:reports").text
    assert f'href="#outlets-{claim[:12]}"' in page and f'id="outlets-{claim[:12]}"' in page


def test_one_article_has_no_timeline(client: TestClient) -> None:
    rows = client.get("/claims.json").json()["claims"]
    few, many = (each["id"] for each in (rows[-1], rows[0]))
    assert rows[-1]["articles"] == 1 and rows[0]["articles"] > 2
    assert 'id="h-time-' not in client.get(f"/c/{few}").text and 'id="h-time-' in client.get(f"/c/{many}").text


# ---- what is not there ----


def test_an_address_without_a_page_says_so(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404 and "There is no page at this address." in answer.text
    assert client.get("/nowhere.json").json() == {"error": "There is no page at this address."}


def test_a_search_without_words_lists_nothing(client: TestClient) -> None:
    assert "<ul" not in client.get("/search").text.partition("<main")[2].partition("</main>")[0]


def test_a_list_of_nothing_leads_to_all_of_it(client: TestClient) -> None:
    assert '<a href="/statements">All statements</a>' in client.get("/statements?q=nosuchword").text
    assert '<a href="/articles">All articles</a>' in client.get("/articles?outlet=Nobody").text


@pytest.mark.parametrize("path", ["/claims", "/stories", "/sources", "/outlets", "/articles", "/statements"])
def test_a_page_after_the_last_leads_to_the_last(client: TestClient, path: str) -> None:
    page = client.get(path + "?page=99").text
    last = re.search(r"This list ends with page (\d+)\. <a href=\"([^\"]+)\">", page)
    assert last and "Nothing matches" not in page
    assert last[2] == f"{path}?page={last[1]}" and "This list ends" not in client.get(last[2]).text


@pytest.mark.parametrize("path", ["/claims", "/outlets", "/articles", "/statements"])
def test_a_story_that_is_not_there_is_said(client: TestClient, path: str) -> None:
    for form in ("", ".json", ".csv"):
        answer = client.get(f"{path}{form}?story=sto_ffff")
        assert answer.status_code == 404 and "No record of this ledger begins with" in answer.text


def test_one_page_is_not_numbered(client: TestClient) -> None:
    assert "page 1 of 1" not in client.get("/stories").text and "page 1 of" in client.get("/statements").text


def test_nothing_judged_has_no_table(orrin_ledger: Path, tmp_path: Path) -> None:
    page = page_of(Path(shutil.copy(orrin_ledger, tmp_path / "orrin.db")), "/review/agreement")
    assert "Nothing has been judged yet" in page and "<table" not in page

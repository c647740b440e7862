"""Review through the pages: rulings reach the ledger, are taken back, and two readers are compared."""

import csv
import io
import re
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import LOCAL

from sayso.ledger.answers import ShownStatement
from sayso.library import Ledger
from sayso.web.agreement import agreements
from sayso.web.app import make_app


def fields(page: str) -> dict[str, str]:
    form = re.search(r'<form method="post" action="/review" class="judge">(.*?)</form>', page, re.DOTALL)
    assert form, page
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[1]))


def rule(desk: TestClient, verdict: str, *, by: str = "A. Editor", queue: str = "claims", more: str = "") -> str:
    page = desk.get(f"/review?queue={queue}{more}").text
    answer = desk.post("/review", data={**fields(page), "verdict": verdict, "by": by})
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(
    ("queue", "verdict"),
    [("claims", "different"), ("stories", "same"), ("sources", "different"), ("stances", "silent")],
)
def test_a_ruling_is_in_the_ledger_and_is_not_asked_again(
    desk: TestClient, copy: Path, queue: str, verdict: str
) -> None:
    asked = fields(desk.get(f"/review?queue={queue}").text)
    page = rule(desk, verdict, queue=queue)
    with Ledger(copy) as ledger:
        (row,) = ledger.judgements()
    assert (row.judgement.verdict, row.judgement.by) == (verdict, "A. Editor")
    assert {row.judgement.a, row.judgement.b} == {asked["a"], asked["b"]}
    assert "Recorded as 1." in page
    assert not re.search(f'name="a" value="{asked["a"]}"><input type="hidden" name="b" value="{asked["b"]}"', page)


def listed(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(("queue", "verdict"), [("claims", "same"), ("sources", "different"), ("stances", "silent")])
def test_a_ruling_is_shown_with_the_words_that_it_is_on(desk: TestClient, queue: str, verdict: str) -> None:
    asked = fields(desk.get(f"/review?queue={queue}").text)
    rulings = rule(desk, verdict, queue=queue).partition('id="h-mine"')[2]
    every = desk.get("/review/agreement").text.partition('id="h-all"')[2]
    for page in (rulings, every):
        shown = re.findall(r'<a href="/go/(\w+)" dir="auto">([^<]+)</a>', page)
        assert len(shown) == 2 and {asked["a"], asked["b"]} & {each for each, _ in shown}
        assert all(words and not words.startswith(("stm_", "art_", "src_")) for _, words in shown)


def test_who_says_it_is_asked_with_the_sources_of_the_article_and_their_keys(desk: TestClient, copy: Path) -> None:
    page = desk.get("/review?queue=speakers").text
    asked = fields(page)
    assert asked["b"] == "" and "read as said by <strong>an unnamed source</strong>" in page
    assert '<mark class="src named first last">' in page and '<mark class="con d0 first last">' in page
    choices = re.findall(r'value="(src_\w+)" data-key="(\d)"', page)
    assert [key for _, key in choices] == [str(n) for n in range(1, len(choices) + 1)] and len(choices) > 1
    other = choices[1][0]
    page = rule(desk, other, queue="speakers")
    assert "Recorded as 1." in page and fields(page)["a"] != asked["a"]
    with Ledger(copy) as ledger:
        (row,) = ledger.judgements()
        assert (row.judgement.kind, row.judgement.a, row.judgement.b) == ("speaker", asked["a"], other)
        assert (row.judgement.verdict, row.state) == ("says", "counts")
    assert asked["a"] in desk.get(f"/s/{other}.json").text  # the source's page has the statement now
    second = desk.get("/review?queue=speakers&second=1", headers={"cookie": "reviewer=58"}).text
    assert fields(second)["a"] == asked["a"] and "read as said by <strong>an unnamed source</strong>" in second
    desk.post("/review", data={"csrf": asked["csrf"], "queue": "speakers", "undo": "1", "by": "A. Editor"})
    assert asked["a"] not in desk.get(f"/s/{other}.json").text


def test_agreement_on_who_says_it_is_on_the_source(desk: TestClient) -> None:
    choices = re.findall(r'value="(src_\w+)" data-key', desk.get("/review?queue=speakers").text)
    rule(desk, choices[0], by="First", queue="speakers")
    desk.cookies.clear()
    rule(desk, choices[1], by="Second", queue="speakers", more="&second=1")
    (found,) = desk.get("/review/agreement.json").json()["agreement"]
    assert (found["kind"], found["items"], found["alpha"]) == ("speaker", 1, 0.0)


def test_two_statements_are_asked_about_with_the_reasons_and_not_those_of_what_is_no_article(
    desk: TestClient, copy: Path
) -> None:
    for more in ("", "&at=1"):  # the item after it is fetched ahead
        page = desk.get(f"/review?queue=claims{more}").text
        assert re.search(r"Why asked: score 0\.\d\d; (both say [\w, ]+, )?alike in meaning: 0\.\d\d", page)
    with Ledger(copy) as ledger:
        shown = ledger.show(fields(desk.get("/review?queue=claims").text)["a"])
        assert isinstance(shown, ShownStatement)
        (gone,) = ledger.annotated([shown.article.id])
        ledger.judge(gone.article.id, "", "not_article", by="AB")
    with TestClient(make_app(copy, LOCAL), base_url="http://127.0.0.1:8731") as other:
        left = re.search(r"(\d+) items? left", other.get("/review?queue=claims").text)
        assert left
        for at in range(int(left[1])):
            asked = fields(other.get(f"/review?queue=claims&at={at}").text)
            assert {each.id for each in gone.statements}.isdisjoint((asked["a"], asked["b"]))


def test_a_text_that_is_no_article_leaves_every_list_and_comes_back(
    desk: TestClient, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.ledger.kept.PATIENCE", 0.0)  # on a busy machine what is kept may be old for longer
    page = desk.get("/review?queue=texts").text
    asked = fields(page)
    assert re.search(r"Why asked: only \d+ words", page)
    with Ledger(copy) as ledger:
        article = ledger.articles([asked["a"]])[asked["a"]]
        claims = len(ledger.claims(limit=None))
    lists = ["/claims.csv", "/stories.csv", "/outlets.csv", "/sources.csv"]
    before = [listed(desk, path) for path in lists]
    found = desk.get("/search.json", params={"q": article.text.split(".")[0]}).text
    assert asked["a"] in found
    rule(desk, "not_article", queue="texts")
    with Ledger(copy) as ledger:
        assert asked["a"] not in {each for row in ledger.stories() for each in row.article_ids}
        assert len(ledger.claims(limit=None)) <= claims
        assert [each.reason for each in ledger.problems()] == ["judged"]
    assert [listed(desk, path) for path in lists] != before
    assert asked["a"] not in desk.get("/search.json", params={"q": article.text.split(".")[0]}).text
    assert re.search(r"Judged to be no article by A\. Editor on \d+ \w{3} \d{4}", desk.get(f"/a/{asked['a']}").text)
    desk.post("/review", data={"csrf": asked["csrf"], "queue": "texts", "undo": "1", "by": "A. Editor"})
    assert [listed(desk, path) for path in lists] == before
    assert "Judged to be no article" not in desk.get(f"/a/{asked['a']}").text


def test_a_ruling_is_taken_back_and_asked_again(desk: TestClient, copy: Path) -> None:
    asked = fields(desk.get("/review").text)
    rule(desk, "different")
    form = {"csrf": asked["csrf"], "queue": "claims", "undo": "1", "by": "A. Editor"}
    page = desk.post("/review", data=form).text
    assert fields(page)["a"] == asked["a"] and fields(page)["b"] == asked["b"]
    with Ledger(copy) as ledger:
        assert [row.state for row in ledger.judgements()] == ["undone", "undoes"]


def test_what_a_ruling_changes_is_told(desk: TestClient) -> None:
    page = rule(desk, "same")
    assert re.search(r"Recorded as 1\. (Now one claim|No number changes|\d+ article)", page)


def test_a_form_without_its_token_writes_nothing(desk: TestClient, copy: Path) -> None:
    asked = fields(desk.get("/review").text)
    for token in ("", "guess", asked["csrf"][:-1]):
        answer = desk.post("/review", data={**asked, "csrf": token, "verdict": "same", "by": "A. Editor"})
        assert answer.status_code == 403
    with Ledger(copy) as ledger:
        assert not ledger.judgements()


@pytest.mark.parametrize(
    "odd",
    [{"by": ""}, {"verdict": "guilty"}, {"a": "stm_none"}, {"b": "../../etc"}, {"queue": "gossip"}, {"undo": "77"},
     {"undo": "x"}],
)  # fmt: skip
def test_odd_forms_are_refused_and_write_nothing(desk: TestClient, copy: Path, odd: dict[str, str]) -> None:
    asked = {**fields(desk.get("/review").text), "verdict": "same", "by": "A. Editor", **odd}
    assert desk.post("/review", data=asked).status_code in (400, 404)
    with Ledger(copy) as ledger:
        assert not ledger.judgements()


def test_notes_and_names_are_kept_and_shown_as_text(desk: TestClient, copy: Path) -> None:
    asked = fields(desk.get("/review").text)
    form = {**asked, "verdict": "unsure", "by": "Zoë <b>", "note": "<script>alert(1)</script> see p. 4"}
    page = desk.post("/review", data=form).text
    assert "<script>alert" not in page and "Zoë &lt;b&gt;" in page
    with Ledger(copy) as ledger:
        assert ledger.judgements()[0].judgement.note == "<script>alert(1)</script> see p. 4"


def test_a_second_reader_sees_what_others_judged_without_their_answers(desk: TestClient) -> None:
    asked = fields(desk.get("/review").text)
    rule(desk, "different", by="First")
    desk.cookies.clear()
    page = desk.get("/review?second=1").text
    assert fields(page)["a"] == asked["a"] and "Your latest rulings" not in page and "First" not in page
    rule(desk, "same", by="Second", more="&second=1")
    found = desk.get("/review/agreement.json").json()["agreement"]
    assert found == [{"kind": "statements", "items": 1, "readers": ["First", "Second"], "alpha": 0.0}]
    rows = list(csv.DictReader(io.StringIO(desk.get("/review/agreement.csv").text)))
    assert [(row["by"], row["verdict"]) for row in rows] == [("First", "different"), ("Second", "same")]


def test_alpha_of_full_agreement_is_one_and_of_one_verdict_not_defined(desk: TestClient, copy: Path) -> None:
    for verdict in ("same", "different"):
        rule(desk, verdict, by="First")
    desk.cookies.clear()
    for _ in range(2):
        page = desk.get("/review?second=1").text
        asked = fields(page)
        with Ledger(copy) as ledger:
            judged = [row.judgement for row in ledger.judgements()]
        known = {(each.a, each.b): each.verdict for each in judged if each.by == "First"}
        desk.post("/review", data={**asked, "verdict": known[asked["a"], asked["b"]], "by": "Second"})
    with Ledger(copy) as ledger:
        judged = [row.judgement for row in ledger.judgements()]
    assert agreements(judged)[0].alpha == 1.0
    assert agreements(judged[:1])[0].alpha is None


def test_two_who_review_at_once_lose_nothing(copy: Path) -> None:
    app = make_app(copy, LOCAL)
    failed = []

    def work(by: str) -> None:
        with TestClient(app, base_url="http://127.0.0.1:8731") as client:
            for _ in range(4):
                try:
                    rule(client, "unsure", by=by)
                except AssertionError as error:
                    failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("First", "Second")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not failed
    with Ledger(copy) as ledger:
        assert len(ledger.judgements()) == 8


def test_where_what_a_ruling_changes_cannot_be_worked_out_the_page_says_so_and_the_ruling_is_kept(
    desk: TestClient, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = fields(desk.get("/review").text)
    with monkeypatch.context() as patch:
        patch.setattr("sayso.ledger.store_change", lambda *given: 1 / 0)
        answer = desk.post("/review", data={**asked, "verdict": "different", "by": "A. Editor"})
    assert answer.status_code == 503 and "recorded as 1" in answer.text and "sayso run" in answer.text
    with Ledger(copy) as ledger:
        assert [row.judgement.verdict for row in ledger.judgements()] == ["different"]
        assert ledger.status().to_compare > 0


def test_read_only_shows_and_does_not_ask(orrin_ledger: Path) -> None:
    from sayso.web.safety import Rules

    app = make_app(orrin_ledger, Rules(None, read_only=True))
    with TestClient(app, base_url="http://ledger.desk") as client:
        page = client.get("/review").text
        assert "--read-only" in page and 'method="post"' not in page

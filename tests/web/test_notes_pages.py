"""Notes through the pages: beside what they are about, as text, settled and reopened, and all of them as a list."""

import csv
import io
import re
from pathlib import Path

from starlette.testclient import TestClient

from sayso.library import Ledger
from sayso.web.app import make_app


def token(desk: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', desk.get("/review").text)
    assert found
    return found[1]


def a_claim(desk: TestClient) -> tuple[str, str, str]:
    """Ids of a claim, of a statement of it, and of that one's article."""
    claim = desk.get("/claims.json").json()["claims"][0]["id"]
    article = desk.get(f"/c/{claim}.json").json()["articles"][0]["id"]
    said = [each for each in desk.get(f"/a/{article}.json").json()["statements"] if each["claim_id"] == claim]
    return claim, said[0]["id"], article


def test_a_note_stands_where_its_thing_is_shown_and_in_its_json(desk: TestClient) -> None:
    claim, said, article = a_claim(desk)
    csrf = token(desk)
    hostile = "<script>alert(1)</script>\nsecond line"
    for about, back in ((claim, f"/c/{claim}"), (said, f"/a/{article}"), (article, f"/a/{article}")):
        form = {"csrf": csrf, "about": about, "text": hostile, "by": "A. Editor", "back": back}
        answer = desk.post("/notes", data=form, follow_redirects=False)
        assert answer.status_code == 303 and answer.headers["location"].startswith(f"{back}#note-")
    page = desk.get(f"/c/{claim}").text
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;\nsecond line") == 2 and "<script>alert" not in page
    reader = desk.get(f"/a/{article}").text
    assert reader.count('class="card note"') == 2 and "A. Editor" in reader
    assert {each for each in desk.get(f"/c/{claim}.json").json()["notes"]} == {claim, said}
    assert {each for each in desk.get(f"/a/{article}.json").json()["notes"]} == {article, said}
    every = desk.get("/notes").text
    assert "3 open, 0 settled" in every and "<script>alert" not in every
    assert [row["note"]["kind"] for row in desk.get("/notes.json").json()["notes"]] == ["claim", "statement", "article"]
    rows = list(csv.DictReader(io.StringIO(desk.get("/notes.csv").text)))
    assert [row["about"] for row in rows][1:] == [said, article] and rows[0]["now"] == claim


def test_settled_and_reopened_with_who_and_when(desk: TestClient) -> None:
    claim, _, _ = a_claim(desk)
    csrf = token(desk)
    desk.post("/notes", data={"csrf": csrf, "about": claim, "text": "Which March?", "by": "First"})
    page = desk.post("/notes", data={"csrf": csrf, "settle": "1", "by": "Second", "back": f"/c/{claim}"}).text
    assert re.search(r"settled by Second, \d+ \w{3} \d{4}", page) and 'name="reopen" value="1"' in page
    assert "0 open, 1 settled" in desk.get("/notes").text
    desk.post("/notes", data={"csrf": csrf, "reopen": "1", "by": "First", "back": f"/c/{claim}"})
    assert "1 open, 0 settled" in desk.get("/notes").text


def test_odd_forms_write_nothing(desk: TestClient) -> None:
    claim, _, _ = a_claim(desk)
    good = {"csrf": token(desk), "about": claim, "text": "x", "by": "A. Editor"}
    for odd, status in (
        ({"csrf": "guess"}, 403), ({"text": " "}, 400), ({"text": "x" * 2001}, 400), ({"by": ""}, 400),
        ({"about": "src_none"}, 404), ({"about": ""}, 404), ({"settle": "9"}, 404), ({"settle": "x"}, 404),
    ):  # fmt: skip
        assert desk.post("/notes", data={**good, **odd}).status_code == status, odd
        desk.cookies.clear()
    assert desk.get("/notes.json").json()["notes"] == []
    for back in ("//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example"):
        answer = desk.post("/notes", data={**good, "back": back}, follow_redirects=False)
        assert answer.headers["location"].startswith("/notes#")


def test_read_only_shows_notes_and_takes_none(desk: TestClient, orrin_ledger: Path, tmp_path: Path) -> None:
    from sayso.web.safety import Rules

    claim, _, _ = a_claim(desk)
    desk.post("/notes", data={"csrf": token(desk), "about": claim, "text": "Which March?", "by": "First"})
    with TestClient(
        make_app(tmp_path / "orrin.db", Rules(None, read_only=True)), base_url="http://ledger.desk"
    ) as client:
        page = client.get(f"/c/{claim}").text
        assert "Which March?" in page and 'action="/notes"' not in page
        assert client.post("/notes", data={"about": claim, "text": "x"}).status_code == 403
    with Ledger(tmp_path / "orrin.db") as ledger:
        assert len(ledger.notes()) == 1


def test_a_report_has_notes_only_when_asked(desk: TestClient, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from sayso.web.report import make_report

    claim, _, _ = a_claim(desk)
    desk.post("/notes", data={"csrf": token(desk), "about": claim, "text": "Which March?", "by": "First"})
    made = datetime(2024, 6, 3, tzinfo=UTC)
    assert "Which March?" not in make_report(tmp_path / "orrin.db", [claim], made=made)
    page = make_report(tmp_path / "orrin.db", [claim], made=made, notes=True)
    assert "Which March?" in page and "<form" not in page

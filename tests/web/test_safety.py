"""What a request has to be before a page sees it."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.errors import InputError
from sayso.web.app import make_app
from sayso.web.safety import LONGEST_ADDRESS, Rules
from sayso.web.serving import rules_for


def test_another_name_is_not_answered(client: TestClient) -> None:
    assert client.get("/claims", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/claims", headers={"host": "evil.example:8731"}).status_code == 421
    assert client.get("/claims", headers={"host": "127.0.0.1.evil.example"}).status_code == 421
    assert client.get("/claims", headers={"host": "localhost:8731"}).status_code == 200


@pytest.mark.parametrize("path", ["/claims", "/claims.json", "/nowhere", "/-/static/sayso.css", "/c/none"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_long_addresses_and_other_methods_are_refused(client: TestClient) -> None:
    assert client.get("/claims?q=" + "a" * LONGEST_ADDRESS).status_code == 414
    assert client.put("/claims").status_code == 405
    assert client.delete("/c/clm_1").status_code == 405


def test_static_files_only_from_their_folder(client: TestClient) -> None:
    assert client.get("/-/static/sayso.css").status_code == 200
    for path in ("/-/static/../app.py", "/-/static/%2e%2e/app.py", "/-/static/..%2fapp.py", "/-/static/"):
        assert client.get(path).status_code in (404, 405)


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    form = "a=b"
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/claims", content=form, headers={**kind, "origin": "http://evil.example"}).status_code == 403
    assert client.post("/claims", content=form, headers={**kind, "sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/claims", content="x" * 70_000, headers=kind).status_code == 413
    assert client.post("/claims", content=form, headers=kind).status_code == 405  # nothing to write there


def test_theme_goes_back_to_this_site_only(client: TestClient) -> None:
    answer = client.get("/-/theme/dark?back=//evil.example", follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert client.get("/-/theme/dark?back=/claims", follow_redirects=False).headers["location"] == "/claims"
    assert client.get("/-/theme/blink").status_code == 404
    client.cookies.clear()


def test_another_interface_needs_a_token_or_read_only() -> None:
    with pytest.raises(InputError, match="--token auto"):
        rules_for("0.0.0.0", read_only=False, token="")
    assert rules_for("0.0.0.0", read_only=True, token="").hosts is None
    assert rules_for("127.0.0.1", read_only=False, token="").hosts


def test_without_the_token_nothing_is_seen(orrin_ledger: Path) -> None:
    app = make_app(orrin_ledger, Rules(None, token="secret-of-the-desk"))
    with TestClient(app, base_url="http://ledger.desk") as client:
        for path in ("/claims", "/claims.json", "/-/api", "/-/static/sayso.css", "/claims?token=guess"):
            assert client.get(path).status_code == 401
        bearer = {"authorization": "Bearer secret-of-the-desk"}
        assert client.get("/claims.json", headers=bearer).status_code == 200
        answer = client.get("/claims?token=secret-of-the-desk&q=ferry", follow_redirects=False)
        assert answer.headers["location"] == "/claims?q=ferry"
        assert client.get("/claims").status_code == 200  # the cookie now has it


def test_read_only_refuses_every_write(orrin_ledger: Path) -> None:
    app = make_app(orrin_ledger, Rules(None, read_only=True))
    with TestClient(app, base_url="http://ledger.desk") as client:
        assert client.get("/claims").status_code == 200
        assert client.post("/review", content="a=b").status_code == 403


def test_a_spreadsheet_gets_no_formula(client: TestClient) -> None:
    from sayso.web.exporting import safe_cell

    assert [safe_cell(each) for each in ("=1+1", "+49 30", "@cmd", "plain")] == ["'=1+1", "'+49 30", "'@cmd", "plain"]

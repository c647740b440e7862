"""sayso's own words: it says who asserts and who contests, never who is right."""

import ast
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

WEB = Path(__file__).parents[2] / "src" / "sayso" / "web"
NEVER = re.compile(
    r"\b(true|false|fake|fakes|confirmed|confirms|debunked|debunks|verified|lie|lies|hoax|refuted|"
    r"anonymous|plagiari\w+|original source|(?<!un)reliable)\b",
    re.IGNORECASE,
)


def own_words(template: str) -> str:
    """A template without its code: what is left is shown to a reader, attributes included."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|aria-\w+=\"\w+\"", " ", template, flags=re.DOTALL)


@pytest.mark.parametrize("path", sorted(WEB.glob("templates/*.html")), ids=lambda path: path.name)
def test_no_template_judges(path: Path) -> None:
    assert not NEVER.findall(own_words(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(WEB.glob("*.py")), ids=lambda path: path.name)
def test_no_string_of_the_pages_judges(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    strings = [each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    assert not [each for each in strings if NEVER.search(each)]


def test_no_page_judges_in_its_own_words(client: TestClient) -> None:
    """The ledger's articles hold none of these words, so any on a page is sayso's own."""
    claim = client.get("/claims.json?contested=yes").json()["claims"][0]["id"]
    article = client.get(f"/c/{claim}.json").json()["articles"][0]["id"]
    for path in ("/claims", "/stories", "/sources", "/outlets", "/search?q=ferry", f"/c/{claim}", f"/a/{article}"):
        shown = re.sub(r"<[^>]+>", " ", client.get(path).text)
        assert not NEVER.findall(shown), path


def test_where_a_claim_is_listed_its_contest_is_told(client: TestClient) -> None:
    rows = client.get("/claims.json?contested=yes").json()["claims"]
    page = client.get("/claims?contested=yes").text
    assert rows and page.count("contested by ") >= len(rows)
    for row in rows:
        assert row["contested_by"]
    found = client.get("/search.json", params={"q": " ".join(rows[0]["label"].split()[:4])}).json()
    contested = [each["id"] for each in found["found"]["claims"] if each["contests"]]
    assert contested and set(contested) == set(found["contested_by"])

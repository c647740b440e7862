"""
The pages in a real browser: what people do in them, with keys, without a script, on a phone; nothing goes out.

Skipped where there is no Chromium (Debian: ``apt-get install chromium``).
"""

import asyncio
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from tests.web.conftest import LOCAL

from sayso.bundled import newsrooms
from sayso.config import load_config
from sayso.library import Ledger
from sayso.web.app import make_app
from sayso.web.serving import listen

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here: apt-get install chromium")


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    with listen("127.0.0.1", 0) as bound:
        app = make_app(ledger, LOCAL)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[bound])), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def site(orrin_ledger: Path) -> Iterator[str]:
    with served(orrin_ledger) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        # Without its own sandbox where the tests run as root, as in most containers; the pages are our own.
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


class Watched:
    """A page whose complaints and requests are kept."""

    def __init__(self, browser: Any, site: str, **context: Any) -> None:
        self.site = site
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.complaints: list[str] = []
        self.outgoing: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._seen(request.url))

    def _seen(self, url: str) -> None:
        if not url.startswith(self.site):
            self.outgoing.append(url)

    def go(self, path: str) -> Any:
        self.page.goto(self.site + path)
        return self.page


@pytest.fixture
def watched(browser: Any, site: str) -> Iterator[Watched]:
    found = Watched(browser, site)
    yield found
    found.context.close()
    assert not found.complaints and not found.outgoing


def a_claim(page: Any) -> str:
    href: str = page.locator("table.claims tbody a").first.get_attribute("href")
    return href


def screens(page: Any) -> list[str]:
    """An address of each screen."""
    claim = a_claim(page)
    page.goto(page.url.partition("/claims")[0] + claim)
    article: str = page.locator("table.carried a.plainlink").first.get_attribute("href")
    return [
        "/claims", "/claims?contested=yes&q=ferry", "/claims?q=nosuchword", "/stories", "/sources?q=Petra", "/outlets",
        "/search?q=ferry", "/articles?outlet=WireOne", "/statements?kind=unnamed", claim, article,
        f"{claim}?carried=stance:reports", "/review", "/review?queue=stances", "/review?queue=speakers",
        "/review?queue=texts", "/review/agreement", "/notes", "/o/WireOne",
        "/nowhere",
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_any_screen(browser: Any, site: str, theme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = Watched(browser, site, viewport={"width": width, "height": 900}, color_scheme=theme)
    paths = screens(found.go("/claims?contested=yes"))
    found.complaints.clear()
    violations = []
    for path in paths:
        for each in axe.run(found.go(path)).response["violations"]:
            nodes = [node["html"][:160] + " | " + str(node.get("failureSummary"))[:300] for node in each["nodes"][:2]]
            violations.append((path, each["id"], nodes))
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width, path
    found.context.close()
    assert not violations
    assert not [each for each in found.complaints if "404" not in each] and not found.outgoing


def test_from_the_origin_count_to_the_sentence_in_two_clicks(watched: Watched) -> None:
    page = watched.go("/claims?contested=yes")
    page.goto(watched.site + a_claim(page))
    page.get_by_role("link", name="Why?").click()
    why = page.locator("section[id^='why-']")
    why.locator("a.from").first.click()
    marked = page.locator("mark.hit")
    assert marked.count() and marked.first.is_visible()
    assert re.search(r"\?s=\d+-\d+#s$", page.url)


def test_without_script_everything_is_there(browser: Any, site: str) -> None:
    found = Watched(browser, site, java_script_enabled=False)
    page = found.go("/claims?contested=yes")
    paths = screens(page)
    for path in paths:
        page = found.go(path)
        assert page.locator("h1").count() == 1
    page = found.go(next(path for path in paths if path.startswith("/c/") and "?" not in path))
    page.get_by_role("link", name="Why?").click()
    page.locator("section[id^='why-'] a.from").first.click()
    assert page.locator("mark.hit").first.is_visible()
    assert not found.go("/claims?contested=yes").locator("#save-view").is_visible()  # a browser keeps no view then
    page = found.go("/claims")
    page.get_by_role("link", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("link", name=re.compile("by somebody")).click()
    assert "contested=yes" in page.url
    found.context.close()


def test_places_are_the_same_words_in_the_browser(watched: Watched) -> None:
    """Browsers count UTF-16 and Python code points: an emoji before a place must not move it."""
    page = watched.go("/search?q=crabs")
    href = page.locator("h2#h-articles ~ ul a").first.get_attribute("href")
    text = watched.context.request.get(watched.site + href + ".json").json()["article"]["text"]
    for words in ("🦀 crabs came", "الماء في النهر نظيف"):
        start = text.index(words)
        page = watched.go(f"{href}?s={start}-{start + len(words)}#s")
        assert "".join(page.locator("mark.hit").evaluate_all(SHOWN)) == words
        page = watched.go(f"{href}#s={start}-{start + len(words)}")  # with a script, the short form too
        page.wait_for_selector("mark.hit")
        assert "".join(page.locator("mark.hit").evaluate_all(SHOWN)) == words


SHOWN = """marks => marks.map(mark => {
  const copy = mark.cloneNode(true);
  copy.querySelectorAll('.hidden').forEach(each => each.remove());
  return copy.textContent;
})"""


def test_hostile_text_does_nothing(watched: Watched) -> None:
    alerts: list[str] = []
    watched.page.on("dialog", lambda dialog: alerts.append(dialog.message))
    page = watched.go("/search?q=crabs")
    page = watched.go(page.locator("h2#h-articles ~ ul a").first.get_attribute("href"))
    assert page.title().startswith("<script>alert('title')</script>")
    assert page.locator("img").count() == 0 and page.locator("script").count() == 1
    page.locator("header a").filter(has_text="onerror").first.click()
    assert not alerts


def test_list_and_reader_by_keyboard(watched: Watched) -> None:
    page = watched.go("/claims?contested=yes")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("table.claims tbody tr").nth(1)
    assert "focus" in (second.get_attribute("class") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/*")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=ferry")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/outlets")
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    page.keyboard.press("x")  # off: a key does nothing until they are on again
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    page.keyboard.press("x")
    page.keyboard.press("?")
    assert not page.locator("#keys dl").is_visible()


_SHIFTS = """window.shifts = [];
new PerformanceObserver((seen) => shifts.push(...seen.getEntries().map((each) => each.value)))
  .observe({type: "layout-shift", buffered: true});"""


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_after_it_is_shown(browser: Any, site: str, width: int) -> None:
    found = Watched(browser, site, viewport={"width": width, "height": 900})
    found.page.add_init_script(_SHIFTS)
    for path in screens(found.go("/claims?contested=yes"))[:-1]:
        page = found.go(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("shifts") == [], path
    found.context.close()


def test_what_has_the_focus_shows_it_and_the_filters_can_be_passed_over(watched: Watched) -> None:
    page = watched.go("/claims?contested=yes")
    seen = set()
    for _ in range(45):
        page.keyboard.press("Tab")
        name, style = page.evaluate(
            "(({id, tagName, textContent}) => [id || tagName + textContent.trim(),"
            " getComputedStyle(document.activeElement).outlineStyle])(document.activeElement)"
        )
        seen.add(name)
        assert style == "solid", name
    assert {"find", "view-name", "q", "since", "until", "outlet-name"} <= seen
    page = watched.go("/claims?contested=yes")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#h-list")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('section').className") == "rows"


def test_on_a_phone_the_filters_are_one_link_away(browser: Any, site: str) -> None:
    found = Watched(browser, site, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = found.go("/claims")
    page.get_by_role("link", name="Filters and views").click()
    assert page.locator("#filters h2").first.is_visible()
    assert page.evaluate("document.getElementById('filters').getBoundingClientRect().top") < 400
    found.context.close()
    wide = Watched(browser, site, viewport={"width": 1280, "height": 900})
    assert not wide.go("/claims").get_by_role("link", name="Filters and views").is_visible()
    wide.context.close()


def test_a_view_is_kept_by_the_browser(watched: Watched) -> None:
    page = watched.go("/claims")
    assert not page.locator("#save-view").count()  # a list without filters needs no name
    page = watched.go("/claims?contested=yes&order=latest")
    page.locator("#view-name").fill("Our desk")
    page.keyboard.press("Enter")
    page = watched.go("/claims")
    page.get_by_role("link", name="Our desk").click()
    assert page.url == watched.site + "/claims?contested=yes&order=latest"
    assert page.get_by_role("link", name="Our desk").get_attribute("aria-current") == "true"
    page.get_by_role("button", name="Drop the view Our desk").click()
    assert watched.go("/claims").get_by_role("link", name="Our desk").count() == 0


def test_a_claim_prints_on_few_pages(watched: Watched) -> None:
    page = watched.go("/claims?contested=yes")
    page = watched.go(a_claim(page))
    pdf = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3


def answer_by_keys(page: Any, keys: str) -> None:
    """In Review: a name once, then a key for each item."""
    page.locator("#by").fill("A. Editor")
    page.keyboard.press("Escape")
    for number, key in enumerate(keys, 1):
        page.keyboard.press(key)
        page.get_by_text(f"Recorded as {number}.").wait_for()


def test_review_by_keyboard_only(browser: Any, orrin_ledger: Path, tmp_path: Path) -> None:
    """A name once; then one key a ruling, one to take it back."""
    copy = Path(shutil.copy(orrin_ledger, tmp_path / "orrin.db"))
    with served(copy) as site:
        found = Watched(browser, site)
        page = found.go("/review")
        answer_by_keys(page, "ndn")
        page.keyboard.press("u")
        page.locator(".done").wait_for(state="detached")
        page.wait_for_load_state()  # keys work once the script does
        page.keyboard.press("m")
        page.keyboard.type("seen in print")
        page.keyboard.press("Escape")
        page.keyboard.press("y")
        page.get_by_text("seen in print").wait_for()
        found.context.close()
        assert not found.complaints and not found.outgoing
    with Ledger(copy) as ledger:
        rows = ledger.judgements()
    assert [row.judgement.verdict for row in rows] == ["different", "unsure", "different", "undone", "same"]
    assert rows[-1].judgement.note == "seen in print"


def test_the_questions_on_one_record_by_keyboard_only(browser: Any, orrin_ledger: Path, tmp_path: Path) -> None:
    """A key for each source of the article, or for a text that is no article; one takes it back; badges tell of it."""
    copy = Path(shutil.copy(orrin_ledger, tmp_path / "orrin.db"))
    with served(copy) as site:
        found = Watched(browser, site)
        page = found.go("/review?queue=speakers")
        answer_by_keys(page, "2nd")
        page.keyboard.press("u")
        page.locator(".done").wait_for(state="detached")
        page = found.go("/review?queue=texts")
        text = page.locator(".asked a").last.get_attribute("href")
        page.keyboard.press("n")
        page.get_by_text("Recorded as 5.").wait_for()
        page = found.go(text)
        assert page.get_by_text("it is in no count").is_visible()
        page = found.go("/review?queue=texts")
        page.keyboard.press("u")
        page.locator(".done").wait_for(state="detached")
        page = found.go(text)
        assert not page.get_by_text("it is in no count").count()
        found.context.close()
        assert not found.complaints and not found.outgoing
    with Ledger(copy) as ledger:
        rows = ledger.judgements()
        says = rows[0].judgement
        article = next(place.article_id for place in says.places)
    verdicts = ["says", "nobody", "unsure", "undone", "not_article", "undone"]
    assert [row.judgement.verdict for row in rows] == verdicts
    with served(copy) as site:
        found = Watched(browser, site)
        page = found.go(f"/a/{article}")
        assert page.locator(".statements .badge").first.inner_text().startswith("✓ reviewed by A. Editor")
        found.context.close()


def test_the_next_item_stands_there_before_the_answer_is_recorded(
    browser: Any, orrin_ledger: Path, tmp_path: Path
) -> None:
    """An answer given that early is one to the item that was shown."""
    copy = Path(shutil.copy(orrin_ledger, tmp_path / "orrin.db"))
    held: list[Any] = []
    with served(copy) as site:
        found = Watched(browser, site)
        page = found.page
        page.route(
            "**/review", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
        )
        with page.expect_response("**/review?queue=speakers&at=1"):
            found.go("/review?queue=speakers")
        page.locator("#by").fill("A. Editor")
        page.keyboard.press("Escape")
        shown = "document.getElementById('item').dataset.item"
        first = page.evaluate(shown)
        page.keyboard.press("n")
        page.locator(f"#item:not([data-item='{first}'])").wait_for()
        second = page.evaluate(shown)
        assert len(held) == 1 and not page.locator(".done").count()
        page.keyboard.press("d")
        held[0].continue_()
        page.get_by_text("Recorded as 1.").wait_for()
        while len(held) < 2:
            page.wait_for_timeout(50)
        held[1].continue_()
        page.get_by_text("Recorded as 2.").wait_for()
        assert page.evaluate(shown) not in (first, second)
        found.context.close()
        assert not found.complaints and not found.outgoing
    with Ledger(copy) as ledger:
        judged = [row.judgement for row in ledger.judgements()]
    assert [f"{each.a} {each.verdict}" for each in judged] == [f"{first}nobody", f"{second}unsure"]


def test_notes_by_keyboard_only(browser: Any, orrin_ledger: Path, tmp_path: Path) -> None:
    """On a claim, on the statement at hand in the reader, and in Review; settled from the list of all."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    copy = Path(shutil.copy(orrin_ledger, tmp_path / "orrin.db"))

    def write(page: Any, text: str, *, name: str = "") -> None:
        page.keyboard.press("w")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.get_by_text(text).wait_for()

    with served(copy) as site:
        found = Watched(browser, site)
        page = found.go("/claims?contested=yes")
        page.goto(site + a_claim(page))
        write(page, "Which March?", name="A. Editor")
        page.goto(site + page.locator("table.carried a.plainlink").first.get_attribute("href"))
        page.keyboard.press("j")
        write(page, "Said on the telephone")
        assert page.locator("#st-1 .note").count() == 1
        page = found.go("/review?queue=speakers")
        write(page, "Ask the desk")
        assert page.url.endswith("/review?queue=speakers#note-3")
        page = found.go("/notes")
        assert page.get_by_role("heading", name="3 notes").is_visible() and not axe.run(page).response["violations"]
        page.get_by_role("button", name="settle note 2").press("Enter")
        page.get_by_text("settled by A. Editor").wait_for()
        assert not axe.run(page).response["violations"]
        found.context.close()
        assert not found.complaints and not found.outgoing
        plain = Watched(browser, site, java_script_enabled=False)
        page = plain.go("/notes")
        page.get_by_label("Your name").first.fill("B. Editor")
        page.get_by_role("button", name="settle note 3").click()
        page.get_by_text("1 open, 2 settled").wait_for()
        plain.context.close()
    with Ledger(copy) as ledger:
        assert [row.settled for row in ledger.notes()] == [False, True, True]


def test_a_report_needs_nothing_but_itself(browser: Any, orrin_ledger: Path, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from sayso.browsing import Browser
    from sayso.ledger.catalog import Asked
    from sayso.web.report import make_report

    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    claim = Browser(orrin_ledger).claims(Asked(contested=("yes",)), most=1).rows[0].id
    out = tmp_path / "report.html"
    out.write_text(make_report(orrin_ledger, [claim], made=datetime(2024, 6, 3, tzinfo=UTC)), encoding="utf-8")
    found = Watched(browser, out.as_uri())
    page = found.go("")
    assert not axe.run(page).response["violations"]
    page.get_by_role("link", name="Why?").click()
    page.locator("section[id^='why-'] a.from").first.click()
    assert page.locator(".passage:target b").is_visible()
    page.get_by_label("dark").check()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    found.context.close()
    assert not found.complaints and not found.outgoing


# ---- the examples, as read by the shipped models ----


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("examples") / "examples.db"
    config = load_config()
    with Ledger(path, config=replace(config, read=replace(config.read, workers=1))) as ledger:
        ledger.add([file for room in newsrooms() for file in room.inputs])
        ledger.run()
    with served(path) as address:
        yield address


@pytest.mark.model
def test_one_source_or_five(browser: Any, examples: str) -> None:
    """From a draft's claim in one's own words to the sentences it rests on: search, claim, why, sentence."""
    found = Watched(browser, examples)
    page = found.go("/claims")
    page.locator("#find").fill("plant Orrin close")
    page.keyboard.press("Enter")
    page.locator("h2#h-claims ~ ul a").first.click()
    assert page.locator(".glance .big").first.inner_text()
    page.get_by_role("link", name="Why?").click()
    page.locator("section[id^='why-'] a.from").first.click()
    assert page.locator("mark.hit").first.is_visible()
    found.context.close()
    assert not found.complaints and not found.outgoing


@pytest.mark.model
def test_a_circle_is_shown_with_its_dates(browser: Any, examples: str) -> None:
    """Something that everyone has from everyone else: the list finds it, the page says so and shows when who had it."""
    found = Watched(browser, examples)
    page = found.go("/claims?origins=0")
    page.goto(examples + a_claim(page))
    assert page.get_by_text("leads back to nobody").first.is_visible()
    assert page.locator("svg.time .sign").count() > 3 and page.locator("svg.graph .edge").count() > 3
    assert re.search(r"\d+ \w{3} 20\d\d", page.locator("table.carried .when").first.inner_text())
    found.context.close()
    assert not found.complaints and not found.outgoing

"""
Pictures of every screen, wide and narrow, light and dark, to be looked at; and those that the documents show.

    python -m bench.pictures --ledger FILE --out FOLDER [--width 1440] [--theme dark] [--only reader]
    python -m bench.pictures --ledger FILE --docs docs/pictures

Needs Chromium and Playwright, as the tests of the pages do. Says of each screen its size, whether it is wider than the
window, and what the browser complained of.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.pages import served

WIDTHS = (1440, 390)
THEMES = ("light", "dark")
TALLEST = 6000  # pixels of a picture: of a longer page the beginning
SHOWN = {"claim": (1180, 760), "claims": (1180, 760), "reader": (1180, 660), "review": (1180, 720)}  # in the documents


def _shows(article: Any) -> tuple[int, int]:
    """How much of what the reader marks an article has: statements inside others, then statements."""
    return sum(each["depth"] > 0 for each in article["statements"]), len(article["statements"])


def screens(site: str) -> dict[str, str]:
    """Name -> path of each screen, of records that the ledger has."""

    def ask(path: str) -> Any:
        with urllib.request.urlopen(site + path) as answer:
            return json.load(answer)

    contested = ask("/claims.json?contested=yes")["claims"] or ask("/claims.json")["claims"]
    thin = ask("/claims.json?origins=1&order=thin")["claims"] or contested
    trace = ask(f"/c/{contested[0]['id']}.json")
    article = max((each["id"] for each in trace["articles"]), key=lambda each: _shows(ask(f"/a/{each}.json")))
    source = next(each for each in ask("/sources.json")["sources"] if each["statements"])
    outlet = ask("/outlets.json")["outlets"][0]["name"]
    words = quote(" ".join(contested[0]["label"].split()[:2]))
    found = {
        "claims": "/claims",
        "claims-filtered": "/claims?contested=yes&order=latest",
        "claims-none": "/claims?q=nosuchword",
        "claim": f"/c/{contested[0]['id']}",
        "claim-thin": f"/c/{thin[0]['id']}",
        "reader": f"/a/{article}",
        "stories": "/stories",
        "search": f"/search?q={words}",
        "search-empty": "/search",
        "sources": "/sources",
        "source": f"/s/{source['id']}",
        "outlets": "/outlets",
        "outlet": f"/o/{quote(outlet, safe='')}",
        "review": "/review",
        "agreement": "/review/agreement",
        "error": "/c/clm_ffffffffffffffff",
    }
    changed = [each for each in trace.get("changes", ()) if each.get("earlier")]
    if changed:
        found["diff"] = f"/diff/{changed[0]['earlier']}/{changed[0]['article']}"
    return found


def take(browser: Any, address: str, out: Path, *, width: int, theme: str, tall: int = 0) -> str:
    """One picture; what is to be said of the screen."""
    context = browser.new_context(viewport={"width": width, "height": tall or 900}, color_scheme=theme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(address)
    size = len(answer.body()) if answer else 0
    whole, inside = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
    high = tall or min(whole, TALLEST)
    page.set_viewport_size({"width": width, "height": high})
    page.screenshot(path=str(out))
    context.close()
    wide = f" WIDER THAN THE WINDOW: {inside}" if inside > width else ""
    return f"{out.name}: {size / 1000:.0f} kB, {whole} px{wide}" + "".join(f" | {each}" for each in complaints)


def report_of(ledger: Path, site: str, folder: Path) -> Path:
    """A report on the most contested claim, as the command writes it."""
    with urllib.request.urlopen(site + "/claims.json?order=contested") as answer:
        claim = json.load(answer)["claims"][0]["id"]
    out = folder / "report.html"
    command = [str(Path(sys.executable).with_name("sayso")), "report", claim, "-o", str(out), "--ledger", str(ledger)]
    subprocess.run(command, check=True)
    return out


def take_all(browser: Any, given: argparse.Namespace, addresses: Mapping[str, str]) -> None:
    """Each screen at each width in each theme."""
    for name, address in addresses.items():
        if given.only and name not in given.only:
            continue
        for width in given.width or WIDTHS:
            for theme in given.theme or THEMES:
                print(take(browser, address, given.out / f"{name}-{width}-{theme}.png", width=width, theme=theme))


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="Pictures of every screen.")
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--width", type=int, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--only", action="append")
    given = parser.parse_args()
    with sync_playwright() as playwright, served(given.ledger) as (host, port, _):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        site = f"http://{host}:{port}"
        paths = screens(site)
        if given.docs:
            for name, (width, tall) in SHOWN.items():
                print(
                    take(browser, site + paths[name], given.docs / f"{name}.png", width=width, theme="light", tall=tall)
                )
        if given.out:
            given.out.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as folder:
                report = report_of(given.ledger, site, Path(folder))
                addresses = {name: site + path for name, path in paths.items()} | {"report": report.as_uri()}
                take_all(browser, given, addresses)


if __name__ == "__main__":
    main()

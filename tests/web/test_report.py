"""The report: one file, without a server and without a script."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.browsing import Browser
from sayso.cli import run_command
from sayso.errors import NotFound
from sayso.ledger.catalog import Asked
from sayso.web.report import AROUND, make_report

NOON = datetime(2024, 6, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def claim_ids(orrin_ledger: Path) -> list[str]:
    browser = Browser(orrin_ledger)
    return [row.id for row in browser.claims(Asked(contested=("yes",)), most=2).rows]


@pytest.fixture(scope="module")
def report(orrin_ledger: Path, claim_ids: list[str]) -> str:
    return make_report(orrin_ledger, claim_ids, made=NOON)


def test_nothing_is_fetched_and_nothing_runs(report: str) -> None:
    assert "<script" not in report and "<link" not in report and "<img" not in report and "<iframe" not in report
    assert not re.search(r"\bon\w+=", report) and "@import" not in report and "url(" not in report
    assert "default-src 'none'" in report


def test_every_link_within_it_leads_somewhere(report: str) -> None:
    ids = set(re.findall(r'\bid="([^"]+)"', report))
    links = set(re.findall(r'href="#([^"]+)"', report))
    assert len(links) > 20 and links <= ids
    assert not re.search(r'href="/', report)


def test_ids_are_given_once(report: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', report)
    assert len(ids) == len(set(ids))


def test_a_passage_is_what_stands_at_its_place(orrin_ledger: Path, report: str) -> None:
    passages = re.findall(r'id="(art_\w{16})-(\d+)-(\d+)"[^>]*>.*?<b>(.*?)</b>', report)
    browser = Browser(orrin_ledger)
    assert passages
    for article, start, end, words in passages:
        text = browser.article(article).article.text
        assert " ".join(text[int(start) : int(end)].split()) == words


def test_a_passage_stands_as_in_its_article_and_no_more_of_it_than_is_new(orrin_ledger: Path, report: str) -> None:
    browser = Browser(orrin_ledger)
    cards = re.findall(r'<div id="(art_\w{16})" class="card">(.*?)</div>', report, re.DOTALL)
    shorter = 0
    for article, card in cards:
        text = " ".join(browser.article(article).article.text.split())
        until = 0
        for place, passage in re.findall(r'<p id="art_\w+-(\d+-\d+)" class="passage[^>]*>(.*?)</p>', card):
            words = html.unescape(re.sub(r"</?b>", "", passage)).strip("… ")
            assert words in text
            start, end = map(int, place.split("-"))
            if end <= until:
                assert len(words) < AROUND * 2 + end - start
                shorter += 1
            else:
                until = end + AROUND
    assert shorter
    browser.close()


def test_the_contesting_statement_is_in_it(orrin_ledger: Path, report: str, claim_ids: list[str]) -> None:
    browser = Browser(orrin_ledger)
    for claim in claim_ids:
        contests = browser.trace(claim).assessment.contested_by
        assert contests
        for each in contests:
            assert each.evidence
            assert f"{each.article_id[:20]}-{each.evidence.start}-{each.evidence.end}" in report


def test_it_says_that_nobody_reviewed_it_and_what_it_rests_on(report: str) -> None:
    assert "not reviewed" in report and "3 Jun 2024" in report and "orrin.db" in report
    assert str(Path.cwd()) not in report


def test_the_same_ledger_gives_the_same_report(orrin_ledger: Path, report: str, claim_ids: list[str]) -> None:
    assert make_report(orrin_ledger, claim_ids, made=NOON) == report


def test_an_unknown_claim_is_an_error(orrin_ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        make_report(orrin_ledger, ["clm_ffffffffffffffff"], made=NOON)
    out = tmp_path / "out.html"
    assert run_command(["report", "clm_ffff", "-o", str(out), "--ledger", str(orrin_ledger)]) == 2
    assert not out.exists()


def test_the_command_writes_one_file(orrin_ledger: Path, tmp_path: Path, claim_ids: list[str]) -> None:
    out = tmp_path / "out.html"
    assert run_command(["report", claim_ids[0], "-o", str(out), "--ledger", str(orrin_ledger)]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["out.html"]
    assert "How it travelled" in out.read_text(encoding="utf-8")

"""The bundled newsrooms: they are what their README says, and each trace shows what a careful reader finds."""

import gzip
import importlib.util
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from expecting import ASPECTS, choices, missed, told

from sayso.bundled import examples_folder, newsrooms
from sayso.config import IngestConfig
from sayso.ingest import read_inputs
from sayso.records import Article, Problem

FOLDER = examples_folder()
EXPECTED = {room.name: json.loads((FOLDER / room.name / "expected.json").read_text("utf-8")) for room in newsrooms()}
TRACES = [(name, number) for name, expected in EXPECTED.items() for number in range(len(expected["traces"]))]
HOLDING = 27  # of 54 checks: 27 held when last measured
ROOMS = pytest.mark.parametrize("name", list(EXPECTED))


@cache
def taken_in(name: str) -> list[Article | Problem]:
    inputs = [FOLDER / name / each for each in EXPECTED[name]["inputs"]]
    return list(read_inputs(inputs, retrieved=datetime(2025, 7, 1, tzinfo=UTC), config=IngestConfig()))


@ROOMS
def test_inputs_hold_what_the_equation_says(name: str) -> None:
    found = taken_in(name)
    articles = [each for each in found if isinstance(each, Article)]
    problems = {each.input_id: each.reason for each in found if isinstance(each, Problem)}
    again = len(articles) - len({each.id for each in articles})
    versions = len({each.id for each in articles}) - len({each.url or each.id for each in articles})
    wanted = EXPECTED[name]["add"]
    assert (len(found), again, versions) == (wanted["found"], wanted["again"], wanted["versions"])
    assert problems == EXPECTED[name]["problems"]


@ROOMS
def test_every_article_of_a_trace_is_there_and_holds_its_evidence(name: str) -> None:
    texts = {each.input_id: each.text for each in taken_in(name) if isinstance(each, Article)}
    for trace in EXPECTED[name]["traces"]:
        assert set(trace["articles"]) | set(trace["absent"]) <= set(texts)
        for input_id, article in trace["articles"].items():
            for credit in [*article["credits"], *article.get("also", ())]:
                assert credit["evidence"] in texts[input_id], (input_id, credit["evidence"])


@ROOMS
def test_expectations_agree_with_each_other(name: str) -> None:
    for trace in EXPECTED[name]["traces"]:
        carrying = {k for k, a in trace["articles"].items() if {"asserts", "reports"} & set(choices(a["stance"]))}
        groups = trace["origins"]["groups"]
        if groups is not None:
            assert trace["origins"]["max"] == len(groups)
            assert {each for group in groups for each in group["articles"]} == carrying
        assert trace["origins"]["min"] <= trace["origins"]["max"]
        for article in trace["articles"].values():
            outlets = {n for c in article["credits"] if c["kind"] == "outlet" for n in choices(c["name"])}
            assert set(choices(article["primary"])) <= outlets | {None}


@ROOMS
def test_dates_and_titles_are_read(name: str) -> None:
    for article in taken_in(name):
        if isinstance(article, Article) and article.url:
            assert article.published is not None, article.input_id
            assert article.title or article.input_id == "w07"


def test_the_examples_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 400_000


def test_make_warc_gives_the_archive_that_is_kept() -> None:
    spec = importlib.util.spec_from_file_location("make_warc", FOLDER / "make_warc.py")
    assert spec is not None and spec.loader is not None
    make_warc = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_warc)
    kept = (FOLDER / "glass-fish" / "glass-fish.warc.gz").read_bytes()
    built = make_warc.build(FOLDER / "glass-fish" / "pages")
    assert gzip.decompress(built) == gzip.decompress(kept)  # not the bytes: zlib's versions pack differently


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, int], Any]]:
    """The trace of every claim, over one ledger that holds all the newsrooms."""
    from sayso.export.trace_json import trace_document
    from sayso.library import Ledger

    path: Path = tmp_path_factory.mktemp("examples") / "sayso.db"
    with Ledger(path) as ledger:
        report = ledger.add([each for room in newsrooms() for each in room.inputs])
        assert report.balances
        assert ledger.run().failed == 0
        articles = ledger.articles()
        yield {
            (name, number): trace_document(ledger.trace(EXPECTED[name]["traces"][number]["claim"]), articles)
            for name, number in TRACES
        }


@pytest.mark.model
def test_the_traces_show_what_a_careful_reader_finds(documents: dict[tuple[str, int], Any]) -> None:
    """docs/limits.md names what they do not; a change may not make it more."""
    wanted = {f"{name} {number}": EXPECTED[name]["traces"][number] for name, number in TRACES}
    misses = missed(wanted, {f"{name} {number}": document for (name, number), document in documents.items()})
    assert len(TRACES) * len(ASPECTS) - len(misses) >= HOLDING, told(misses)

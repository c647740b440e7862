"""How an article changes at its address: events of the claim, dated, with both sentences."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.readers import read_simply
from tests.test_judging import claim_of, made_of, statement

from sayso.export.trace_json import trace_document
from sayso.library import Ledger
from sayso.records import AnnotatedArticle, Article, Event, Trace

PAGE = "https://wireone.example/wick-ferry"
LEAD = "Ines Faro said that the ferry to Lower Wick will stop in May after 130 years on the water."
REST = [
    "The ferry has carried mail, sheep and schoolchildren since the harbour was built by a fish merchant.",
    "Nobody in the village shop had a good word for the timetable that hangs beside the door.",
]
CORRECTION = "Correction: An earlier version of this article misstated when the ferry to Lower Wick stops. It is May."


def page(name: str, paragraphs: Sequence[str], day: int, *, title: str = "Ferry to stop") -> dict[str, Any]:
    return {
        "id": name,
        "url": PAGE,
        "outlet": "WireOne",
        "title": title,
        "text": "\n\n".join(paragraphs),
        "published": f"2024-05-{day:02d}T09:00:00Z",
    }


ELSEWHERE = {
    **page("echo", ["WireOne reported that the ferry to Lower Wick will stop in May after 130 years on the water.",
                    "The island has a school, a chapel and a very loud cockerel."], 4),
    "url": "https://tidewatch.example/ferry",
    "outlet": "Tidewatch",
}  # fmt: skip


def read_but_notices(found: Article) -> AnnotatedArticle:
    """As the pipeline does: what stands in a notice is no statement."""
    from sayso import pipeline

    read = read_simply(found)
    kept = {each.id for each in pipeline._said(found, read.sentences, read.attributions)}
    statements = tuple(each for each in read.statements if each.attribution_id in kept)
    ids = {each.id for each in statements}
    return replace(
        read,
        attributions=tuple(each for each in read.attributions if each.id in kept),
        statements=statements,
        credits=tuple(each for each in read.credits if each.statement_id in ids),
    )


@contextmanager
def changed(path: Path, monkeypatch: pytest.MonkeyPatch, *versions: Sequence[str]) -> Iterator[tuple[Ledger, Trace]]:
    """A ledger in which a page had these texts on 3, 4, 5 May, and the trace of what the first said of the ferry."""
    rows = [page(f"v{number}", text, 2 + number) for number, text in enumerate(versions, 1)]
    with made_of(path / "ferry.db", monkeypatch, [*rows, ELSEWHERE], read_but_notices) as ledger:
        yield ledger, ledger.trace(claim_of(ledger, statement(ledger, "v1", "will stop")))


def told(trace: Trace, ledger: Ledger) -> list[tuple[str, str, str, str]]:
    """(kind, day, what stood there, what stands there now or the notice) of each event."""
    articles = ledger.articles()

    def row(event: Event) -> tuple[str, str, str, str]:
        new, old = articles[event.article_id], articles.get(event.earlier_id or "")
        before = event.before.of(old.text) if event.before and old else ""
        now = event.after or event.notice
        return event.kind, f"{event.when.earliest:%d}", before, now.of(new.text) if now else ""

    return [row(event) for event in trace.events]


def test_a_version_that_says_the_same_is_no_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = [REST[0], REST[1], LEAD, "A new sentence about the cockerel stands here."]
    with changed(tmp_path, monkeypatch, [LEAD, *REST], moved) as (ledger, trace):
        assert trace.events == ()
        assert [[ledger.articles()[each].input_id for each in group] for group in trace.versions] == [["v1", "v2"]]


def test_will_becomes_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soft = LEAD.replace("will stop", "may stop")
    with changed(tmp_path, monkeypatch, [LEAD, *REST], [soft, *REST]) as (ledger, trace):
        assert told(trace, ledger) == [("softened", "04", LEAD, soft)]
        assert trace.events[0].because == "“will” became “may”."
    (tmp_path / "back").mkdir()
    with changed(tmp_path / "back", monkeypatch, [LEAD, *REST], [soft, *REST], [LEAD, *REST, "It rained."]) as (
        ledger,
        trace,
    ):
        assert told(trace, ledger) == [("softened", "04", LEAD, soft), ("firmed", "05", soft, LEAD)]


def test_a_statement_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with changed(tmp_path, monkeypatch, [LEAD, *REST], [*REST, "The ferry was painted."]) as (ledger, trace):
        assert told(trace, ledger) == [("gone", "04", LEAD, "")]


@pytest.mark.parametrize("top", [True, False])
def test_a_correction_says_why_it_changed(top: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mended = LEAD.replace("in May", "in June")
    new = [CORRECTION, mended, *REST] if top else [mended, *REST, CORRECTION]
    with changed(tmp_path, monkeypatch, [LEAD, *REST], new) as (ledger, trace):
        assert told(trace, ledger) == [("corrected", "04", LEAD, mended)]
        (event,) = trace.events
        assert event.notice and event.notice.of(ledger.articles()[event.article_id].text) == CORRECTION


@pytest.mark.parametrize("top", [True, False])
def test_a_correction_without_an_earlier_version(top: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dated = CORRECTION.replace("Correction:", "Correction, 9 May:")
    with changed(tmp_path, monkeypatch, [dated, LEAD, *REST] if top else [LEAD, *REST, dated]) as (ledger, trace):
        assert told(trace, ledger) == [("corrected", "09", "", dated)]


def test_a_correction_of_something_else_is_no_event_of_the_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = (
        "Correction: An earlier version of this article misspelt the name of Bartholomew Quince, the chapel's organist."
    )
    with changed(tmp_path, monkeypatch, [LEAD, *REST, other]) as (_, trace):
        assert trace.events == ()


@pytest.mark.parametrize("keeps", [True, False])
def test_a_report_that_is_withdrawn_supports_nothing(
    keeps: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "Editor's note: This article has been retracted, because the county has shown us that its ferry runs on."
    with changed(tmp_path, monkeypatch, [LEAD, *REST]) as (_, before):
        assert before.assessment.flags == () and before.assessment.origins_max >= 1
    (tmp_path / "then").mkdir()
    new = [note, LEAD, *REST] if keeps else [note, *REST]
    with changed(tmp_path / "then", monkeypatch, [LEAD, *REST], new) as (ledger, trace):
        assert ("withdrawn", "04") in [each[:2] for each in told(trace, ledger)]
        assert trace.assessment.flags == ("withdrawn",)
        assert all(each.name != "WireOne" for each in trace.assessment.origins)


def test_what_a_notice_says_is_nobodys_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = "Editor's note: Ines Faro said that the ferry to Lower Wick will stop in May after 130 years on the water."
    said = "UPDATE: The county said that the ferry to Lower Wick will stop in June after 130 years on the water."
    with changed(tmp_path, monkeypatch, [LEAD, *REST, note, said.replace("UPDATE: ", "UPDATE: ")]) as (ledger, _):
        shown = ledger.show("v1").annotated  # type: ignore[union-attr]
        assert shown is not None
        assert [each.text for each in shown.statements if "will stop in May" in each.text] == [LEAD[20:]]


def test_the_headline_is_compared_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = page("v1", [LEAD, *REST], 3, title="Ferry to Lower Wick will stop")
    two = page("v2", [LEAD, *REST, "A word more."], 4, title="Ferry to Lower Wick may stop")
    with made_of(tmp_path / "ferry.db", monkeypatch, [one, two, ELSEWHERE], read_but_notices) as ledger:
        trace = ledger.trace(claim_of(ledger, statement(ledger, "v1", "will stop")))
    assert [(each.kind, each.in_title, each.because) for each in trace.events] == [
        ("softened", True, "“will” became “may”.")
    ]


def test_without_dates_the_order_is_that_of_taking_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soft = LEAD.replace("will stop", "may stop")
    rows = [{**page(name, [lead, *REST], 3), "published": None} for name, lead in (("v1", LEAD), ("v2", soft))]
    with made_of(tmp_path / "ferry.db", monkeypatch, [rows[0], ELSEWHERE], read_but_notices) as ledger:
        with made_of(tmp_path / "ferry.db", monkeypatch, [rows[1]], read_but_notices):
            pass
        trace = ledger.trace(claim_of(ledger, statement(ledger, "v1", "will stop")))
        assert [(each.kind, each.when.found_in) for each in trace.events] == [("softened", "retrieved")]


def test_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from sayso.cli import run_command

    soft = LEAD.replace("will stop", "may stop")
    with changed(tmp_path, monkeypatch, [LEAD, *REST], [soft, *REST, CORRECTION]) as (ledger, trace):
        document = trace_document(trace, ledger.articles())
        (change,) = document["changes"]
        assert (change["kind"], change["article"], change["earlier"], change["when_from"]) == (
            "softened",
            "v2",
            "v1",
            "column",
        )
        assert (change["before"]["text"], change["after"]["text"], change["notice"]["text"]) == (LEAD, soft, CORRECTION)
        assert run_command(["trace", trace.claim.id, "--ledger", str(ledger.path)]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert "What changed 4 May 2024 09:00 · WireOne · softened: “will” became “may”." in shown
        assert run_command(["show", "v2", "--ledger", str(ledger.path)]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert "version 1 of 2 at this address" in shown and "correction: “Correction: An earlier version" in shown


@pytest.mark.model
def test_the_reader_finds_no_statement_in_a_correction() -> None:
    import sayso

    note = "Correction: An earlier version of this article said that the harbour master had resigned. She has not."
    paragraphs = [note, LEAD, *REST]
    read = sayso.read("\n\n".join(paragraphs))
    assert [each.text for each in read.statements] and all("resigned" not in each.text for each in read.statements)
    told = sayso.read("\n\n".join([*paragraphs[1:], "UPDATE: Bram Oduya, of the county, said that the ferry is safe."]))
    assert any("ferry is safe" in each.text for each in told.statements)

"""The measure of sources on single sentences; the sentences are invented."""

from typing import Any

import pytest
from bench.factappeal import count, figures, intervals

TEXT = "The dam leaks, Nora Hallam said. He thinks it is ugly, a new study found."


def span(words: str, kind: str, **more: Any) -> dict[str, Any]:
    at = TEXT.index(words)
    return {"start": at, "end": at + len(words), "type": kind, **more}


def found(source: str, content: str, kind: str | None, name: str | None, attitude: str = "statement") -> dict[str, Any]:
    places = [[[TEXT.index(words), TEXT.index(words) + len(words)]] for words in (source, content)]
    return {
        "source": places[0],
        "content": places[1],
        "source_kind": kind,
        "source_name": name,
        "attitude": attitude,
    }


GOLD = {
    "text": TEXT,
    "spans": [
        span("The dam leaks,", "Fact_Appeal"),
        span("Nora Hallam", "Source", named=True, source_type="Witness"),
        span("a new study found", "Source", named=False, source_type="Expert_Document"),
    ],
}


def measured(*attributions: dict[str, Any]) -> dict[str, float]:
    return figures([count(GOLD, {"attributions": list(attributions)})])


def test_a_source_counts_once_and_is_paired_by_overlap() -> None:
    twice = [found("Nora Hallam", content, "person", "Nora Hallam") for content in ("The dam", "leaks")]
    assert measured(*twice)["source spans F1"] == pytest.approx(200 / 3)
    assert measured(found("Nora", "The dam", "person", "Nora Hallam"))["source spans exact F1"] == 0


def test_an_opinion_is_one_too_many_only_where_all_count() -> None:
    rows = (
        found("Nora Hallam", "The dam leaks", "person", "Nora Hallam"),
        found("He", "it is ugly", None, None, "belief"),
    )
    assert measured(*rows)["source spans F1"] == pytest.approx(200 / 3)
    assert measured(*rows)["source spans F1, all"] == pytest.approx(200 / 4)


def test_named_is_by_a_name_of_its_own_and_kind_by_the_table() -> None:
    study = found("a new study", "The dam leaks", "document", "study")
    assert measured(study)["named/unnamed accuracy"] == 100
    assert measured(study)["kind accuracy"] == 100
    outlet = found("a new study", "The dam leaks", "outlet", "Orrin Post")
    assert measured(outlet)["named/unnamed accuracy"] == 0
    assert measured(outlet)["kind accuracy"] == 0


def test_the_interval_holds_the_figure() -> None:
    counts = [
        count(GOLD, {"attributions": rows}) for rows in ([], [found("Nora Hallam", "The dam", "person", "N")])
    ] * 9
    low, high = intervals(counts, draws=200)["source spans F1"]
    assert low < figures(counts)["source spans F1"] < high

"""The measurements' own arithmetic, on attributions made by hand."""

import json
from pathlib import Path

import pytest
from bench.attribution import score
from bench.check_floors import compare, main
from bench.common import NotMeasured, corpus
from bench.rumours import flat


def attribution(source: list[list[int]], cue: list[list[int]], content: list[list[int]]) -> dict[str, list[list[int]]]:
    return {"source": source, "cue": cue, "content": content}


def test_perfect_reading_scores_a_hundred() -> None:
    gold = {"a": [attribution([[0, 3]], [[4, 8]], [[9, 20]]), attribution([], [], [[30, 40]])]}
    assert set(score(gold, gold).values()) == {100.0}


def test_a_missing_article_counts_as_nothing_found() -> None:
    gold = {"a": [attribution([[0, 3]], [[4, 8]], [[9, 20]])]}
    assert set(score(gold, {}).values()) == {0.0}


def test_linked_needs_all_three_to_touch_and_exact_the_very_span() -> None:
    gold = {"a": [attribution([[0, 3]], [[4, 8]], [[9, 20]])]}
    near = {"a": [attribution([[0, 2]], [[4, 8]], [[9, 15]])]}
    figures = score(gold, near)
    assert figures["linked F1"] == 100.0
    assert figures["exact cue F1"] == 100.0
    assert figures["exact source F1"] == 0.0
    elsewhere = {"a": [attribution([[50, 60]], [[4, 8]], [[9, 20]])]}
    assert score(gold, elsewhere)["linked F1"] == 0.0


def test_floors_and_ceilings() -> None:
    floors = {"x": {"good": 70.0, "at most width": 1.5, "gone": 1.0}}
    lines = compare(floors, {"x": {"good": 71.0, "width": 1.6}})
    assert [line.split()[0] for line in lines] == ["ok", "BELOW", "BELOW"]


def test_without_corpora_the_floors_are_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["check_floors", "--corpora", str(tmp_path / "none")])
    assert main() == 0
    assert "skipped: no corpora" in capsys.readouterr().out


def test_a_missing_corpus_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured):
        corpus(tmp_path, "polnear")


def test_figures_of_nested_json() -> None:
    assert flat(json.loads('{"all": {"credit": {"micro": 62.5, "n": 3, "ci": null}}}')) == {
        "all/credit/micro": 62.5,
        "all/credit/n": 3.0,
    }

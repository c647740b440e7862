"""The measurements' own arithmetic, on attributions made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from bench import annotators, cofenet, failures, publish, quantisation
from bench.attribution import IN_REFEREE, disagreements, tally
from bench.check_floors import compare, main
from bench.common import NotMeasured, corpus
from bench.intervals import Tally
from bench.rumours import flat
from bench.spans import covered, paired, same_attribution, source_class, speech

from sayso import models

Row = dict[str, Any]


def attribution(source: list[list[int]], cue: list[list[int]], content: list[list[int]], **more: object) -> Row:
    return {"source": source, "cue": cue, "content": content, **more}


def article(*attributions: Row, text: str = "", name: str = "a") -> Row:
    return {"id": name, "text": text, "publisher": "The Harrow Post", "attributions": list(attributions)}


def values(gold: Row, *found: Row) -> dict[str, float]:
    return tally([gold], {gold["id"]: found}).values()


ONE = attribution([[0, 3]], [[4, 8]], [[9, 20]])


def test_perfect_reading_scores_a_hundred() -> None:
    gold = article(ONE, attribution([], [], [[30, 40]]))
    assert set(values(gold, *gold["attributions"]).values()) == {100.0}


def test_a_missing_article_counts_as_nothing_found() -> None:
    assert set(tally([article(ONE)], {}).values().values()) == {0.0}


def test_linked_needs_all_three_to_touch_and_exact_the_very_span() -> None:
    figures = values(article(ONE), attribution([[0, 2]], [[4, 8]], [[9, 15]]))
    assert figures["linked overlap F1"] == 100.0
    assert figures["exact cue F1"] == 100.0
    assert figures["exact source F1"] == figures["linked exact F1"] == 0.0
    elsewhere = values(article(ONE), attribution([[50, 60]], [[4, 8]], [[9, 20]]))
    assert elsewhere["linked overlap F1"] == 0.0


def test_an_annotated_one_without_a_cue_takes_what_is_left() -> None:
    cueless = attribution([[0, 3]], [], [[9, 20]])
    sure, loose = attribution([[0, 3]], [[4, 8]], [[9, 12]]), attribution([[0, 3]], [[21, 22]], [[13, 20]])
    assert paired([loose, sure], [cueless, ONE], same_attribution) == [(1, 1), (0, 0)]
    assert paired([loose], [ONE], same_attribution) == []


def test_a_shared_fragment_counts_once() -> None:
    gold = article(ONE, attribution([[0, 3]], [[22, 25]], [[26, 30]]))
    figures = tally([gold], {"a": [ONE]}).figures()
    assert figures["exact source F1"].value == 100.0
    assert figures["exact cue F1"].value == pytest.approx(200 / 3)


def test_a_quotation_is_found_when_enough_of_it_is_covered() -> None:
    half = attribution([[5, 6]], [[4, 8]], [[9, 15]])  # 6 of 11 characters, by somebody else
    figures = values(article(ONE), half)
    assert figures["quotations at 0.3 cover F1"] == 100.0
    assert figures["quotations at 0.8 cover F1"] == 0.0
    assert figures["speaker accuracy at 0.3 cover"] == 0.0
    assert covered([half, ONE], [ONE], 0.3) == [(1, 0)]  # the one that covers most


def test_found_ones_inside_another_are_left_out() -> None:
    inside = attribution([[22, 25]], [[26, 30]], [[31, 40]], parent="x")
    figures = values(article(ONE), ONE, inside)
    assert figures["linked overlap F1"] == figures["exact cue F1"] == 100.0
    assert figures["linked overlap F1 with nested"] == pytest.approx(200 / 3)


TEXT = 'Mayor Ruiz quits\n"I am done," she said. The mayor hopes that "new faces" will come, a clerk added.'


def spans(*parts: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in parts]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('"I am done,"', "direct"),
        ("I am done,", "direct"),  # its marks stand around it
        ('that "new faces" will come', "mixed"),
        ("hopes that", "indirect"),
    ],
)
def test_kinds_of_speech(content: str, expected: str) -> None:
    assert speech(TEXT, spans(content)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("she", "pronoun"), ("The mayor", "nominal"), ("a clerk", "nominal"), ("Mayor Ruiz", "name"), (None, "none")],
)
def test_kinds_of_source(source: str | None, expected: str) -> None:
    assert source_class(TEXT, spans(source) if source else []) == expected


def test_slices_count_both_sides_by_their_own_words() -> None:
    gold = article(attribution(spans("she"), spans("said"), spans('"I am done,"')), text=TEXT)
    found = attribution(spans("The mayor"), spans("hopes"), spans('that "new faces" will come'))
    figures = values(gold, *gold["attributions"], found)
    assert figures["linked overlap F1, source: pronoun"] == 100.0
    assert figures["linked overlap F1, source: nominal"] == 0.0
    assert figures["linked overlap F1, cue: reporting verb"] == 100.0
    assert figures["linked overlap F1, outlet: The Harrow Post"] == pytest.approx(200 / 3)
    assert "linked overlap F1, headline" not in figures
    headline = attribution(spans("Mayor Ruiz"), spans("quits"), spans("quits"))
    assert values(article(headline, text=TEXT), headline)["linked exact F1, headline"] == 100.0


def test_the_interval_is_over_articles() -> None:
    same = Tally(50)
    mixed = Tally(50)
    for number in range(50):
        same.f1("x", number, 3, 4, 5)
        mixed.share("x", number, number % 2, 1)
    assert same.figures()["x"].low == pytest.approx(same.figures()["x"].high)
    value, low, high = mixed.figures()["x"]
    assert value == 50.0
    assert 30 < low < 40 < 60 < high < 70  # 1.96 standard errors of 7.07
    assert mixed.figures() == mixed.figures()


ITEM = {
    "tokens": ["Rain", "fell", ",", "a", "clerk", "said", "."],
    "labels": ["B-content", "I-content", "O", "B-source", "I-source", "B-cue", "O"],
    "id": "harrow_ab12",
}


def cofenet_figures(*labels: list[str]) -> dict[str, float]:
    items = [{"id": "0", "text": " ".join(ITEM["tokens"]), "article": "harrow", "item": ITEM}]
    return cofenet.tally(items, [cofenet.fragments_of(each) for each in labels]).values()


def test_cofenet_fragments_begin_with_their_label_only() -> None:
    found = cofenet.fragments_of(["I-cue", "B-cue", "B-cue", "I-cue", "I-source", "O"])
    assert found == {"source": set(), "cue": {(1, 2), (2, 4)}, "content": set()}


def test_cofenet_spans_cover_the_tokens_that_they_touch() -> None:
    found = cofenet.fragments_in(ITEM["tokens"], [attribution([[12, 17]], [[20, 24]], [[0, 11]])])
    assert found == {"source": {(3, 5)}, "cue": {(5, 6)}, "content": {(0, 3)}}


def test_cofenet_counts_exact_begin_and_overlap() -> None:
    figures = cofenet_figures(["B-content", "O", "O", "B-source", "I-source", "I-source", "B-cue"])
    assert figures["exact content F1"] == figures["exact cue F1"] == 0.0
    assert figures["begin content F1"] == figures["begin source F1"] == 100.0
    assert figures["Jaccard content"] == 50.0
    assert figures["Jaccard source"] == pytest.approx(200 / 3)
    assert figures["Jaccard cue"] == 0.0


def test_cofenet_items_of_one_article_are_counted_together(tmp_path: Path) -> None:
    other = ITEM | {"id": "harrow_cd34", "labels": ["B-content", "I-content", "I-content", "O", "O", "B-cue", "O"]}
    file = tmp_path / "valid.txt"
    file.write_text(json.dumps(ITEM) + "\n" + json.dumps(other) + "\n", encoding="utf-8")
    items = cofenet.items_of(file)
    assert [each["article"] for each in items] == ["harrow", "harrow"]
    best = cofenet.best_possible(items)
    assert best["best possible exact cue F1"].value == 100.0
    assert best["best possible exact content F1"].value == 50.0
    assert best["best possible exact source F1"].value == pytest.approx(200 / 3)  # found twice, annotated once


def test_the_referee_is_compared_figure_by_figure() -> None:
    figures = tally([article(ONE)], {"a": [ONE]}).figures()
    rows = [f"{name}   P 100.0  R 100.0  F1 100.0   (1/1/1)" for name in IN_REFEREE.values() if "speaker" not in name]
    rows += [f"{name}   100.0" for name in IN_REFEREE.values() if "speaker" in name]
    assert disagreements(figures, "\n".join(rows)) == []
    assert len(disagreements(figures, "\n".join(rows).replace("F1 100.0", "F1 99.8"))) == len(rows) - 2
    assert len(disagreements(figures, "")) == len(IN_REFEREE)


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
    assert flat(json.loads('{"credit": {"micro": 62.5, "micro_ci": [50, 70]}}')) == {"credit/micro": (62.5, 50, 70)}


def test_a_table_has_the_columns_that_its_figures_have() -> None:
    assert publish.table({"x": 81.26, "y": 1.5}) == "| Figure | Measured |\n|---|---:|\n| x | 81.3 |\n| y | 1.50 |"
    with_ends = publish.table({"x": [81.26, 79.0, 83.04]}, {"Two annotators": {"x": 77.7}, "Baseline": {}})
    assert with_ends.splitlines()[0] == "| Figure | Measured | 95 % interval | Two annotators | Baseline |"
    assert with_ends.splitlines()[2] == "| x | 81.3 | 79.0 to 83.0 | 77.7 |  |"
    by_column = publish.table({"x": {"int8": 80.0, "float32": 80.4}})
    assert by_column.splitlines()[::2] == ["| Figure | int8 | float32 |", "| x | 80.0 | 80.4 |"]


def test_slices_have_a_table_of_their_own() -> None:
    figures: dict[str, publish.Value] = {"linked overlap F1": [80.0, 78.0, 82.0], "linked exact F1": [55.0, 52.0, 58.0]}
    for cut in ("outlet: Harrow Post", "direct speech"):
        figures |= {f"linked overlap F1, {cut}": [90.0, 88.0, 92.0], f"linked exact F1, {cut}": [70.0, 68.0, 72.0]}
    assert list(publish.rows_of("attribution", figures)) == ["linked overlap F1", "linked exact F1"]
    slices = publish.table(publish.rows_of("slices", figures)).splitlines()
    assert slices[2:] == [
        "| direct speech | 90.0 | 88.0 to 92.0 | 70.0 |",
        "| outlet: Harrow Post | 90.0 | 88.0 to 92.0 | 70.0 |",
    ]


def test_publishing_fills_the_page_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- cofenet: begin -->\nold\n<!-- cofenet: end -->\nz\n", encoding="utf-8")
    (tmp_path / "cofenet.json").write_text('{"exact cue F1": 73.3}', encoding="utf-8")
    assert publish.publish(tmp_path, page) == ["cofenet"]
    text = page.read_text(encoding="utf-8")
    assert "| exact cue F1 | 73.3 | 75.3 |" in text
    assert "old" not in text
    assert (text[:2], text[-3:]) == ("a\n", "\nz\n")
    (tmp_path / "gum.json").write_text('{"overlap F1": 75.0}', encoding="utf-8")
    with pytest.raises(KeyError, match="gum"):
        publish.publish(tmp_path, page)


def test_the_page_has_a_place_for_every_measurement() -> None:
    page = publish.PAGE.read_text(encoding="utf-8")
    for name in (*publish.NAMES, *(part for parts in publish.PARTS.values() for part in parts)):
        assert page.count(f"<!-- {name}: begin -->\n") == page.count(f"<!-- {name}: end -->") == 1


def test_known_failures_are_sentences_whose_parts_are_in_them() -> None:
    for case in failures.cases():
        for role in ("source", "cue", "content"):
            given = [case[name] for name in (role, f"{role}2") if case.get(name)]
            assert [case["text"][start:end] for start, end in case["wanted"][role]] == given
        assert not failures.fails(case, [case["wanted"]])
        assert failures.fails(case, [])


def test_a_failure_is_judged_by_overlap_or_exactly() -> None:
    near = attribution([[0, 3]], [[4, 8]], [[9, 15]])
    assert failures.fails({"judged": "exact", "wanted": ONE}, [near])
    assert not failures.fails({"judged": "overlap", "wanted": ONE}, [near])


def test_another_network_is_in_place_only_while_it_is_measured(tmp_path: Path) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(b"another network")
    before = models.model_path("reader.onnx")
    with quantisation.weights_with(other, tmp_path / "weights"):
        assert models.model_path("reader.onnx").read_bytes() == b"another network"
        assert models.model_path("reader.json").read_bytes() == before.with_suffix(".json").read_bytes()
    assert models.model_path("reader.onnx") == before


TWO = "Ada Quill said the mill\nwould close, she thought."


def test_annotators_of_one_article_are_counted_as_a_reader_is() -> None:
    one = article(attribution([[0, 9]], [[10, 14]], [[15, 35]]), text=TWO)
    other = article(attribution([[0, 9]], [[10, 14]], [[15, 23]]), attribution([[37, 40]], [], [[24, 35]]), text=TWO)
    same = annotators.as_found([[(one, one)]]) | annotators.as_fragments([[(one, one)]])
    assert {figure.value for figure in same.values()} == {100.0}
    found = annotators.as_found([[(one, other)]]) | annotators.as_fragments([[(one, other)]])
    assert (found["exact content F1"].value, found["exact cue F1"].value) == (0.0, 100.0)
    # a content that runs over two paragraphs is a fragment in each of them
    assert found["CofeNet's counting: exact content F1"].value == 100.0
    assert found["CofeNet's counting: exact source F1"].value == pytest.approx(200 / 3)


def test_the_tokens_of_a_paragraph_that_a_span_touches() -> None:
    first, second = annotators.fragments(TWO, [ONE])
    assert first == (
        ["Ada", "Quill", "said", "the", "mill"],
        {"source": {(0, 1)}, "cue": {(1, 2)}, "content": {(2, 5)}},
    )
    assert second[0][-2:] == ["thought", "."]
    assert annotators.labels_of(5, first[1]) == ["B-source", "B-cue", "B-content", "I-content", "I-content"]

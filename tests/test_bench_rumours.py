"""Errors on the rumours by class, on credits and origins made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from bench import publish
from bench.common import NotMeasured, referee_module
from bench.credit_errors import errors_of, figures_of, judge_origins, leads_to, tables
from bench.intervals import Tally


def credit(**more: Any) -> dict[str, Any]:
    return {"name": "harrowpost", "via": None, "kind": "outlet", "role": "claim"} | more


def test_a_matched_credit_is_right_or_wrong_in_one_thing_or_more() -> None:
    assert errors_of(credit(), credit(), named=False) == {"right"}
    assert errors_of(credit(), credit(role="counter"), named=False) == {"wrong role"}
    assert errors_of(credit(), credit(kind="organization", via="tarnradio"), named=False) == {"wrong kind", "wrong via"}
    assert errors_of(credit(), None, named=True) == {"other name"}
    assert errors_of(credit(), None, named=False) == {"missed"}


LEADS = {"1": "harrowpost", "2": "harrowpost", "3": "tarnradio", "4": None}


@pytest.mark.parametrize(
    ("groups", "origins", "pieces"),
    [
        (
            [("harrowpost", ["1", "2"]), ("tarnradio", ["3"])],
            {"harrowpost": {"right"}, "tarnradio": {"right"}},
            ["harrowpost", "tarnradio"],
        ),
        (
            [("harrowpost", ["1"]), (None, ["2"]), ("tarnradio", ["3"])],
            {"harrowpost": {"right", "split"}, "tarnradio": {"right"}},
            ["harrowpost", "harrowpost", "tarnradio"],
        ),
        (
            [("harrowpost", ["1", "2", "3"])],
            {"harrowpost": {"right"}, "tarnradio": {"merged"}},
            ["harrowpost"],
        ),
        (
            [("dunmoremail", ["1", "2"]), ("vey", ["4"])],
            {"harrowpost": {"other name"}, "tarnradio": {"missed"}},
            ["harrowpost", None],
        ),
        (  # half of its articles are not most of them
            [("dunmoremail", ["1", "4"])],
            {"harrowpost": {"missed"}, "tarnradio": {"missed"}},
            [None],
        ),
    ],
)
def test_what_became_of_each_origin(
    groups: list[tuple[str | None, list[str]]], origins: dict[str, set[str]], pieces: list[str | None]
) -> None:
    assert judge_origins({"harrowpost", "tarnradio"}, groups, LEADS) == (origins, pieces)


class Plain:
    """Names as they are."""

    def canon(self, name: str | None, article: str | None = None) -> str | None:
        return name


def test_an_article_leads_to_its_primary_or_to_the_only_origin_that_it_credits() -> None:
    article = {"id": "1", "primary": None, "credits": [credit(), credit(name=None, via="harrowpost")]}
    assert leads_to(article, {"harrowpost", "tarnradio"}, Plain()) == "harrowpost"
    assert leads_to(article | {"primary": "tarnradio"}, {"harrowpost", "tarnradio"}, Plain()) == "tarnradio"
    both = [*article["credits"], credit(name="tarnradio")]
    assert leads_to(article | {"credits": both}, {"harrowpost", "tarnradio"}, Plain()) is None
    against = [credit(role="counter")]
    assert leads_to(article | {"credits": against}, {"harrowpost", "tarnradio"}, Plain()) is None


def test_error_tables_give_counts_shares_and_the_interval_of_all() -> None:
    counts = Tally(2)
    for wrong in (1.0, 0.0):
        counts.share("credits by kind/outlet/missed", 0, wrong, 1.0)
        counts.share("credits by kind/all/missed", 1, wrong, 1.0)
        counts.share("origins/split", 0, wrong, 1.0)
    figures = figures_of(counts)
    assert figures["errors/origins/split"] == [50.0, 0.0, 50.0, 1.0, 2.0]
    shown = tables(json.loads(json.dumps(figures)))
    assert "| outlet |  | 1 · 50 % |  |" in shown
    assert "| *95 % interval* |  | 0.0 to 50.0 |  |" in shown
    assert "| origin: split into several | 1 of 2 | 50.0 | 0.0 to 50.0 |" in shown


def test_the_page_shows_the_errors_with_the_figures_of_the_rumours(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    marks = "".join(f"<!-- {name}: begin -->\n<!-- {name}: end -->\n" for name in ("rumours", "errors"))
    page.write_text(marks, encoding="utf-8")
    measured = {"all/credit/micro": [70.0, 65.0, 75.0], "errors/primary/right": [80.0, 70.0, 90.0, 8.0, 10.0]}
    (tmp_path / "rumours.json").write_text(json.dumps(measured), encoding="utf-8")
    assert publish.publish(tmp_path, page) == ["rumours"]
    text = page.read_text(encoding="utf-8")
    assert "| credits, F1 | 70.0 | 65.0 to 75.0 | 48.6 | 89.2 |" in text
    assert "| primary: right | 8 of 10 | 80.0 | 70.0 to 90.0 |" in text


def test_without_the_referee_nothing_is_counted(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match=r"score_rumours\.py"), referee_module(tmp_path, "score_rumours"):
        pass

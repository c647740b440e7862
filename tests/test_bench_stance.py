"""The gold of headlines, the stance of a given claim and the counting of stories, on rows made by hand."""

from typing import Any

import pytest
from bench import given_claim, stories
from bench.headlines import asked, macro_f1, own_stances, tally

Row = dict[str, Any]
FOR, AGAINST, PASSED_ON = "The bridge is shut", "The bridge is open", "Bridge shut, paper says"


def row(name: str, body: str | None, title: str | None = None, **stances: str) -> Row:
    told = {"for_": FOR, "against": AGAINST, "passed_on": PASSED_ON}
    return {
        "id": name,
        "story": f"story {name[0]}",
        "claim_ids": ["c"],
        "claims": [FOR],
        "body_stance": body,
        "title": title,
        "text": "x",
        "stances": {told[key]: label for key, label in stances.items()},
    }


ARTICLES = [
    row("a1", "for", FOR, for_="agree", against="disagree", passed_on="discuss"),
    row("a2", "against", AGAINST, for_="disagree", against="agree"),
    row("b1", "observing", FOR, for_="discuss", against="discuss"),
    row("b2", "observing", PASSED_ON, passed_on="discuss"),
    row("b3", None, FOR, for_="agree"),
    row("b4", "observing", "A title that nobody paired", for_="discuss"),
    row("b5", "for", None, for_="agree"),
]


def test_a_headline_has_the_stance_that_its_pairings_tell() -> None:
    assert own_stances(ARTICLES) == {("c", FOR): "for", ("c", AGAINST): "against", ("c", PASSED_ON): "observing"}
    only_observed = [row("b1", "observing", FOR, for_="discuss")]
    assert own_stances(only_observed) == {}  # beside such a text every headline discusses
    outvoted = [*ARTICLES, row("a3", "against", None, for_="agree")]
    assert own_stances(outvoted)["c", FOR] == "for"


def test_asked_are_articles_with_both_stances() -> None:
    gold = asked(ARTICLES, own_stances(ARTICLES))
    assert [(each["id"], each["headline"], each["body"]) for each in gold] == [
        ("a1", "for", "for"),
        ("a2", "against", "against"),
        ("b1", "for", "observing"),
        ("b2", "observing", "observing"),
    ]


def found(**says: bool) -> dict[tuple[str, str], Row]:
    headline = {"a1": "asserts", "a2": "contests", "b1": "asserts", "b2": "questions"}
    return {(name, "c"): {"says_more": said, "headline": headline[name]} for name, said in says.items()}


def test_says_more_is_right_over_a_text_that_is_not_for_it() -> None:
    gold = asked(ARTICLES, own_stances(ARTICLES))
    best = tally(gold, found(a1=False, a2=False, b1=True, b2=False))
    assert (best["articles"], best["headlines that assert"], best["of these over another text"]) == (4, 2, 1)
    assert best["says more, F1"].value == best["headline stance, accuracy"].value == 100.0  # type: ignore[union-attr]
    assert best["headline stance, macro-F1"] == 100.0
    everything = tally(gold, found(a1=True, a2=True, b1=True, b2=True))
    assert everything["says more, F1"].value == pytest.approx(40.0)  # type: ignore[union-attr]
    asserting = everything["says more, of headlines that assert, F1"].value  # type: ignore[union-attr]
    assert asserting == everything["of headlines that assert, all of them, F1"].value  # type: ignore[union-attr]
    assert asserting == pytest.approx(200 / 3)
    assert tally(gold, {})["says more, F1"].value == 0.0  # type: ignore[union-attr]


def test_macro_f1_is_the_mean_of_the_classes() -> None:
    assert macro_f1([("for", "for"), ("for", "against"), ("against", "against")]) == pytest.approx(200 / 3)
    assert macro_f1([("for", "none")]) == 0.0


SHOWN = """169 articles, 14 claims, 169 predicted
accuracy    71.0 [ 63.1, 81.0]
macro-F1    68.9 [ 58.7, 77.9]
for        P  60.0  R  62.5  F1  61.2
against    P  90.9  R  63.3  F1  74.6
observing  P  61.8  R  83.3  F1  71.0
"""


def test_figures_of_the_referee_of_stances() -> None:
    assert given_claim.figures_of(SHOWN) == {
        "stance, accuracy": [71.0, 63.1, 81.0],
        "stance, macro-F1": [68.9, 58.7, 77.9],
    }


def test_stories_are_counted_story_by_story() -> None:
    known = {"1": "a", "2": "a", "3": "b", "4": "b"}

    def same(one: str, other: str) -> bool:
        return one == other

    grouped = {"1": "x", "2": "x", "3": "x"}  # "4" has no line
    values = stories.tally("all strict", known, grouped, list(known), same, same).values()
    precision, recall = (2 / 3 + 2 / 3 + 1 / 3) / 4, (1 + 1 + 1 / 2) / 4
    assert values["all strict b-cubed F1"] == pytest.approx(200 * precision * recall / (precision + recall))
    assert values["all strict pairs F1"] == pytest.approx(200 * (2 / 6) * (2 / 4) / (2 / 6 + 2 / 4))

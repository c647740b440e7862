"""Clusters are a pure function of links and rulings."""

import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.match.cluster import average_link
from sayso.records import Judgement


def ruling(a: str, b: str, verdict: str, day: int = 1) -> Judgement:
    return Judgement(a, b, verdict, "an editor", datetime(2024, 5, day, tzinfo=UTC))  # type: ignore[arg-type]


def test_near_ones_join_and_far_ones_stay_apart() -> None:
    scores = {("a", "b"): 0.9, ("c", "d"): 0.8, ("b", "c"): 0.4}
    assert average_link("abcde", scores, [], 0.5) == [("a", "b"), ("c", "d"), ("e",)]


def test_a_pair_without_a_link_counts_as_nought() -> None:
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8}
    assert average_link("abc", scores, [], 0.5) == [("a", "b"), ("c",)]
    assert average_link("abc", scores, [], 0.39) == [("a", "b", "c")]


def test_different_keeps_apart_whatever_links_through_a_third() -> None:
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.7}
    assert average_link("abc", scores, [ruling("a", "c", "different")], 0.3) == [("a", "b"), ("c",)]


def test_same_joins_what_nothing_links_and_yields_to_different() -> None:
    assert average_link("abc", {}, [ruling("a", "c", "same")], 0.5) == [("a", "c"), ("b",)]
    rulings = [ruling("a", "b", "same"), ruling("b", "c", "same"), ruling("a", "c", "different")]
    assert average_link("abc", {}, rulings, 0.5) == [("a", "b"), ("c",)]


def test_the_latest_ruling_on_a_pair_counts() -> None:
    rulings = [ruling("a", "b", "same", 3), ruling("a", "b", "different", 1)]
    assert average_link("ab", {}, rulings, 0.5) == [("a", "b")]
    assert average_link("ab", {("a", "b"): 1.0}, [*rulings, ruling("a", "b", "unsure", 4)], 0.5) == [("a", "b")]


def test_links_to_unknown_ids_are_passed_over() -> None:
    assert average_link("a", {("a", "z"): 1.0}, [ruling("a", "z", "same")], 0.5) == [("a",)]


IDS = [f"n{i:02}" for i in range(12)]
PAIRS = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).map(lambda pair: tuple(sorted(pair)))
LINKS = st.dictionaries(PAIRS, st.sampled_from([0.2, 0.4, 0.5, 0.6, 0.8, 1.0]), max_size=40)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(LINKS, st.lists(PAIRS, max_size=3), st.randoms(use_true_random=False))
def test_no_order_matters(
    links: dict[tuple[str, str], float], apart: list[tuple[str, str]], shuffle: random.Random
) -> None:
    scores = {pair: score for pair, score in links.items() if pair[0] != pair[1]}
    rulings = [ruling(a, b, "different") for a, b in apart if a != b]
    expected = average_link(IDS, scores, rulings, 0.45)
    ids, items = list(IDS), list(scores.items())
    shuffle.shuffle(ids)
    shuffle.shuffle(items)
    shuffle.shuffle(rulings)
    assert average_link(ids, dict(items), rulings, 0.45) == expected
    assert sorted(member for group in expected for member in group) == IDS
    for one, other in apart:
        assert one == other or not any({one, other} <= set(group) for group in expected)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(LINKS)
def test_what_only_weak_links_join_can_be_clustered_apart(links: dict[tuple[str, str], float]) -> None:
    scores = {pair: score for pair, score in links.items() if pair[0] != pair[1]}
    half = IDS[:6]
    within = {pair: s for pair, s in scores.items() if (pair[0] in half) == (pair[1] in half)}
    weak = {pair: min(s, 0.4) for pair, s in scores.items() if pair not in within}
    together = average_link(IDS, within | weak, [], 0.45)
    assert together == sorted(average_link(half, within, [], 0.45) + average_link(IDS[6:], within, [], 0.45))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(LINKS, st.lists(PAIRS, max_size=3), st.lists(PAIRS, max_size=3))
def test_what_is_asked_for_at_once_makes_no_difference_whatever_is_ruled(
    links: dict[tuple[str, str], float], joined: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    scores = {pair: score for pair, score in links.items() if pair[0] != pair[1]}
    rulings = [ruling(a, b, "same", 2) for a, b in joined if a != b] + [ruling(a, b, "different") for a, b in apart]
    others = {f"x{a}": f"x{b}" for a, b in (("1", "2"), ("2", "3"))}  # whose rulings contradict each other
    more = [*rulings, ruling("x1", "x2", "same"), ruling("x2", "x3", "same"), ruling("x1", "x3", "different")]
    weak = {**scores, **{(IDS[0], each): 0.1 for each in others}}
    together = average_link([*IDS, "x1", "x2", "x3"], weak, more, 0.45)
    assert [group for group in together if group[0] in IDS] == average_link(IDS, scores, rulings, 0.45)

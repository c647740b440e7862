"""Judgements settled: pure, and the same for any order in which they are given."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Appearance, ClaimCredit, Judgement, Kind, Span
from sayso.rulings import Settled, identify, in_words, latest, settle, standing, verdict_words

START = datetime(2024, 5, 3, 9, 12, tzinfo=UTC)
NAMES = "abcdef"


def ruling(
    a: str, b: str, verdict: Any, number: int = 1, *, undoes: int | None = None, kind: Any = "articles"
) -> Judgement:
    first, second = sorted((a, b))
    made = START + timedelta(minutes=number)
    return Judgement(first, second, verdict, "AB", made, kind, number=number, undoes=undoes)


@st.composite
def rulings(draw: st.DrawFn) -> list[Judgement]:
    pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14))
    verdicts = st.sampled_from(["same", "different", "unsure"])
    return [ruling(a, b, draw(verdicts), number) for number, (a, b) in enumerate(pairs, 1) if a != b]


def groups(settled: Settled) -> dict[str, str]:
    """Each name's group, by what is joined."""
    group = {name: name for name in NAMES}
    for each in settled.same:
        old, new = group[each.a], group[each.b]
        group = {name: new if at == old else at for name, at in group.items()}
    return group


@given(rulings(), st.randoms())
def test_different_holds_and_the_order_given_does_not_matter(made: list[Judgement], random: Any) -> None:
    settled = settle(made)
    group = groups(settled)
    assert all(group[each.a] != group[each.b] for each in settled.apart)
    shuffled = made[:]
    random.shuffle(shuffled)
    assert settle(shuffled) == settled
    said = [each for each in latest(made) if each.verdict == "same"]
    assert sorted(each.number for each in said) == sorted(
        [each.number for each in settled.same] + [aside.number for aside, _ in settled.conflicts]
    )


@given(rulings())
def test_undoing_all_leaves_nothing_and_undoing_that_brings_all_back(made: list[Judgement]) -> None:
    undone = [ruling(each.a, each.b, "undone", each.number + 100, undoes=each.number) for each in made]
    again = [ruling(each.a, each.b, "undone", each.number + 200, undoes=each.number + 100) for each in made]
    assert standing(made + undone) == []
    assert standing(made + undone + again) == standing(made) == made


def test_the_latest_on_a_pair_counts_whoever_made_it() -> None:
    made = [ruling("a", "b", "same", 1), ruling("b", "a", "different", 2), ruling("a", "c", "same", 3)]
    assert [each.number for each in latest(made)] == [2, 3]


def test_the_earlier_same_goes_first() -> None:
    made = [ruling("a", "c", "different", 9), ruling("b", "c", "same", 2), ruling("a", "b", "same", 1)]
    settled = settle(made)
    assert [each.number for each in settled.same] == [1]
    assert [(aside.number, against.number) for aside, against in settled.conflicts] == [(2, 9)]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("same", "judged the same by AB on 3 May 2024"),
        ("different", "judged different by AB on 3 May 2024"),
        ("contests", "judged to contest it by AB on 3 May 2024"),
        ("reports", "judged to report it by AB on 3 May 2024"),
        ("silent", "judged not to speak of it by AB on 3 May 2024"),
    ],
)
def test_in_words(verdict: str, words: str) -> None:
    assert in_words(ruling("a", "b", verdict)) == words


def credited(article: str, source: str, name: str | None, kind: Kind = "person") -> Appearance:
    credit = ClaimCredit(name, kind, "claim", None, Span(0, 1), None, source, "")
    return Appearance(article, "reports", None, 1.0, False, None, None, (credit,))


FOUND = [
    credited("art_1", "src_1", "Ann Lee"),
    credited("art_2", "src_2", "Ann Lee"),
    credited("art_3", "src_3", "A. Lee"),
    credited("art_4", "src_4", None, "unnamed"),
    credited("art_5", "src_5", "WireOne", "outlet"),
]


def test_nobody_is_anybody_without_a_ruling() -> None:
    assert identify(FOUND, Settled()) == {}


def test_sources_ruled_the_same_take_those_of_their_names_with_them() -> None:
    same = settle(
        [ruling("src_1", "src_3", "same", kind="sources"), ruling("src_3", "src_4", "same", 2, kind="sources")]
    )
    nodes = identify(FOUND, same)
    assert set(nodes.values()) == {"person:Ann Lee"} and nodes.keys() == {"src_1", "src_2", "src_3", "src_4"}


def test_a_source_ruled_different_from_its_namesake_is_somebody_else() -> None:
    nodes = identify(FOUND, settle([ruling("src_1", "src_2", "different", kind="sources")]))
    assert nodes["src_1"] == "person:Ann Lee" and nodes["src_2"] == "person:Ann Lee @art_2"


@pytest.mark.parametrize(
    ("kind", "verdict", "words"),
    [
        ("articles", "same", "the same story"),
        ("statements", "different", "another claim"),
        ("sources", "unsure", "left open"),
        ("stance", "contests", "contests it"),
        ("stance", "silent", "does not speak of it"),
        ("speaker", "says", "who says it"),
        ("speaker", "nobody", "nobody named says it"),
        ("text", "not_article", "no article"),
    ],
)
def test_a_verdict_in_words(kind: Any, verdict: Any, words: str) -> None:
    assert verdict_words(Judgement("a", "b", verdict, "AB", datetime(2026, 5, 3, tzinfo=UTC), kind)) == words


def test_of_several_on_who_says_one_statement_the_latest_counts_whichever_sources_they_name() -> None:
    made = datetime(2026, 5, 3, tzinfo=UTC)
    first = Judgement("stm_1", "src_1", "says", "AB", made, "speaker", number=1)
    second = Judgement("stm_1", "", "nobody", "CD", made + timedelta(hours=1), "speaker", number=2)
    assert latest([second, first]) == [second]

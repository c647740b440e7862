"""What people judged goes before what is found, and is named as theirs."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.assess.test_assess import CLAIM, appearance, articles, credit

from sayso.assess import assess_claim
from sayso.records import Appearance, Assessment, Judgement
from sayso.rulings import NONE, Rulings, identify, settle
from sayso.trace import derive

AMONG = articles(a="Fen Courier", b="Moor Post", c="Hill Herald", d="Dale Echo")


def ruled(kind: Any, *verdicts: tuple[str, str, Any]) -> Rulings:
    made = [
        Judgement(*sorted((a, b)), verdict, "AB", datetime(2024, 5, 3, 9, at, tzinfo=UTC), kind, number=at + 1)
        for at, (a, b, verdict) in enumerate(verdicts)
    ]
    return replace(NONE, **{kind: settle(made)})


def assess(found: list[Appearance], rulings: Rulings = NONE) -> Assessment:
    derivations = derive(found, AMONG, (), identify(found, rulings.sources))
    return assess_claim(CLAIM, found, derivations, AMONG, rulings)


def two_papers() -> list[Appearance]:
    """Two newsrooms with reporting of their own, each with an unnamed source; two more pass one of them on."""
    first = credit(None, "unnamed", via="Fen Courier")
    second = credit(None, "unnamed", via="Moor Post")
    passing = credit("Moor Post")
    return [
        appearance("a", replace(first, source_id="src_a"), first_hand=True),
        appearance("b", replace(second, source_id="src_b"), first_hand=True),
        appearance("c", replace(passing, source_id="src_c"), primary="Moor Post"),
        appearance("d", replace(passing, source_id="src_d"), primary="Moor Post"),
    ]


KEYS = "outlet:Fen Courier", "outlet:Moor Post"


def test_origins_judged_the_same_are_one_and_named_after_what_most_leads_to() -> None:
    assert assess(two_papers()).origins_max == 2
    found = assess(two_papers(), ruled("origins", (*KEYS, "same")))
    assert (found.origins_min, found.origins_max, found.independent_max) == (1, 1, 1)
    (origin,) = found.origins
    assert (origin.name, origin.keys) == ("Moor Post", KEYS)
    assert [each.text for each in found.merges if each.rule == "judged"] == [
        "Fen Courier and Moor Post: judged the same by AB on 3 May 2024."
    ]


def test_origins_judged_different_are_two_at_least() -> None:
    assert assess(two_papers()).origins_min == 1  # nobody is named behind either
    found = assess(two_papers(), ruled("origins", (*KEYS, "different")))
    assert (found.origins_min, found.origins_max) == (2, 2)
    assert "judged different by AB on 3 May 2024" in found.merges[0].text


def test_unnamed_sources_judged_different_cannot_be_one() -> None:
    found = assess(two_papers(), ruled("sources", ("src_a", "src_b", "different")))
    assert (found.origins_min, found.origins_max) == (2, 2)


def test_unnamed_sources_judged_the_same_stand_behind_both() -> None:
    found = assess(two_papers(), ruled("sources", ("src_a", "src_b", "same")))
    assert found.origins_min == 1
    assert any("both rest on one unnamed source" in each.text for each in found.merges)
    assert {origin.rests_on for origin in found.origins} == {((None, "unnamed"),)}


def test_who_contests_it_under_two_names_counts_once() -> None:
    one = replace(credit("Ann Lee", "person", "counter"), source_id="src_1")
    other = replace(credit("Councillor Lee", "person", "counter"), source_id="src_2")
    found = [appearance("a", one, stance="contests"), appearance("b", other, stance="contests")]
    assert len(assess(found).contested_by) == 2
    assert len(assess(found, ruled("sources", ("src_1", "src_2", "same"))).contested_by) == 1

"""The claim reader: chances of roles for each group of credits, and what they add to those of the linear models."""

import pytest
from tests.trace.test_layout import annotated_of, group_of

from sayso.records import Mention
from sayso.trace import ClaimReader
from sayso.trace.features import features_of, make_query, make_scene
from sayso.trace.roles import blend

TEXT = (
    "The bridge at Orrin will close in May, the Pell Courier reported. But Ada Voss, who runs the bridge, denied it: "
    "“The bridge stays open. The report is wrong.” The Fen Gazette says plum cake is in season."
)


@pytest.mark.model
def test_who_denies_the_claim_is_likelier_against_it_than_who_reported_it() -> None:
    annotated = annotated_of(TEXT)
    mention = Mention("art_a", (), False, 0.9, "reports")
    scene = make_scene(annotated, mention, make_query("The bridge closes", None), {})
    reported, denied = (group_of(annotated, text) for text in ("the Pell Courier reported", "Ada Voss, who runs"))
    reader = ClaimReader()
    rows = [features_of(group, scene) for group in (reported, denied)]
    chances = reader.read(scene, [reported, denied], rows)
    assert [round(sum(each.values()), 4) for each in chances] == [1.0, 1.0]
    assert chances[0]["claim"] > chances[1]["claim"]
    assert chances[1]["counter"] > chances[0]["counter"]
    assert reader.read(scene, [], []) == ()
    assert reader.read(scene, [reported, denied], rows) == chances


def test_a_blend_lies_between_the_two_and_sums_to_one() -> None:
    linear = {"none": 0.4, "claim": 0.5, "counter": 0.06, "context": 0.04}
    read = {"none": 0.1, "claim": 0.15, "counter": 0.7, "context": 0.05}
    both = blend(linear, read)
    assert sum(both.values()) == pytest.approx(1)
    assert both["none"] == pytest.approx(0.4), "whether it concerns the claim the linear models tell"
    assert linear["counter"] < both["counter"] < read["counter"]
    assert both["counter"] > both["claim"], "of the role, nearly all is the reader's"

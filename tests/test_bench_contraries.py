"""The invented articles with a claim and its contrary, and how a found credit is tied to a noted one."""

import pytest
from bench.common import rows
from bench.contraries import FOLDS, ITEMS, KEPT, TURNED, matched, read_items
from bench.oracle import STANCES

from sayso.records import ClaimCredit, Span

TEXT = "Police shot a wolf, a neighbour said. The vet, Ida Holm, found a chip: it was a dog."


def found(name: str | None, words: str, role: str = "claim") -> ClaimCredit:
    start = TEXT.index(words)
    kind = "person" if name else "unnamed"
    return ClaimCredit(name, kind, role, None, Span(start, start + len(words)), None, "src_1", "", 0.9)


def noted(name: str | None, evidence: str) -> dict[str, object]:
    return {"name": name, "kind": "person", "role": "claim", "via": None, "evidence": evidence}


def test_every_item_holds_what_it_notes() -> None:
    claims = set()
    for item in rows(ITEMS):
        assert item["stance"] in set(STANCES), item["claim"]
        assert item["claim"] != item["contrary"]
        claims.add(item["claim"])
        for credit in item["credits"]:
            assert credit["evidence"] in item["text"], (item["claim"], credit["evidence"])
            assert credit["role"] in {*TURNED, "context"}
    assert len(claims) > 1_500


def test_a_fifth_is_asked_and_has_no_placeholder_left() -> None:
    items = read_items(ITEMS)
    every = list(rows(ITEMS))
    assert [each["claim"] for each in items][:1] != [every[0]["claim"]]
    assert len(items) == len(range(KEPT, len(every), FOLDS))
    assert not any("{o" in each["text"] for each in items)


@pytest.mark.parametrize(
    ("name", "words", "of"),
    [
        ("Ida Holm", "Ida Holm", 1),
        ("Holm", "Holm", 1),  # a lone surname is the one who bears it
        (None, "a neighbour said", 0),
        (None, "found a chip", None),  # unnamed, and elsewhere
        ("Ida Vik", "Ida Holm", None),
    ],
)
def test_credits_are_tied_by_name_or_by_place(name: str | None, words: str, of: int | None) -> None:
    item = {"text": TEXT, "credits": [noted(None, "a neighbour said"), noted("Ida Holm", "The vet, Ida Holm, found")]}
    tied = matched(item, [found(name, words)])
    assert list(tied) == ([] if of is None else [of])

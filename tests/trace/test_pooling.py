"""What several articles make of one source, together."""

import pytest

from sayso.records import Credit, Source, Span
from sayso.trace.features import Chances, Group
from sayso.trace.pooling import pool_chances

FOR = {"claim": 0.8, "counter": 0.1, "context": 0.05, "none": 0.05}
AGAINST = {"claim": 0.1, "counter": 0.8, "context": 0.05, "none": 0.05}
OPEN = {"claim": 0.45, "counter": 0.4, "context": 0.05, "none": 0.1}


def group(article: str, name: str | None, kind: str = "person") -> Group:
    source = Source(f"src_{article}", article, kind, name, name or "a source", (Span(0, 4),), None)  # type: ignore[arg-type]
    return Group(source, None, (Credit("crd_1", article, source.id, None, Span(0, 4), "said", False, None),))


def pooled(said: dict[str, tuple[str | None, Chances]]) -> dict[str, Chances]:
    groups = {article: [group(article, name)] for article, (name, _) in said.items()}
    found = pool_chances(groups, {article: [chance] for article, (_, chance) in said.items()})
    return {article: some[0] for article, some in found.items()}


def role(chances: Chances) -> str:
    return max(("claim", "counter", "context"), key=lambda each: chances[each])


def test_where_one_article_leaves_it_open_the_others_tell() -> None:
    found = pooled({"a": ("Ada Wren", OPEN), "b": ("Ada Wren", AGAINST), "c": ("Wren", AGAINST)})
    assert role(found["a"]) == "counter"


def test_an_article_that_is_sure_keeps_its_own_mind() -> None:
    sure = {"claim": 0.97, "counter": 0.01, "context": 0.01, "none": 0.01}
    assert role(pooled({"a": ("Ada Wren", sure), "b": ("Ada Wren", OPEN)})["a"]) == "claim"


def test_others_and_the_unnamed_have_no_say() -> None:
    assert pooled({"a": ("Ada Wren", OPEN), "b": ("Bo Lund", AGAINST)})["a"] == OPEN
    assert pooled({"a": (None, OPEN), "b": (None, AGAINST)})["a"] == OPEN


def test_chances_still_sum_to_one() -> None:
    for chances in pooled({"a": ("Ada Wren", OPEN), "b": ("Ada Wren", FOR), "c": ("Ada Wren", AGAINST)}).values():
        assert sum(chances.values()) == pytest.approx(1)
        assert all(0 <= each <= 1 for each in chances.values())

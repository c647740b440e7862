""" "A woman" of a lead whom the article names later is one source with that name; people are invented."""

import pytest
from tests.resolve.saying import Said, resolved

LEAD = "A woman who once dated Tom Harrow has said that she was born on a ferry."


def speakers(text: str, *said: Said) -> list[str | None]:
    """Whom each attribution has said it by, in their order."""
    found = resolved(text, *said)
    names = {source.id: source.name for source in found.sources}
    return [names[each.source_id] if each.source_id else None for each in found.statements]


FIRST = ("A woman who once dated Tom Harrow", "has said", "that she was born on a ferry")
NEXT = ("Ida Fenwick", "told Radar", "that it was raining")


def test_the_one_whom_the_article_names_next_is_meant() -> None:
    text = f"{LEAD}\n\nIda Fenwick, 41, told Radar that it was raining."
    assert speakers(text, FIRST, NEXT) == ["Ida Fenwick", "Ida Fenwick"]


@pytest.mark.parametrize(
    ("after", "second"),
    [
        (
            "Peter Fenwick told Radar that it was raining.",
            ("Peter Fenwick", "told Radar", "that it was raining"),
        ),  # a man
        ("Tom Harrow told Radar that it was raining.", ("\n\nTom Harrow", "told Radar", "that it was raining")),
        ("It rained. " * 6 + "Ida Fenwick told Radar that it was raining.", NEXT),  # too far off
    ],
)
def test_nobody_else_is_put_behind_a_description(after: str, second: Said) -> None:
    assert speakers(f"{LEAD}\n\n{after}", FIRST, second)[0] is None


def test_where_two_are_named_nobody_is_meant() -> None:
    text = f"{LEAD}\n\nIda Fenwick told Radar that it was raining. Mary Stent said it was dry."
    assert speakers(text, FIRST, NEXT, ("Mary Stent", "said", "it was dry"))[0] is None

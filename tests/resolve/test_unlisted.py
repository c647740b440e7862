"""Outlets that the table lacks."""

import pytest

from sayso.resolve.unlisted import add_unlisted


def found(text: str) -> set[str]:
    return {each.name for each in add_unlisted(text, [])}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A source told Glimmer that the pair had split. Glimmer named nobody.", "Glimmer"),
        ("It began with a report in Odd Planet, which gave no name.", "Odd Planet"),
        ("The Morning Parade can reveal that the bakery will close.", "Morning Parade"),
        ("The sale was first reported by Business Morning on Friday.", "Business Morning"),
        ("The Pellworth Telegram reports that the bridge is shut.", "Pellworth Telegram"),
        ("TOLLMAR, 11 April (Presslink) - A bear was seen, two drivers told Presslink. Presslink met it.", "Presslink"),
    ],
)
def test_what_is_said_of_outlets_only_shows_one(text, name):
    assert found(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "A friend told Anna that it was over.",
        "A source told police that the gate was open.",
        "A report in Italian media named him.",
        "Nora Quill spoke. A source told Quill that it was over.",
        "A spokesman told Congress that it was over.",
    ],
)
def test_who_else_is_told_is_no_outlet(text):
    assert found(text) == set()

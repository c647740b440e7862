"""What a cue does with its content."""

import pytest

from sayso.resolve.polarity import polarity_of


@pytest.mark.parametrize(
    ("cue", "content", "polarity"),
    [
        ("said", "the lake is dry", "says"),
        ("denied", "that the lake is dry", "denies"),
        ("neither confirmed nor denied", "the rumour", "says"),
        ("contested", "the claim that the lake is dry", "denies"),
        ("said", "that there is not an ounce of truth in the story", "denies"),
        ("quickly shot down", "that rumour", "denies"),
        ("rubbished", "the report", "denies"),
        ("said", "the photo was a hoax", "denies"),
        ("questioned", "the figures", "doubts"),
        ("wondered", "whether the lake is dry", "asks"),
        ("asked", "for calm", "says"),
    ],
)
def test_polarity(cue: str, content: str, polarity: str) -> None:
    assert polarity_of(cue, content) == polarity

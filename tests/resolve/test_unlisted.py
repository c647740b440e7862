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
        ("She left, according to Chipwatch, citing two people. Chipwatch gave no date.", "Chipwatch"),
        ("The talks were broken off, as was first reported on Tuesday by Tutto Campo.", "Tutto Campo"),
        ("Odd Posten, the country's largest daily, had it first. So says Odd Posten.", "Odd Posten"),
        ("He said so on Radio Sund. Radio Sund's breakfast show had called him.", "Radio Sund"),
        ("She told BrackFM the decision was about money.", "BrackFM"),
        ("An executive told CBN that it had looked. CBN did not name him.", "CBN"),
        ("The Daily Comet's Gus Petrie claims that they will come back.", "Daily Comet"),
        ("She told the podcast Wrong Side of the Desk that she would stay.", "Wrong Side of the Desk"),
        ("She told The Grain Room podcast that she would stay.", "Grain Room"),
        ("The mill, public radio P3 reported, will close. So says P3.", "P3"),
        ("They are to part (via Glossip). Glossip has an insider.", "Glossip"),
        ("He was quoted in the Corvia Mirror as calling it a loss.", "Corvia Mirror"),
        ("It is a loss, Hem & Hue magazine wrote.", "Hem & Hue"),
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
        "A spokesman told NATO that it was over.",
        "They met after the Sunday Mass in Orrin.",
        "North Korean state television showed him.",
        "Nora Quill, the editor of a daily, said so.",
    ],
)
def test_who_else_is_told_is_no_outlet(text):
    assert found(text) == set()

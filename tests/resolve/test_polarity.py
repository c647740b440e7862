"""What a cue does with its content."""

import pytest

from sayso.resolve.polarity import certainty_of, polarity_of


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
        ("asked reporters to", "leave", "says"),
        ("pressed her on", "the figures", "asks"),
        ("answered questions about", "the lake", "asks"),
        ("did not deny", "that the lake is dry", "says"),
        ("refused to rule out", "a drought", "says"),
        ("ruled out", "a drought", "denies"),
        ("denial of", "the report", "denies"),
        ("dismissed the lake as", "a puddle", "says"),
        ("does not believe", "that the lake is dry", "doubts"),
        ("was not sure", "if the lake is dry", "doubts"),
        ("raised questions about", "the figures", "doubts"),
        ("has no doubt", "that the lake is dry", "says"),
        ("slammed", "those who spread the rumour", "denies"),
        ("slammed", "the mayor", "says"),
        ("could not quite believe", "the news", "doubts"),
        ("can’t believe", "this is happening", "says"),
        ("disagreed", "that the lake is dry", "denies"),
        ("scoffed at", "the idea", "denies"),
        ("distanced the council from", "the report", "denies"),
        ("walked it back", "", "denies"),
        ("said", "“There is no plan to drain it,”", "denies"),
        ("said", "“I never said that the lake was dry,”", "denies"),
        ("said", "that she was misquoted", "denies"),
        ("said", "that nobody had said it to her", "says"),
        (":", "Is the lake dry?", "asks"),
        (":", "Is the lake dry? I think so.", "says"),
    ],
)
def test_polarity(cue: str, content: str, polarity: str) -> None:
    assert polarity_of(cue, content) == polarity


@pytest.mark.parametrize(
    ("cue", "certainty"),
    [
        ("said", "plain"),
        ("does not want", "plain"),
        ("did not say", "withheld"),
        ("declined to comment", "withheld"),
        ("refused to confirm", "withheld"),
        ("stopped short of saying", "withheld"),
        ("has yet to respond", "withheld"),
        ("wouldn’t say", "withheld"),
        ("could not be reached", "withheld"),
        ("may have said", "possible"),
        ("might believe", "possible"),
        ("would tell", "possible"),
        ("is said to", "hearsay"),
        ("reportedly told", "hearsay"),
        ("was quoted as saying", "hearsay"),
    ],
)
def test_certainty(cue: str, certainty: str) -> None:
    assert certainty_of(cue) == certainty

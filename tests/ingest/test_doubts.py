"""Texts that were taken in and may be no article all the same."""

import pytest

from sayso.ingest.refusal import doubts

STORY = "The ferry to Pell Island will stop running in May, the company said on Friday after a long meeting. " * 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STORY, ()),
        ("The ferry stops in May.", ("only 5 words",)),
        (STORY + "\nThis site uses cookies. Change your preferences or read our privacy policy.",
         ("the wording of a consent banner: change your preferences, privacy policy, this site uses cookies",)),
        ("\n".join(["Ferry to stop in May after long talks with the island council"] * 8),
         ("most of its lines end like no sentence",)),
        ("Ferry to stop", ("only 3 words", "most of its lines end like no sentence")),
    ],
)  # fmt: skip
def test_each_doubt_is_told_in_words(text: str, said: tuple[str, ...]) -> None:
    assert doubts(text) == said

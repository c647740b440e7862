"""Cue words are counted whatever letters they are written in."""

import pytest

from sayso.match.cues import GROUPS, count_cues, is_negated


@pytest.mark.parametrize("text", ["Ferry sale DENIED: “It’s a HOAX”", "FERRY SALE Denied: “IT’S A hoax”"])
def test_capitals_make_no_difference(text: str) -> None:
    found = dict(zip(GROUPS, count_cues(text), strict=True))
    assert (found["refute"], found["deny"], found["negation"]) == (1, 1, 0)


def test_a_word_of_negation_in_capitals() -> None:
    assert is_negated("The ferry will NOT be sold")
    assert not is_negated("The Nothe ferry will be sold")

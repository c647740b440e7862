"""What stands between quotation marks of every make."""

from time import perf_counter

import pytest

from sayso.records import Quotation
from sayso.segment import find_quotations, split_sentences


def quoted(text: str, depth: int = 0) -> list[str]:
    return [each.span.of(text) for each in find_quotations(text) if each.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It rained," she said. "A lot."', ['"It rained,"', '"A lot."']),
        ("“It rained,” she said.", ["“It rained,”"]),
        ("„Es regnet“, sagte sie.", ["„Es regnet“"]),
        ("»It rained«, she said. »A lot«, he said.", ["»It rained«", "»A lot«"]),
        ("«It rained», she said.", ["«It rained»"]),
        ("``It rained,'' she said.", ["``It rained,''"]),
        ("'It rained,' she said. The boys' game was off.", ["'It rained,'"]),
        ("“It rained,\" she said.", ["“It rained,\""]),
        ("It was the '90s and nobody's dog barked.", []),
    ],
)  # fmt: skip
def test_marks_of_every_make(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_inside_a_quotation() -> None:
    text = "“He said ‘go’ and I went,” she said."
    assert quoted(text) == ["“He said ‘go’ and I went,”"]
    assert quoted(text, depth=1) == ["‘go’"]


def test_a_quotation_over_paragraphs() -> None:
    text = "“It rained.\n\n“It rained a lot, she told us.”\n\nNobody came."
    assert [(each.closed, each.continues) for each in find_quotations(text)] == [(False, False), (True, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rained, she told us on Friday.\n\nNobody came.", "“It rained,"),
        ("“It rained, Ida Brandt said.", "“It rained,"),
        ("“It rained, and nobody came.\n\nThe end.", "“It rained, and nobody came."),
        ("“It rained, she told us.\n\n“It rained a lot.”", "“It rained, she told us."),
    ],
)
def test_a_lost_closing_mark_is_put_before_the_speaker(text: str, expected: str) -> None:
    first = find_quotations(text)[0]
    assert first.span.of(text) == expected
    assert isinstance(first, Quotation) and not first.closed


def test_a_lost_mark_does_not_turn_the_next_paragraph_inside_out() -> None:
    text = 'She said: "It rained.\n\nNobody "came" there.'
    assert quoted(text) == ['"It rained.', '"came"']


def test_sentences_know_what_of_them_is_quoted() -> None:
    text = "“It rained, she told us on Friday. Nobody came."
    assert [[span.of(text) for span in each.quoted] for each in split_sentences(text)] == [["“It rained,"], []]


@pytest.mark.parametrize("words", ["'a ", "‘a b ", "'a’ b "])
def test_a_paragraph_full_of_apostrophes_takes_no_time(words: str) -> None:
    started = perf_counter()
    find_quotations(words * 40_000)
    assert perf_counter() - started < 5.0

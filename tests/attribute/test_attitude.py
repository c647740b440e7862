"""Kinds of attribution."""

import pytest

from sayso.attribute.attitude import attitude_of, type_of
from sayso.records import Span
from sayso.segment import split_sentences


@pytest.mark.parametrize(
    ("cue", "attitude"),
    [
        ("said", "statement"),
        ("According to", "statement"),
        ("wants", "intention"),
        ("plans", "intention"),
        ("believes", "belief"),
        ("fears", "feeling"),
        (":", "statement"),
        ("told reporters he was happy", "statement"),
        ("his fear", "feeling"),
        ("expressed concern", "feeling"),
        ("was so frustrated", "feeling"),
        ("belief that", "belief"),
        ("has no illusions about", "belief"),
        ("seemed", "belief"),
        ("wondered", "belief"),
        ("refused to confirm", "intention"),
        ("declined to comment", "intention"),
        ("made the decision", "intention"),
        ("announced plans this week", "intention"),
        ("called for", "intention"),
        ("called", "statement"),
        ("planning", "intention"),
        ("vetoed", "intention"),
        ("continued to insist", "statement"),
        ("weighed in Friday about", "statement"),
        ("denial of", "statement"),
        ("will tell", "statement"),
        ("gargled", "statement"),
        ("", "statement"),
    ],
)
def test_attitude(cue, attitude):
    assert attitude_of(cue) == attitude


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ('"It rained," Ida said.', '"It rained,"', "direct"),
        ("Ida said it rained.", "it rained", "indirect"),
        ('Ida said it was "wet" there.', 'it was "wet" there', "mixed"),
    ],
)
def test_type(text, content, kind):
    start = text.index(content)
    assert type_of((Span(start, start + len(content)),), split_sentences(text)) == kind

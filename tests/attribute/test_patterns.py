"""Rules after the tagger: what they add, what they leave alone."""

import pytest

from sayso.attribute.layout import laid_out
from sayso.attribute.patterns import Triple, with_patterns
from sayso.records import Span
from sayso.segment import paragraphs, split_sentences


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def triple(text: str, source: str, cue: str, *content: str) -> Triple:
    return Triple(
        (span(text, source),) if source else (),
        (span(text, cue),) if cue else (),
        tuple(span(text, part) for part in content),
        0.7,
    )


def said(text: str, *found: Triple) -> list[tuple[str, ...]]:
    return [
        tuple(" … ".join(s.of(text) for s in part) for part in (each.source, each.cue, each.content))
        for each in with_patterns(text, split_sentences(text), found)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ida Brandt: "It rained."', [("Ida Brandt", ":", '"It rained."')]),
        ("Q: Did it rain?\n\nA: It did.", [("Q", ":", "Did it rain?"), ("A", ":", "It did")]),
        ("It rained. — Ida Brandt (@ida) June 3, 2031", [("Ida Brandt (@ida)", "—", "It rained.")]),
        ("It rained. pic.twitter.com/x1\n— Ida (@ida) 3 June 2031", [("Ida (@ida)", "—", "It rained.")]),
        ("“It rained”, – Ida Brandt, mayor.", [("Ida Brandt, mayor", "–", "“It rained”")]),
        ("It rained for nine days: union", [("union", ":", "It rained for nine days")]),
        ("It rained for nine days – police", [("police", "–", "It rained for nine days")]),
        ("‘It rained’: farmers on nine bad days", [("farmers", ":", "‘It rained’")]),
        ("2:15 p.m. - Mayor Brandt: It rained.", [("Mayor Brandt", ":", "It rained")]),
        ("Read more: \"It rained.\"", []),
        ("The answer was: \"No.\"", []),
        ("The price: nine crowns.", []),
        ("Brandt: 2,316\n\nHolm: 1,547\n\nBrandt: 46\n\nHolm: 12", []),
        ("Still to come: more rain\n\nHolm: none\n\nStill to come: snow", []),
        ("The Latest: rain on the islands\n\nNobody came.\n\nThere was hail.\n\nThe Latest: hail", []),
        ("The weather on the islands: nine days of rain and no end", []),
        ("Rain, wind – and no end in sight.", []),
        ("", []),
    ],
)  # fmt: skip
def test_speakers_by_layout(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


def test_a_turn_takes_the_place_of_what_the_tagger_made_of_it() -> None:
    text = "Q: Did it rain?\n\nA: It did. Ida said it had. Nobody came."
    cut, inside = triple(text, "A", ":", "It did"), triple(text, "Ida", "said", "it had")
    assert said(text, cut, inside)[1:] == [
        ("A", ":", "It did. Ida said it had. Nobody came"),
        ("Ida", "said", "it had"),
    ]


def test_the_tagger_has_the_word_where_it_found_words_for_a_cue() -> None:
    text = 'Ida continued: "It rained."'
    own = triple(text, "Ida", "continued:", '"It rained."')
    assert said(text, own) == [("Ida", "continued:", '"It rained."')]


def test_a_narrower_speaker_in_the_label_stays() -> None:
    text = 'A lesson from Ida Brandt: "It rained."'
    assert said(text, triple(text, "Ida Brandt", ":", '"It rained."')) == [("Ida Brandt", ":", '"It rained."')]


def test_times_of_a_live_blog_are_cut_off() -> None:
    text = "10:42 - It rained, Ida said.\n\nUpdated 11:05: Nobody came."
    found = triple(text, "Ida", "said", "10:42 - It rained"), triple(text, "Ida", "said", "Updated 11:05:")
    assert said(text, *found) == [("Ida", "said", "It rained")]


def test_a_quotation_that_goes_on_belongs_to_who_began_it() -> None:
    text = "Ida said: “It rained.\n\n“It rained a lot. Nobody came.”\n\n“Nobody,” he said."
    own = triple(text, "Ida", "said:", "“It rained.")
    assert said(text, own) == [("Ida", "said:", "“It rained. … “It rained a lot. Nobody came.”")]


def test_the_turns_of_a_quoted_transcript_are_not_one_quotation() -> None:
    text = "Ida said: “It rained.\n\n“HOLM: It did not.”"
    assert said(text, triple(text, "Ida", "said:", "“It rained.")) == [("Ida", "said:", "“It rained.")]


def test_no_paragraph_takes_long() -> None:
    text = "A " + "b " * 3000 + ": — " + "(@x " * 2000
    assert laid_out(text, paragraphs(text)) == []

"""Attributions inside others: which words are read again, what is made of it, and what the shipped reader finds."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.attribute import Reader
from sayso.attribute.citing import citations, speaker_citing, unfused, without
from sayso.attribute.decode import Found
from sayso.attribute.nested import with_nested
from sayso.attribute.patterns import Triple
from sayso.models import open_tokenizer
from sayso.records import Article, Span
from sayso.segment import split_sentences
from sayso.wordpieces import split_words

SENTENCES = Path(__file__).parents[2] / "training/nested_sentences.jsonl"
CASES = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def at(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def triple(text: str, source: str, cue: str, content: str, score: float = 0.9) -> Triple:
    return Triple((at(text, source),), (at(text, cue),), (at(text, content),), score)


def placed(text: str, outer: Triple, *inner: Triple, reads: list[list[str]] | None = None):
    """What is made of an outer attribution where reading its content gives ``inner``, and each of those nothing."""
    words = split_words(text, split_sentences(text), open_tokenizer())
    answers = [list(inner)]

    def read(own):
        if reads is not None:
            reads.append([text[a:b] for a, b in zip(own.start.tolist(), own.end.tolist(), strict=True)])

        def place(spans):
            begin, end = ((own.start >= spans[0].start).argmax(), (own.start < spans[0].end).nonzero()[0][-1] + 1)
            return ((int(begin), int(end)),)

        return [Found(place(e.source), place(e.cue), place(e.content), e.score) for e in (answers or [[]]).pop()]

    return with_nested(text, words, split_sentences(text), [outer], read)


def shown(text: str, each: Triple) -> list[str]:
    return [" … ".join(span.of(text) for span in spans) for spans in (each.source, each.cue, each.content)]


def test_what_is_found_in_a_content_stands_inside_it():
    text = "Ida said the foreman told her the roof was rotten."
    outer = triple(text, "Ida", "said", "the foreman told her the roof was rotten")
    inner = triple(text, "the foreman", "told", "the roof was rotten")
    found = placed(text, outer, inner)
    assert [shown(text, each.said) for each in found] == [shown(text, outer), shown(text, inner)]
    assert found[0].inside is None and found[1].inside == found[0]


@pytest.mark.parametrize(("cue", "kept"), [("told", True), ("was", False), ("to tell", False)])
def test_an_inner_one_is_kept_where_somebody_says_it(cue, kept):
    text = "Ida said the foreman told or was to tell her the roof was rotten."
    outer = triple(text, "Ida", "said", "the foreman told or was to tell her the roof was rotten")
    assert len(placed(text, outer, triple(text, "the foreman", cue, "the roof"))) == 1 + kept


def test_only_a_content_with_a_word_of_saying_or_thinking_is_read_again():
    for content, times in [("the roof of the old barn was rotten", 0), ("the foreman told her it was rotten", 1)]:
        text = f"Ida said {content}."
        reads: list[list[str]] = []
        placed(text, triple(text, "Ida", "said", content), reads=reads)
        assert len(reads) == times


def test_only_the_sentences_that_may_hold_one_are_read_again():
    text = "“The barn is old. I think it will fall. Nobody cares,” said Ida."
    reads: list[list[str]] = []
    placed(text, triple(text, "Ida", "said", "“The barn is old. I think it will fall. Nobody cares,”"), reads=reads)
    assert reads == [["I", "think", "it", "will", "fall", "."]]


def test_a_clause_is_read_without_its_conjunction():
    text = "Ida said that the foreman told her it was rotten."
    reads: list[list[str]] = []
    placed(text, triple(text, "Ida", "said", "that the foreman told her it was rotten"), reads=reads)
    assert reads == [["the", "foreman", "told", "her", "it", "was", "rotten"]]


def test_a_quotation_is_read_without_its_marks():
    text = "“I think the roof is rotten,” said Ida."
    reads: list[list[str]] = []
    placed(text, triple(text, "Ida", "said", "“I think the roof is rotten,”"), reads=reads)
    assert reads == [["I", "think", "the", "roof", "is", "rotten", ","]]


def test_who_is_cited_speaks_inside():
    text = "The Tarn Wire, citing two officials, reported that the bank would close."
    (found, cited) = placed(text, triple(text, "The Tarn Wire", "reported", "that the bank would close"))
    assert shown(text, cited.said) == ["two officials", "citing", "that the bank would close"]
    assert cited.inside == found


def test_what_cannot_speak_is_not_cited():
    for phrase, count in [("a person familiar with the matter", 1), ("the KLN agency", 1), ("fears of rain", 0)]:
        text = f"The fair is off, the mayor said, citing {phrase}."
        assert len(list(citations(text, Span(0, len(text))))) == count, phrase


def test_only_a_speaker_nearby_cites():
    text = (
        "Ida said no. "
        + "The fair, which had been planned for many years by a club of old sailors, closed, citing police."
    )
    said = [triple(text, "Ida", "said", "no")]
    assert speaker_citing(said, at(text, "citing"), Span(0, len(text))) is None


def test_a_speaker_inside_a_citation_does_not_cite():
    text = "It burned for hours, citing the ministry, officials said the roof fell."
    outer = triple(text, "the ministry", "citing", "officials said the roof fell")
    found = placed(text, outer, triple(text, "officials", "said", "the roof fell"))
    assert all(each.inside is None or each.inside in found for each in found)


def test_a_citation_is_cut_out_of_the_content():
    assert without((Span(0, 20), Span(30, 40)), Span(5, 10)) == (Span(0, 5), Span(10, 20), Span(30, 40))
    assert without((Span(0, 12),), Span(10, 30)) == (Span(0, 10),)


def test_two_speakers_taken_for_one_are_parted():
    text = "According to the Tarn Herald, Professor Ivo Brand, said the flag was old."
    outer, inner = unfused(
        text, triple(text, "the Tarn Herald, Professor Ivo Brand,", "According to", "the flag was old")
    )
    assert shown(text, outer) == ["the Tarn Herald", "According to", "Professor Ivo Brand, said the flag was old"]
    assert inner is not None and shown(text, inner) == ["Professor Ivo Brand", "said", "the flag was old"]
    same = triple(text, "the Tarn Herald, Professor Ivo Brand,", "said", "the flag was old")
    assert unfused(text, same) == (same, None)


# ---- the invented sentences ----


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_sentences_are_annotated_soundly(case):
    text, by_id = case["text"], {each["id"]: each for each in case["attributions"]}
    assert len(by_id) == len(case["attributions"])
    for each in case["attributions"]:
        assert each["content"] and each["cue"]
        for start, end in [*each["source"], *each["cue"], *each["content"]]:
            assert 0 <= start < end <= len(text) and text[start:end] == text[start:end].strip()
        if each["parent"]:
            start, end = (f(p for span in by_id[each["parent"]]["content"] for p in span) for f in (min, max))
            assert all(start <= a and b <= end for a, b in each["content"])


def test_there_are_enough_of_them_and_a_fifth_holds_no_other():
    flat = [case for case in CASES if not any(each["parent"] for each in case["attributions"])]
    assert len(CASES) >= 150 and 0.15 <= len(flat) / len(CASES) <= 0.3


# ---- the shipped reader ----


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def attributions(reader: Reader, text: str):
    article = Article("art_1", "1", None, None, None, None, text, None, datetime(2026, 1, 1, tzinfo=UTC))
    return reader.read([article], [split_sentences(text)])[0]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        (
            "KLN said the reservoir was half empty, according to the Orrin Press Agency.",
            "KLN",
            "the Orrin Press Agency",
        ),
        ("“I think the fans deserve better,” said coach Arne Toll.", "I", "coach Arne Toll"),
        (
            "The Skerry Times, citing two officials, reported that the bank would close.",
            "two officials",
            "The Skerry Times",
        ),
    ],
)
def test_the_reader_gives_the_parent(reader, text, inner, outer):
    found = {each.source[0].of(text): each for each in attributions(reader, text) if each.source}
    assert found[outer].parent is None and found[inner].parent == found[outer].id


@pytest.mark.model
def test_ids_are_unique_and_parents_are_there(reader):
    for case in CASES[::4]:
        found = attributions(reader, case["text"])
        ids = {each.id for each in found}
        assert len(ids) == len(found) and all(each.parent is None or each.parent in ids for each in found)

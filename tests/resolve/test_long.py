"""Long texts: what is looked up in a page, and that a text twice as long takes twice as much and no more."""

import cProfile
import pstats
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ids import content_id
from sayso.records import Article, Attribution, Span
from sayso.resolve import Resolved, resolve_article
from sayso.resolve.overlap import Places
from sayso.resolve.page import REACH, lay_out
from sayso.segment import split_sentences

NOW = datetime(2031, 5, 1, tzinfo=UTC)
PIECES = [
    "The BBC",
    "Reuters",
    "the Tarn Gazette",
    "Ida Crumb",
    "“",
    "”",
    ".",
    ". ",
    "\n\n",
    "said",
    "told",
    "and",
    "x" * 300,
]
spans = st.tuples(st.integers(0, 900), st.integers(1, 600)).map(lambda pair: Span(pair[0], sum(pair)))


def article_of(text: str) -> Article:
    return Article("art_1", "1", None, None, None, None, text, None, NOW, ())


@given(st.lists(spans, max_size=30), spans)
def test_what_overlaps_a_place_is_found_in_order(placed: list[Span], asked: Span) -> None:
    places = Places((span, number) for number, span in enumerate(placed))
    places.add(asked, -1)
    assert places.over(asked) == [*(number for number, span in enumerate(placed) if span.overlaps(asked)), -1]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(0, 400), st.integers(0, 400))
def test_a_page_finds_what_going_through_it_all_would_find(pieces: list[str], start: int, length: int) -> None:
    text = " ".join(pieces)
    sentences = split_sentences(text)
    page = lay_out(article_of(text), sentences)
    end = start + length
    assert page.within(start, end) == [m for m in page.mentions if m.span.start < end and start < m.span.end]
    assert page.mentions_before(end) == sum(m.span.start < end for m in page.mentions)
    quoted = [q for q in sentences[page.sentence_at(start)].quoted if q.start <= start < q.end] if sentences else []
    assert page.quotation_at(start) == (quoted[0] if quoted else None)
    assert page.is_quoted(start) == any(q.start < start for q in quoted)
    for number in {sentence.paragraph for sentence in sentences}:
        inside = [sentence.span for sentence in sentences if sentence.paragraph == number]
        assert page.paragraph_span(number) == Span(inside[0].start, inside[-1].end)
    assert page.paragraph_span(len(text) + 1) is None


def test_a_sentence_is_looked_at_so_far_and_no_farther() -> None:
    text = "word " * REACH + "said Ida Crumb."
    page = lay_out(article_of(text), split_sentences(text))
    assert page.sentence_span(REACH + 7) == Span(7, 2 * REACH + 7)
    assert page.sentence_span(5) == Span(0, REACH + 5)
    assert page.sentence_span(len(text) - 1) == Span(len(text) - 1 - REACH, len(text))


# ---- how much a longer text takes ----

CLAUSES = {
    "outlets": "{who} told the Tarn Gazette that {what}, and Reuters said so, ",
    "quotations": "“{what},” said {who} of the Orrin Post, and 'it' is the boys' own, ",
    "breaks": "the Orrin Post wrote it but {who} said that {what} while the BBC denied it; ",
    "unnamed": "{who} said that {what}, citing an official who asked not to be named, and two people told the BBC, ",
    "organizations": "Bolt Works met, the company said that {what}, the government denied it to {who}, ",
    "short names": "the Post said that {what}, the Tarn Post told {who}, the magazine has a disclaimer, ",
}


def of_clauses(clause: str, number: int) -> Resolved:
    """What so many such clauses of one sentence resolve to, each with two attributions."""
    text, attributions = "", []
    for n in range(number):
        who, what = f"{'ABCDEFGH'[n % 8]}nn {'KLMNOPQR'[n // 8 % 8]}ell", f"rain number {n} fell"
        start = len(text)
        text += clause.format(who=who, what=what)
        content = Span(text.index(what, start), text.index(what, start) + len(what))
        for word in (who, "said"):
            at = text.find(word, start)
            if at >= 0:
                ident = content_id("att", at=at)
                here = (Span(at, at + len(word)),)
                source, cue = (here, ()) if word == who else ((), here)
                attributions.append(
                    Attribution(ident, "art_1", source, cue, (content,), None, "indirect", "statement", 0.9)
                )
    return resolve_article(article_of(text), split_sentences(text), attributions)


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES)
def test_a_sentence_four_times_as_long_takes_four_times_as_many_steps(clause: str) -> None:
    of_clauses(clause, 40)  # whatever is made once

    def steps(number: int) -> int:
        with cProfile.Profile() as profile:
            of_clauses(clause, number)
        total: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
        return total

    assert steps(600) < 5 * steps(150)

"""Who "I", "the baker" and a quotation without a cue are, and what kind of source a phrase names; all invented."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sayso.ids import content_id
from sayso.records import Article, Attribution, Source, Span
from sayso.resolve import resolve_article
from sayso.segment import split_sentences


def article_of(text: str) -> Article:
    return Article("art_1", "1", None, None, None, None, text, None, datetime(2031, 5, 1, tzinfo=UTC))


def said(article: Article, source: str, cue: str, content: str, *, after: int = 0) -> Attribution:
    """An attribution built by hand: each part is found in the text from ``after`` on."""
    spans = [
        (Span(at := article.text.index(words, after), at + len(words)),) if words else ()
        for words in (source, cue, content)
    ]
    ident = content_id("att", content=[[span.start, span.end] for span in spans[2]])
    direct = content.startswith("“")
    return Attribution(
        ident,
        article.id,
        *spans,
        None,
        "direct" if direct else "indirect",
        "statement",
        0.9,  # type: ignore[arg-type]
    )


def speakers(article: Article, *attributions: Attribution) -> list[Source | None]:
    """The source of each attribution."""
    result = resolve_article(article, split_sentences(article.text), attributions)
    by_id = {source.id: source for source in result.sources}
    return [by_id.get(statement.source_id or "") for statement in result.statements]


def names(article: Article, *attributions: Attribution) -> list[str | None]:
    return [source.name if source else None for source in speakers(article, *attributions)]


def test_i_and_we_inside_a_quotation_are_its_speaker() -> None:
    article = article_of("“I think we hoped for rain,” said Nora Hallam. Bo Dunn said no.")
    whole = said(article, "Nora Hallam", "said", "“I think we hoped for rain,”")
    inner = said(article, "I", "think", "we hoped for rain")
    deepest = said(article, "we", "hoped", "for rain")
    assert names(article, deepest, inner, whole) == ["Nora Hallam"] * 3


def test_i_in_a_quotation_whose_own_attribution_was_missed_is_who_spoke_before() -> None:
    article = article_of("Nora Hallam said it rained. “I hope it stops.”")
    first = said(article, "Nora Hallam", "said", "it rained")
    assert names(article, first, said(article, "I", "hope", "it stops")) == ["Nora Hallam"] * 2


def test_i_outside_quotation_marks_is_not_put_in_anybodys_mouth() -> None:
    article = article_of("Nora Hallam said it rained. I think it stopped.")
    first = said(article, "Nora Hallam", "said", "it rained")
    assert names(article, first, said(article, "I", "think", "it stopped")) == ["Nora Hallam", None]


def test_a_quotation_without_a_cue_goes_to_the_speaker_of_the_one_it_continues() -> None:
    article = article_of("“Bo Dunn said it was fine,” Nora Hallam said.\n\n“It was not fine.”")
    outer = said(article, "Nora Hallam", "said.", "“Bo Dunn said it was fine,”")
    outer = replace(outer, cue=(Span(article.text.index("said."), article.text.index("said.") + 4),))
    inner = said(article, "Bo Dunn", "said", "it was fine")
    floating = said(article, "", "", "“It was not fine.”")
    assert names(article, outer, inner, floating) == ["Nora Hallam", "Bo Dunn", "Nora Hallam"]


def test_a_quotation_without_a_cue_goes_to_the_person_just_introduced() -> None:
    article = article_of("Nora Hallam said it rained. Bo Dunn, a baker, did not mind. “I like rain.”")
    first = said(article, "Nora Hallam", "said", "it rained")
    assert names(article, first, said(article, "", "", "“I like rain.”")) == ["Nora Hallam", "Bo Dunn"]


def test_a_quotation_far_from_any_speaker_has_none() -> None:
    article = article_of("Nora Hallam said it rained.\n\nThe fair went on.\n\nThe mill closed.\n\n“It is a pity.”")
    first = said(article, "Nora Hallam", "said", "it rained")
    assert speakers(article, first, said(article, "", "", "“It is a pity.”"))[1] is None


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        (
            "The actor Bo Dunn met Nora Hallam, a baker. Mr Dunn said no. The baker said yes.",
            "The baker",
            "Nora Hallam",
        ),
        ("Baker Nora Hallam met Bo Dunn. Mr Dunn said no. The baker said yes.", "The baker", "Nora Hallam"),
        ("Nora Hallam met Bo Dunn. Mr Dunn said no. The actress said yes.", "The actress", "Nora Hallam"),
    ],
)
def test_the_baker_is_who_was_called_one(text: str, noun: str, name: str) -> None:
    article = article_of(text)
    first = said(article, "Mr Dunn", "said", "no")
    second = said(article, noun, "said", "yes", after=text.index(noun))
    assert names(article, first, second) == ["Bo Dunn", name]


def test_a_team_is_not_its_captain() -> None:
    article = article_of("Nora Hallam, the bowls winner captain, left. The winner said yes.")
    assert names(article, said(article, "The winner", "said", "yes")) == [None]


def test_the_farmer_is_the_unnamed_one_who_spoke_not_somebody_named_since() -> None:
    article = article_of("A farmer said it rained. Nora Hallam said no. The farmer said the hay was wet.")
    first = said(article, "A farmer", "said", "it rained")
    second = said(article, "Nora Hallam", "said", "no")
    third = said(article, "The farmer", "said", "the hay was wet", after=article.text.index("The farmer"))
    found = speakers(article, first, second, third)
    assert found[2] == found[0]
    assert found[2] is not None
    assert found[2].name is None


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("a police report", "document", "police report"),
        ("records obtained by the Orrin Gazette", "document", "records"),
        ("a poll released by the Orrin Gazette", "document", "poll"),
        ("a copy of the letter seen by the Orrin Gazette", "document", "letter"),
        ("data compiled by the Orrin Energy Board", "document", "Orrin Energy Board data"),
        ("posts on the forum of the Orrin Gazette", "post", None),
        ("the Orrin Gazette", "outlet", "Orrin Gazette"),
        ("the head of the Orrin Rain Council Enwer Salomo", "person", "Enwer Salomo"),
        ("Canth Tarn a cyber expert with Rippler", "person", "Canth Tarn"),
        ("Danish shipping giant Maresk", "organization", "Maresk"),
    ],
)
def test_kinds(source: str, kind: str, name: str | None) -> None:
    article = article_of(f"The dam leaks, according to {source}.")
    (found,) = speakers(article, said(article, source, "according to", "The dam leaks"))
    assert found is not None
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize("crowd", ["Engineers", "Supporters of the plan", "Swimmers"])
def test_a_crowd_at_a_sentences_beginning_is_no_organization(crowd: str) -> None:
    article = article_of(f"{crowd} said the dam leaks.")
    (found,) = speakers(article, said(article, crowd, "said", "the dam leaks"))
    assert found is not None
    assert (found.kind, found.name) == ("unnamed", None)


def test_records_seen_by_an_outlet_came_through_it() -> None:
    article = article_of("The dam leaks, according to records obtained by the Orrin Gazette.")
    attribution = said(article, "records obtained by the Orrin Gazette", "according to", "The dam leaks")
    (statement,) = resolve_article(article, split_sentences(article.text), [attribution]).statements
    assert statement.via == "Orrin Gazette"


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Rakaya Skell can be heard in it. She says it rained.", "She", "Rakaya Skell"),
        ("The Orrin Bridge fell on Rakaya Skell. She says it rained.", "She", "Rakaya Skell"),
        ("It hit the Orrin Gazette's Hew Hewlitt, who says it rained.", "who", "Hew Hewlitt"),
    ],
)
def test_a_pronoun_is_whoever_nothing_marks_as_anything_but_a_person(text: str, pronoun: str, name: str) -> None:
    article = article_of(text)
    assert names(article, said(article, pronoun, "says", "it rained")) == [name]


def test_a_pronoun_is_no_thing_with_capitals() -> None:
    article = article_of("A user of the phone, an iPhone User, met Paul VI. She says so.")
    assert names(article, said(article, "She", "says", "so")) == [None]


def test_a_relation_is_not_whom_it_is_a_relation_of() -> None:
    article = article_of("It hit Rakaya Skell. His mother says it rained.")
    assert names(article, said(article, "His mother", "says", "it rained")) == [None]


def test_a_title_with_the_name_behind_a_comma_is_that_person() -> None:
    text = "The commissioner Bo Dunn left. The rain commissioner at the time, Raymar W. Kell, said it rained."
    article = article_of(text)
    source = "The rain commissioner at the time, Raymar W. Kell,"
    assert names(article, said(article, source, "said", "it rained")) == ["Raymar W. Kell"]


def test_a_county_party_is_nobody() -> None:
    text = "Nora Hallam left. The Kent County Republican was there, and later Republican said no. She says it rained."
    article = article_of(text)
    assert names(article, said(article, "She", "says", "it rained")) == ["Nora Hallam"]


def test_the_last_word_of_an_outlets_name_stands_for_it() -> None:
    article = article_of("The Orrin Weekly wrote of rain. The Weekly said it would stop.")
    assert names(article, said(article, "The Weekly", "said", "it would stop")) == ["Orrin Weekly"]

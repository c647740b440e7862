"""Who speaks, through whom, and whom the article credits; articles and people are invented."""

import re
from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ids import content_id
from sayso.records import Article, Attribution, Link, Source, Span
from sayso.resolve import Resolved, resolve_article
from sayso.segment import split_sentences

NOW = datetime(2031, 5, 1, tzinfo=UTC)
PIECES = re.split(
    r"\|",
    "Ida Crumb|said|the Gazette|told|BBC|according to|@ida|(@ida_c)|Mr Voss|“|”|\n\n|.|who|the magazine|via|'s|of|and"
    "|citing a source|(Reuters) -|tweeted|on Twitter|A|a|spokesman for|video|was posted|Ministry of Rain|the company"
    "|h/t|’",
)


def article_of(text: str, *, outlet: str | None = None, links: tuple[Link, ...] = ()) -> Article:
    return Article("art_1", "1", None, outlet, None, None, text, None, NOW, links)


def said(article: Article, source: str, cue: str, content: str, *, after: int = 0) -> Attribution:
    """An attribution built by hand: each part is found in the text from ``after`` on."""

    def spans(words: str) -> tuple[Span, ...]:
        if not words:
            return ()
        at = article.text.index(words, after)
        return (Span(at, at + len(words)),)

    content_spans = spans(content)
    kind = "direct" if content.startswith(('"', "“")) else "indirect"
    ident = content_id("att", content=[[span.start, span.end] for span in content_spans])
    return Attribution(
        ident,
        article.id,
        spans(source),
        spans(cue),
        content_spans,
        None,
        kind,
        "statement",
        0.9,  # type: ignore[arg-type]
    )


def resolved(article: Article, *attributions: Attribution) -> Resolved:
    return resolve_article(article, split_sentences(article.text), attributions)


def source_of(result: Resolved, number: int) -> Source | None:
    ident = result.statements[number].source_id
    return next((source for source in result.sources if source.id == ident), None)


def credited(result: Resolved) -> set[tuple[str | None, str, str | None]]:
    """(name, kind, via) of every credit."""
    sources = {source.id: source for source in result.sources}
    return {(sources[c.source_id].name, sources[c.source_id].kind, c.via) for c in result.credits}


def test_full_name_then_surname_title_and_pronoun_are_one_source() -> None:
    article = article_of(
        "Nora Hallam, a baker, said the oven was cold. Mr Brandt said nothing.\n\n"
        "Ms Hallam said the flour was gone. “It was all gone,” she added."
    )
    result = resolved(
        article,
        said(article, "Nora Hallam, a baker,", "said", "the oven was cold"),
        said(article, "Ms Hallam", "said", "the flour was gone"),
        said(article, "she", "added", "“It was all gone,”"),
    )
    names = [source_of(result, number) for number in range(3)]
    assert [source and source.name for source in names] == ["Nora Hallam"] * 3
    assert names[0] is not None and names[0].kind == "person"


def test_source_of_a_magazine_goes_on_speaking_through_it() -> None:
    article = article_of(
        "Rex Tindall may sell his boat, according to In Touch. “He is tired of it,” a source told the magazine.\n\n"
        "“He never sails,” the source added."
    )
    result = resolved(
        article,
        said(article, "In Touch", "according to", "Rex Tindall may sell his boat"),
        said(article, "a source", "told the magazine", "“He is tired of it,”"),
        said(article, "the source", "added", "“He never sails,”"),
    )
    assert [statement.via for statement in result.statements] == [None, "In Touch", "In Touch"]
    assert result.statements[1].source_id == result.statements[2].source_id
    assert credited(result) == {("In Touch", "outlet", None), (None, "unnamed", "In Touch")}


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Bo Dunn said during Monday’s “NBC Nightly News” that the lake is dry.", "NBC Nightly News"),
        ("Bo Dunn said that the lake is on the BBC.", None),  # what he said, not where
        ("According to Variety, Bo Dunn said that the lake is dry.", "Variety"),
        ("Bo Dunn said that the lake is dry. Read the full interview at Variety.", "Variety"),
        ("Bo Dunn told us that the lake is dry. Read the full interview at Variety.", None),
    ],
)
def test_a_statement_has_the_outlet_on_whose_air_or_pages_it_was_made(text: str, via: str | None) -> None:
    content = "that the lake is on the BBC" if "on the BBC" in text else "that the lake is dry"
    result = resolved(
        article_of(text), said(article_of(text), "Bo Dunn", "told" if "told" in text else "said", content)
    )
    assert [statement.via for statement in result.statements] == [via]


def test_the_company_is_the_firm_and_not_its_ware() -> None:
    article = article_of("The Apple Watch is late. Many want the Apple Watch. The company said it will come in May.")
    result = resolved(article, said(article, "The company", "said", "it will come in May"))
    assert [source.name for source in result.sources] == ["Apple"]


def test_the_police_have_their_whole_name() -> None:
    article = article_of("We asked the Orrin Police Department. The police said the lake is dry.")
    result = resolved(article, said(article, "The police", "said", "the lake is dry"))
    assert [source.name for source in result.sources] == ["Orrin Police Department"]


def test_when_a_posting_was_made_is_no_part_of_what_it_is() -> None:
    article = article_of("According to an Internet posting made just a day ago, the lake is dry.")
    result = resolved(
        article, said(article, "an Internet posting made just a day ago", "According to", "the lake is dry")
    )
    assert [(each.kind, each.description) for each in result.sources] == [("post", "an Internet posting")]


def test_a_post_without_an_account_is_a_post() -> None:
    result = resolved(article_of("One user tweeted, “The lake is dry.”"))
    assert credited(result) == {(None, "post", None)}


def test_sources_of_two_outlets_are_never_taken_for_one() -> None:
    article = article_of(
        "“They split,” the source told In Touch. Later the Daily Mail wrote of a reunion.\n\n"
        "“They talk,” the source told the British webloid. “All is well,” the source added."
    )
    second = article.text.index("“They talk")
    result = resolved(
        article,
        said(article, "the source", "told In Touch", "“They split,”"),
        said(article, "the source", "told", "“They talk,”", after=second),
        said(article, "the source", "added", "“All is well,”", after=article.text.index("“All is")),
    )
    assert [statement.via for statement in result.statements] == ["In Touch", "Daily Mail", "Daily Mail"]
    assert len({statement.source_id for statement in result.statements}) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lake is dry, the Wren Street Gazette reported on Monday.", ("Wren Street Gazette", "outlet", None)),
        ("OSLO (Reuters) - The lake is dry.", ("Reuters", "outlet", None)),
        ("The lake is dry. h/t BuzzFeed", ("BuzzFeed", "outlet", None)),
        ("The lake is dry, as first reported by TMZ.", ("TMZ", "outlet", None)),
        ("A report in Variety told of a dry lake.", ("Variety", "outlet", None)),
        ("The lake is dry, Bloomberg reported, citing people familiar with it.", (None, "unnamed", "Bloomberg")),
        ("Here it is. — Ida Crumb (@idacrumb) May 3, 2031", ("Ida Crumb", "post", None)),
        ("Dora Finch told The Post the lake is dry, the New York Post wrote.", ("New York Post", "outlet", None)),
    ],
)
def test_credits_that_no_attribution_shows(text: str, expected: tuple[str | None, str, str | None]) -> None:
    assert expected in credited(resolved(article_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Economists polled by Reuters had expected rain.",
        "The lake on Sunday. (Photo: AFP/Getty)",
        "The lake is reportedly dry.",
        "The lake. AP Photo/Ida Crumb",
    ],
)
def test_wordings_that_credit_nobody(text: str) -> None:
    found = resolved(article_of(text)).credits
    assert [credit for credit in found if credit.rule != "mention"] == []


def test_an_outlet_in_its_own_article_is_first_hand() -> None:
    article = article_of("TMZ has learned the lake is dry. “It is,” Ida Crumb told us.", outlet="tmz.com")
    result = resolved(
        article,
        said(article, "TMZ", "has learned", "the lake is dry"),
        said(article, "Ida Crumb", "told us", "“It is,”"),
    )
    assert credited(result) == {("TMZ", "outlet", None), ("Ida Crumb", "person", None)}
    assert all(credit.first_hand for credit in result.credits if credit.rule == "attribution")


def test_links_to_known_outlets_are_credits() -> None:
    text = "The lake is dry, it says here."
    article = article_of(text, links=(Link(Span(24, 28), "https://www.snopes.com/lake"),))
    assert credited(resolved(article)) == {("Snopes", "outlet", None)}


def test_nobody_is_put_behind_a_description() -> None:
    article = article_of("Ida Crumb left. A friend said she was glad. Another friend said she was not.")
    result = resolved(
        article,
        said(article, "A friend", "said", "she was glad"),
        said(article, "Another friend", "said", "she was not"),
    )
    assert [(s.name, s.kind) for s in result.sources] == [(None, "unnamed"), (None, "unnamed")]


def test_spokespeople_speak_for_whom_they_stand() -> None:
    article = article_of(
        "Bo Dunn, 40, was out. A spokeswoman for Acme Corporation said no. Acme spokesman Karl Voss said maybe."
        " A rep for Bo Dunn said yes."
    )
    result = resolved(
        article,
        said(article, "A spokeswoman for Acme Corporation", "said", "no"),
        said(article, "Acme spokesman Karl Voss", "said", "maybe"),
        said(article, "A rep for Bo Dunn", "said", "yes"),
    )
    named = [source_of(result, number) for number in range(3)]
    assert [(s and s.name, s and s.kind) for s in named] == [
        ("Acme Corporation", "organization"),
        ("Karl Voss", "person"),
        ("Bo Dunn", "person"),
    ]


def test_parent_is_the_attribution_around() -> None:
    article = article_of("Yonhap reported that KCNA said the lake is dry.")
    outer = said(article, "Yonhap", "reported", "KCNA said the lake is dry")
    inner = said(article, "KCNA", "said", "the lake is dry")
    result = resolved(article, outer, inner)
    assert [each.parent for each in result.attributions] == [None, outer.id]
    assert result.statements[1].via == "Yonhap"


def test_a_statement_says_what_its_cue_does_and_how_certain_that_is() -> None:
    article = article_of("Ida reportedly denied the sale. Ida said it rained.")
    first = said(article, "Ida", "reportedly denied", "the sale")
    result = resolved(article, first, said(article, "Ida", "said", "it rained", after=first.content[0].end))
    noted = [(each.polarity, each.certainty) for each in result.statements]
    assert noted == [("denies", "hearsay"), ("says", "plain")]


def test_every_span_lies_in_the_text_and_ids_are_stable() -> None:
    article = article_of("“No,” said Ida Crumb. The Daily Mail, citing a source, says so. @bo_dunn tweeted: yes")
    attribution = said(article, "Ida Crumb", "said", "“No,”")
    one, two = resolved(article, attribution), resolved(article, attribution)
    assert one == two
    for credit in one.credits:
        assert credit.evidence.of(article.text)
    assert resolved(article_of("")).credits == ()


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_any_text_gives_records_that_fit_together(text: str) -> None:
    result = resolved(article_of(text))
    sources = {source.id for source in result.sources}
    assert len(sources) == len(result.sources)
    assert len({credit.id for credit in result.credits}) == len(result.credits)
    for credit in result.credits:
        assert credit.source_id in sources
        assert credit.evidence.of(text)
    assert all(mention.of(text) for source in result.sources for mention in source.mentions)


@pytest.mark.parametrize(
    "text", ["told " + "report " * 40 + "xyz BBC.", "Aaa Bbb " * 4000, "a.b." * 4000, "1" * 20_000]
)
def test_odd_texts_take_no_time(text: str) -> None:
    started = perf_counter()
    resolved(article_of(text))
    assert perf_counter() - started < 5.0


@pytest.mark.parametrize("cue", ["did not say", "declined to comment on", "neither confirmed nor denied", "never told"])
def test_what_was_not_said_is_no_credit(cue: str) -> None:
    article = article_of(f"The Gazette {cue} the sale of the pier. Ida Crumb said the pier was sold.")
    resolved = resolve_article(
        article,
        split_sentences(article.text),
        [
            said(article, "The Gazette", cue, "the sale of the pier"),
            said(article, "Ida Crumb", "said", "the pier was sold"),
        ],
    )
    assert [each.evidence.of(article.text) for each in resolved.credits] == ["Ida Crumb said"]

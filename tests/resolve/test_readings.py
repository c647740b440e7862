"""Whom short forms, nouns and companies' names mean, and what a paper or a post goes by; all invented."""

from dataclasses import replace

import pytest
from test_sources import article_of, said

from sayso.records import AnnotatedArticle, Article, Attribution
from sayso.resolve import resolve_article
from sayso.resolve.names import names_in
from sayso.segment import split_sentences
from sayso.trace.features import group_credits


def credited(
    text: str, *attributions: tuple[str, str, str], outlet: str | None = None
) -> set[tuple[str, str | None, str | None]]:
    """(kind, name, via) of each credit of an article with these attributions: source, cue, content."""
    article: Article = replace(article_of(text), outlet=outlet)
    found: list[Attribution] = [said(article, *each) for each in attributions]
    result = resolve_article(article, split_sentences(article.text), found)
    sources = {source.id: source for source in result.sources}
    return {(sources[c.source_id].kind, sources[c.source_id].name, c.via) for c in result.credits}


def credited_with_saying(who: str, before: str = "") -> set[tuple[str, str | None, str | None]]:
    """The same where these words said that the mill shuts."""
    return credited(f"{before}{who} said that the mill shuts.", (who, "said", "that the mill shuts"))


def test_a_headlines_cue_is_no_part_of_the_name_beside_it() -> None:
    text = "Mill ‘To Close’, Says Glimmer\nIf a report in Glimmer is right, the mill shuts. A source told Glimmer."
    found = credited(text, ("Glimmer", "Says", "Mill ‘To Close’"))
    assert ("outlet", "Glimmer", None) in found
    assert not [each for each in found if each[1] == "Says Glimmer"]


def test_a_trade_before_a_full_name_is_no_part_of_it() -> None:
    found = credited("Baker Nora Hallam said so.", ("Baker Nora Hallam", "said", "so"))
    assert found == {("person", "Nora Hallam", None)}


@pytest.mark.parametrize("name", ["Northshore Observer", "Morning Parade"])
def test_the_last_word_of_an_outlets_name_is_that_outlet(name: str) -> None:
    short = name.split()[-1]
    text = f"The mill shuts, a source told the {name} newspaper. The {short} said that it ends in May."
    assert {n for k, n, _ in credited(text) if k == "outlet"} == {name}


def test_the_own_outlet_goes_by_its_last_word_too() -> None:
    found = credited("Nora Hallam told the Parade so.", ("Nora Hallam", "told", "so"), outlet="The Morning Parade")
    assert ("person", "Nora Hallam", "The Morning Parade") in found


@pytest.mark.parametrize(
    "text",
    [
        "The mill shuts, WireOne said. The agency cited two people familiar with the plan.",
        "According to WireOne, the mill shuts. The agency quoted a miller as saying so.",
    ],
)
def test_a_name_that_is_called_the_agency_right_after_is_an_outlet(text: str) -> None:
    found = credited(text, ("The agency", "cited" if "cited" in text else "quoted", text[text.index("ed ") + 3 :]))
    assert ("outlet", "WireOne", None) in found


def test_a_person_is_no_outlet_though_the_paper_speaks_after() -> None:
    text = "The mill shuts, Krag Olsson said. The paper said no more. Olsson is a miller."
    assert ("outlet", "Krag Olsson", None) not in credited(text, ("Krag Olsson", "said", "The mill shuts"))


def test_whom_the_newspaper_quotes_is_its_source() -> None:
    text = "The mill shuts, The Orrin Gazette reports. The newspaper quotes an insider as saying that it is old."
    found = credited(text, ("The newspaper", "quotes", "an insider as saying that it is old"))
    assert ("unnamed", None, "Orrin Gazette") in found


def test_who_is_nearer_than_the_outlet_before() -> None:
    text = "The Orrin Gazette followed with an insider of its own, who told the paper that it is old."
    assert ("unnamed", None, "Orrin Gazette") in credited(text, ("who", "told", "that it is old"))


@pytest.mark.parametrize("line", ["Source: WireOne", "With WireOne", "With reporting by WireOne"])
def test_a_text_is_signed_off_with_an_outlet(line: str) -> None:
    assert ("outlet", "WireOne", None) in credited(f"The mill shuts.\n\nIt is old.\n\n{line}")
    assert not credited("The mill shuts.\n\nWith Nora Hallam")


@pytest.mark.parametrize(
    "text",
    [
        "Dunmere Water said that it was old. The chief executive of Dunmere Water, Nora Hallam, left.",
        "Dunmere Water said on Monday that its mill was old.",
        "Dunmere Water said so. Dunmere Water’s shares fell.",
    ],
)
def test_what_has_a_chief_or_shares_is_an_organization(text: str) -> None:
    found = credited(text, ("Dunmere Water", "said", text.split(" said ")[1].split(".")[0]))
    assert {each for each in found if each[1] == "Dunmere Water"} == {("organization", "Dunmere Water", None)}


def test_a_paper_is_named_by_its_kind_and_whose_it_is() -> None:
    text = "It shuts, according to an internal memo of Dunmere Water. The memo says that it is old."
    found = credited(
        text, ("an internal memo of Dunmere Water", "according to", "It shuts"), ("The memo", "says", "that it is old")
    )
    assert ("document", "internal memo of Dunmere Water", None) in found
    assert len([each for each in found if each[0] == "document"]) == 1


def test_a_papers_own_title_is_its_name() -> None:
    text = "The mill is old, according to the Orrin Mill Audit. The Orrin Mill Audit found rot."
    found = credited(text, ("the Orrin Mill Audit", "according to", "The mill is old"))
    assert found == {("document", "Orrin Mill Audit", None)}


def test_a_paper_is_not_the_journal_that_it_stands_in() -> None:
    source = "a study published on Thursday in the Journal of Mill Science"
    assert ("document", "study", None) in credited(
        f"It is old, according to {source}.", (source, "according to", "It is old")
    )


@pytest.mark.parametrize("seen", ["published by the Orrin Gazette", "that the Orrin Gazette has seen"])
def test_a_memo_that_an_outlet_has_is_not_the_outlets_own(seen: str) -> None:
    source = f"a memo {seen}"
    found = credited(f"It shuts, according to {source}.", (source, "according to", "It shuts"))
    assert ("document", "memo", "Orrin Gazette") in found


def test_a_post_is_its_account_holders() -> None:
    text = "Nora Hallam is tired. “Stop,” she wrote in a post on Monday."
    assert ("post", "Nora Hallam", None) in credited(text, ("she", "wrote", "“Stop,”"))


def test_whom_a_quotation_names_does_not_post_it() -> None:
    found = credited("“Bread Street is ruined,” she wrote on Instagram.")
    assert not [each for each in found if each[0] == "post" and each[1]]


def test_beside_a_local_papers_own_article_its_last_word_is_that_paper() -> None:
    article = article_of("The mill shuts. The Observer said that it is old.")
    result = resolve_article(
        article, split_sentences(article.text), [said(article, "The Observer", "said", "it is old")]
    )
    read = AnnotatedArticle(article, (), (), result.sources, result.statements, result.credits, b"")
    assert {each.source.name for each in group_credits(read)} == {"The Observer"}
    papers = {"northshoreobserver": "Northshore Observer"}
    assert {each.source.name for each in group_credits(read, papers)} == {"Northshore Observer"}
    both = {**papers, "fellobserver": "Fell Observer"}
    assert {each.source.name for each in group_credits(read, both)} == {"The Observer"}


def test_a_pronoun_with_its_verb_is_no_name() -> None:
    assert names_in("They've assured us that Ann Pell came, and We’ll see O'Dell") == ["Ann Pell", "O'Dell"]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Nora Hallam told Orrin newspaper Kvadrat that the mill shuts.", "Kvadrat"),
        ("Nora Hallam told the media outlet Kvadrat that the mill shuts.", "Kvadrat"),
        ("Nora Hallam told Tollmar, Corvia-based Mill Gazette that the mill shuts.", "Mill Gazette"),
        ("Nora Hallam told Mill-Tech Today that the mill shuts.", "Mill-Tech Today"),
        ("Nora Hallam told KXQV-TV that the mill shuts.", "KXQV-TV"),
        ("Nora Hallam wrote in a piece last year for the Mill Gazette that the mill shuts.", "Mill Gazette"),
        ("Nora Hallam indicated to the Mill Gazette that the mill shuts.", "Mill Gazette"),
        ("Nora Hallam told our sister paper, the Sunday Comet, that the mill shuts.", "Sunday Comet"),
        ("Nora Hallam told the podcast Low Tide that the mill shuts.", "Low Tide"),
    ],
)
def test_through_whom_a_person_spoke(text: str, outlet: str) -> None:
    cue = next(word for word in ("told", "wrote", "indicated") if word in text)
    found = credited(text, ("Nora Hallam", cue, "that the mill shuts"))
    assert ("person", "Nora Hallam", outlet) in found


def test_who_calls_something_off_says_nothing() -> None:
    found = credited("Nora Hallam has called off the wedding. Bo Dunn called it a pity.")
    assert ("person", "Nora Hallam", None) not in found


@pytest.mark.parametrize(
    "text", ["It is set out in court papers filed on Friday.", "It reports about two fires a day."]
)
def test_papers_of_a_court_and_what_it_reports_are_no_press(text: str) -> None:
    assert credited(text) == set()


def test_who_posted_a_picture_may_have_told_somebody() -> None:
    text = "Nora Hallam, who posted the picture, told the Mill Gazette that the mill shuts."
    found = credited(text, ("Nora Hallam, who posted the picture", "told", "that the mill shuts"))
    assert [each for each in found if each[2] == "Mill Gazette"]


@pytest.mark.parametrize("told", ["laughed off", "scoffed at", "poured cold water on", "retracted"])
def test_a_denial_in_other_words_is_a_report(told: str) -> None:
    assert ("person", "Nora Hallam", None) in credited(
        f"Nora Hallam {told} the claim that the mill shuts.", ("Nora Hallam", told, "the claim that the mill shuts")
    )


def test_what_an_outlet_reported_is_not_denied_to_it() -> None:
    text = "The mill shuts, the Mill Gazette reported. Nora Hallam dismissed the report."
    found = credited(text, ("Nora Hallam", "dismissed", "the report"))
    assert ("person", "Nora Hallam", None) in found


def test_what_is_like_an_outlet_is_not_that_outlet() -> None:
    found = credited("Nora Hallam told a BBC-style service that the mill shuts.")
    assert not [each for each in found if "BBC" in each]


def test_what_another_outlet_had_before_a_semicolon_does_not_reach_over_it() -> None:
    text = "Nora Hallam had said that the mill shuts; in an interview with the Mill Gazette Bo Dunn saw no reason."
    found = credited(text, ("Nora Hallam", "had said", "that the mill shuts"))
    assert ("person", "Nora Hallam", None) in found


def test_what_an_outlet_can_reveal_is_its_own_report() -> None:
    text = "The mill shuts, the Mill Gazette can reveal."
    found = credited(text, ("the Mill Gazette", "can reveal", "The mill shuts"), outlet="Mill Gazette")
    assert ("outlet", "Mill Gazette", None) in found
    said_of = credited("The mill may shut, Nora Hallam could say.", ("Nora Hallam", "could say", "The mill may shut"))
    assert ("person", "Nora Hallam", None) not in said_of


def test_who_asked_is_not_who_answered() -> None:
    found = credited("Bo Dunn told Radio Sund's Mikkel Aas that the mill shuts.")
    assert not [each for each in found if each[1] == "Mikkel Aas"]


def test_whom_an_outlet_reached_speaks_for_somebody_else() -> None:
    who = "A spokesman for the mill, contacted by the Mill Gazette,"
    assert ("outlet", "Mill Gazette", None) not in credited_with_saying(who)


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("Their label, Fennel Records,", ("organization", "Fennel Records", None)),
        ("Senior figures at two rivals", ("unnamed", None, None)),
        ("A confidential board paper", ("document", "board paper", None)),
        ("An internal presentation seen by the Mill Gazette", ("document", "internal presentation", "Mill Gazette")),
        ("A hotel invoice shared by a guest", ("document", "hotel invoice", None)),
        ("A police spokesman", ("organization", "police", None)),
        ("Lawyers for Brightpan", ("organization", "Brightpan", None)),
        ("Two Moravian officials", ("unnamed", None, None)),
        ("Moravian officials", ("organization", "Moravian government", None)),
        ("An opposition lawmaker, Goran Teske,", ("person", "Goran Teske", None)),
        ("The production company Long Mile Pictures", ("organization", "Long Mile Pictures", None)),
        ("Insiders on the set of Ann Pell's new film", ("unnamed", None, None)),
        ("Neighbours in Cobden Terrace", ("unnamed", None, None)),
        ("Boffins", ("unnamed", None, None)),
    ],
)
def test_nouns_and_what_they_stand_for(who: str, named: tuple[str, str | None, str | None]) -> None:
    assert named in credited_with_saying(who)


def test_which_means_what_stands_right_before_it() -> None:
    text = "The Mill Gazette has it. The firm called the report, which said that the mill shuts, wrong."
    assert ("outlet", "Mill Gazette", None) in credited(text, ("which", "said", "that the mill shuts"))


def test_who_is_of_an_organization_is_no_part_of_its_name() -> None:
    text = "Tuva Gran of the Centre Union spoke. The Union said that the mill shuts."
    assert ("organization", "Centre Union", None) in credited(text, ("The Union", "said", "that the mill shuts"))


def test_who_is_named_after_somebody_told_an_outlet_spoke_to_it_too() -> None:
    text = "A mill hand told the Mill Gazette of the fire.\n\n“It was terrible,” said Nora Hallam, who works there."
    found = credited(text, ("Nora Hallam, who works there", "said", "“It was terrible,”"))
    assert ("person", "Nora Hallam", "Mill Gazette") in found


def test_a_station_that_the_table_lacks_is_an_outlet() -> None:
    assert ("outlet", "Channel 67", None) in credited("The mill shuts, Channel 67 reported on Friday.")


@pytest.mark.parametrize(
    "text",
    [
        "A fire broke out, the Kvadrat news site reports.",
        "Corvia's official newspaper, al Kvadrat, said the mill shuts.",
    ],
)
def test_what_is_called_a_newspaper_is_one(text: str) -> None:
    assert any(kind == "outlet" and name and name.endswith("Kvadrat") for kind, name, _ in credited(text))


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("The Corvian home secretary, Nora Hallam,", "Nora Hallam"),
        ("Another resident, mill owner Nora Hallam,", "Nora Hallam"),
        ("Waitress Jori Lin Lung", "Jori Lin Lung"),
        ("Ibdiqar Mohamed Nurr", "Ibdiqar Mohamed Nurr"),
    ],
)
def test_a_name_behind_or_after_a_description(who: str, name: str) -> None:
    assert ("person", name, None) in credited_with_saying(who)


def test_a_first_name_alone_is_no_organization() -> None:
    found = credited("His father Michael said so.", ("His father Michael", "said", "so"))
    assert {kind for kind, _, _ in found} == {"person"}


@pytest.mark.parametrize(
    "who",
    [
        "A source linked to the Rain Front",
        "A former hostage held by the Rain Front",
        "School officials in the city of Orrin",
        "One North Corvian ex-pat",
        "U.S. officials",
        "Medics",
        "one of the neighbours after a visit to the Rain Board",
    ],
)
def test_whom_somebody_has_to_do_with_is_not_who_speaks(who: str) -> None:
    assert {(kind, name) for kind, name, _ in credited_with_saying(who)} == {("unnamed", None)}


@pytest.mark.parametrize(
    "who", ["A source close to Hallam", "A close friend of Hallam", "Hallam’s family", "Hallam's aunt"]
)
def test_somebodys_people_are_not_that_person(who: str) -> None:
    assert credited_with_saying(who, "Nora Hallam owns the mill.\n\n") == {("unnamed", None, None)}


@pytest.mark.parametrize(
    "who",
    [
        "Zorin Kepp, who left the board in May,",
        "Zorin Kepp, formerly a member of the Rain Board,",
        "Zorin Kepp, chief prosecutor for Corvia,",
        "one of the millers, Zorin Kepp,",
    ],
)
def test_a_person_of_a_name_that_nobody_knows(who: str) -> None:
    assert credited_with_saying(who) == {("person", "Zorin Kepp", None)}


def test_a_title_ends_what_stands_before_it() -> None:
    assert ("person", "Nora Hallam", None) in credited_with_saying("Republican Rep. Nora Hallam of Corvia")


def test_a_college_keeps_whose_it_is() -> None:
    assert names_in("King’s College Orrin") == ["King’s College Orrin"]

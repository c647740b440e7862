"""Credits that no attribution shows: each wording finds its source; articles, people and outlets are invented."""

from datetime import UTC, datetime

import pytest

from sayso.records import Article
from sayso.resolve import resolve_article
from sayso.segment import split_sentences

NOW = datetime(2031, 5, 1, tzinfo=UTC)

Found = tuple[str | None, str, str | None]


def credited(text: str, outlet: str | None = None) -> dict[Found, list[str]]:
    """The evidence of every (name, kind, via), of an article without a single attribution."""
    article = Article("art_1", "1", None, outlet, None, None, text, None, NOW)
    resolved = resolve_article(article, split_sentences(text), [])
    sources = {source.id: source for source in resolved.sources}
    found: dict[Found, list[str]] = {}
    for credit in resolved.credits:
        source = sources[credit.source_id]
        found.setdefault((source.name, source.kind, credit.via), []).append(credit.evidence.of(text))
    return found


NOBODY = (None, "unnamed", None)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The pier has been sold. Residents noticed surveyors on the pier.", "Residents noticed"),
        ("Two crafty viewers found the same tape.", "Two crafty viewers found"),
        ("The pier was closed, according to several people close to the council.", "according to several people"),
        ("Police were informed about the fire by witnesses.", "by witnesses"),
        ("Some of Hallam’s friends wrote of it.", "Some of Hallam’s friends wrote"),
        ("Other local websites carried the tale too.", "Other local websites carried"),
        ("The tale was picked up by a few other news outlets.", "by a few other news outlets"),
        ("Hallam told a radio station of the sale.", "told a radio station"),
        ("Reports that the pier was sold are wrong.", "Reports that"),
        ("She was at home, contrary to some reports.", "contrary to some reports"),
        ("We’re told the sale fell through.", "We’re told"),
    ],
)
def test_unnamed_sources_are_found_by_their_noun_and_a_cue(text: str, evidence: str) -> None:
    assert evidence in credited(text)[NOBODY]


@pytest.mark.parametrize(
    "text",
    [
        "The residents of Orrin like the pier.",
        "Bolt Works sent out a press release.",
        "He bought the newspaper.",
        "A fan, Ida Crumb, said so.",
        "A website called Pierwatch fell silent.",
    ],
)
def test_nouns_without_a_cue_or_with_a_name_are_no_unnamed_source(text: str) -> None:
    assert NOBODY not in credited(text)


def test_unnamed_source_of_an_outlet_has_that_outlet() -> None:
    found = credited("The Wren Street Gazette reported the sale, citing “three people familiar with the matter.”")
    assert (None, "unnamed", "Wren Street Gazette") in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Wren Street Gazette’s Ada Stark has seen it.", ("Ada Stark", "person", "Wren Street Gazette")),
        ("Wren Street Gazette writer Marvo Stent went there.", ("Marvo Stent", "person", "Wren Street Gazette")),
        ("So writes Marvo Stent of the Wren Street Gazette.", ("Marvo Stent", "person", "Wren Street Gazette")),
        ("[Marvo Stent/Wren Street Gazette]", ("Marvo Stent", "person", "Wren Street Gazette")),
    ],
)
def test_reporter_is_credited_through_the_outlet(text: str, expected: Found) -> None:
    assert expected in credited(f"The pier is sold. {text}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marvo Stent, who runs the pier, e-mailed that it was sold.", ("Marvo Stent", "person", None)),
        ("The tale came from the mouth of J.B. Stent himself.", ("J.B. Stent", "person", None)),
        ("JB Stent was quoted on the sale. Stent left.", ("JB Stent", "person", None)),
        ("Bolt Works, however, issued a denial.", ("Bolt Works", "organization", None)),
        ("Bolt Works employees had to deny the sale.", ("Bolt Works", "organization", None)),
        ("The pier was painted, a Bolt Works study found. Bolt Works said so.", ("Bolt Works", "organization", None)),
    ],
)
def test_people_and_organizations_that_no_attribution_shows(text: str, expected: Found) -> None:
    assert expected in credited(text)


@pytest.mark.parametrize(
    ("text", "expected", "evidence"),
    [
        ("A video of the pier went viral. The clip, seen above, is dark.", (None, "post", None), "A video"),
        ("Twitter was abuzz on Friday.", (None, "post", None), "Twitter was"),
        ("Speculation spread on Facebook at once.", (None, "post", None), "Speculation spread on Facebook"),
        ("It was posted by user pier_fan_7 first.", ("pier_fan_7", "post", None), "user pier_fan_7"),
        ("(Reddit / pier_fan)", ("pier_fan", "post", None), "Reddit / pier_fan"),
        ("The user, with the handle “pier lover”, wrote more.", ("pier lover", "post", None), "handle “pier lover”"),
        ("Bolt Works posted this picture on Facebook.", ("Bolt Works", "post", None), None),
    ],
)
def test_posts(text: str, expected: Found, evidence: str | None) -> None:
    found = credited(text)
    assert expected in found
    assert evidence is None or evidence in found[expected]


def test_all_pictures_are_one_source_and_all_the_talk_another() -> None:
    found = credited(
        "A video posted online shows the pier. The clip shows smoke. Twitter went wild. The hashtag #pier grew."
    )
    assert len(found[None, "post", None]) == 4
    text = "A video posted online shows the pier. The clip shows smoke. Twitter went wild."
    article = Article("art_1", "1", None, None, None, None, text, None, NOW)
    assert len(resolve_article(article, split_sentences(text), []).sources) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bolt Works said in its quarterly report that it sold.", ("Bolt Works quarterly report", "document", None)),
        ("It was told in a press release dated May 1.", ("press release", "document", None)),
        (
            "The Wren Street Gazette has it. The site has a disclaimer.",
            ("disclaimer", "document", "Wren Street Gazette"),
        ),
        ("The Wren Street Gazette’s About page tells all.", ("Wren Street Gazette About page", "document", None)),
        ("A 1931 article in the Wren Street Gazette told it.", ("1931 Wren Street Gazette article", "document", None)),
        ("They got a letter from Bolt Works.", ("letter from Bolt Works", "document", None)),
        ("A report in 2030 put it last.", ("2030 report", "document", None)),
    ],
)
def test_papers(text: str, expected: Found) -> None:
    assert expected in credited(text)


@pytest.mark.parametrize(
    "text",
    [
        "The pier is sold.\n\n[h/t BBC / Reuters]",
        "The pier is sold. (Reuters) More on Monday.",
        "The pier is sold, said nobody.\n\nREUTERS",
    ],
)
def test_credit_lines(text: str) -> None:
    assert ("Reuters", "outlet", None) in credited(text)


def test_pictures_are_no_credit_line() -> None:
    assert ("Reuters", "outlet", None) not in credited("The pier is sold. (Photo: Reuters) More on Monday.")


def test_own_outlet_in_the_third_person_is_credited() -> None:
    assert ("Wren Street Gazette", "outlet", None) in credited(
        "Stent wrote a note to the Wren Street Gazette.", outlet="Wren Street Gazette"
    )

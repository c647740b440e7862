"""Who is credited by which words, and through whom, without an attribution; people and outlets are invented."""

from datetime import UTC, datetime

import pytest

from sayso.records import Article, Attribution, Span
from sayso.resolve import Resolved, resolve_article
from sayso.resolve.names import names_in
from sayso.segment import split_sentences

NOW = datetime(2031, 5, 1, tzinfo=UTC)

Found = tuple[str | None, str, str | None]


def credited(text: str) -> set[Found]:
    """Every (name, kind, via) of an article without a single attribution."""
    article = Article("art_1", "1", None, None, None, None, text, None, NOW)
    resolved = resolve_article(article, split_sentences(text), [])
    sources = {source.id: source for source in resolved.sources}
    return {(sources[each.source_id].name, sources[each.source_id].kind, each.via) for each in resolved.credits}


def resolved(text: str, source: str, cue: str) -> Resolved:
    """An article resolved with one attribution of these words; what follows the cue is said."""
    article = Article("art_1", "1", None, None, None, None, text, None, NOW)
    spans = [(Span(text.index(words), text.index(words) + len(words)),) for words in (source, cue)]
    content = (Span(spans[1][0].end + 1, len(text) - 1),)
    attribution = Attribution("att_1", "art_1", spans[0], spans[1], content, None, "indirect", "statement", 0.9)
    return resolve_article(article, split_sentences(text), [attribution])


def via(text: str, source: str, cue: str) -> str | None:
    """Through whom the article has what the source says."""
    return resolved(text, source, cue).statements[0].via


def source(text: str, words: str, cue: str) -> str | None:
    """Whom the source's words name."""
    found = resolved(text, words, cue)
    return next(each.name for each in found.sources if each.id == found.statements[0].source_id)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air Chief Marshal Odo Stent", ["Odo Stent"]),
        ("Rear Adm. Odo Stent", ["Odo Stent"]),
        ("Secretary of Homeland Security Odo Stent", ["Odo Stent"]),
        ("Bolt’s PR Ida Stent", ["Bolt", "Ida Stent"]),
        ("Rep. Peter King", ["Peter King"]),
        ("King Peter", ["Peter"]),
        ("Adrienne Mayor", ["Adrienne Mayor"]),
        ("Breeze Air", ["Breeze Air"]),
    ],
)
def test_titles_are_no_part_of_a_name_and_surnames_no_titles(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We asked Ida Stent, who confirmed the sale.", ("Ida Stent", "person", None)),
        ("Ida Stent held a press conference about it.", ("Ida Stent", "person", None)),
        ("Bolt Works have also alleged a fraud.", ("Bolt Works", "organization", None)),
        ("A statement from Bolt Works said so.", ("Bolt Works", "organization", None)),
        ("As per Bolt Works, it rained.", ("Bolt Works", "organization", None)),
        ("A dry statement from Bolt Works ended the talk.", ("Bolt Works", "organization", None)),
        ("Bolt Works’ Senior General Counsel admits the sale.", ("Bolt Works", "organization", None)),
        (
            "The BBC said that “Pell Police Chief Ida Stent” had held a press conference.",
            ("Ida Stent", "person", "BBC"),
        ),
        ("They quoted a “Pell Police Chief” Ida Stent.", ("Ida Stent", "person", None)),
        ("It quotes “Pell Police Chief Ida Stent” on it.", ("Ida Stent", "person", None)),
        ("The BBC has confirmed this with the painter’s agent Ida Stent.", ("Ida Stent", "person", "BBC")),
        ("The truce was announced by Air Marshal Odo Stent.", ("Odo Stent", "person", None)),
    ],
)
def test_who_speaks_is_credited(text: str, expected: Found) -> None:
    assert expected in credited(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bo Dunn is well. His reps — like last time — dismissed the tale.", ("Bo Dunn", "person", None)),
        ("Bo Dunn is well. It was dismissed by Dunn's representatives.", ("Bo Dunn", "person", None)),
        ("Bo Dunn is well. Bo’s reps spoke to the BBC.", ("Bo Dunn", "person", "BBC")),
        ("Actor Bo Dunn is well. The actor’s lawyers cleared up the tale.", ("Bo Dunn", "person", None)),
        ("Ann Pell met Bo Dunn. Her publicist denied the tale.", ("Ann Pell", "person", None)),
    ],
)
def test_nameless_representative_is_the_person_represented(text: str, expected: Found) -> None:
    found = credited(text)
    assert expected in found
    assert "unnamed" not in {kind for _, kind, _ in found}


def test_named_or_silent_representative_is_not() -> None:
    found = credited("Bo Dunn is well. His agent Ann Pell said so. Dunn’s lawyers did not call back.")
    assert found == {("Ann Pell", "person", None)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When a report went viral that he left, he laughed.", (None, "unnamed", None)),
        ("The BBC confirmed with sources close to the mill that it shut.", (None, "unnamed", "BBC")),
        ("Outside analysts guessed that it shut.", (None, "unnamed", None)),
        ("Mill officials cast doubt on it.", (None, "unnamed", None)),
        ("The BBC learned from unnamed sources that it shut.", (None, "unnamed", "BBC")),
        ("Police confirmed with producers of the film that all is well.", (None, "unnamed", None)),
    ],
)
def test_unnamed_sources_that_something_is_had_from(text: str, expected: Found) -> None:
    assert expected in credited(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pier is sold.\n\nH/T: Pierwatch", ("Pierwatch", "outlet", None)),
        ("The pier is sold.\n\n[Image via Facebook//h/t Reuters]", ("Reuters", "outlet", None)),
        ("The pier is sold. (h/t Ann Pell for that.)", ("Ann Pell", "person", None)),
    ],
)
def test_hat_tips(text: str, expected: Found) -> None:
    assert expected in credited(text)


def test_people_named_after_and_are_credited_too() -> None:
    found = credited("It shut, according to Ann Pell, a chemist of note, and Bo Dunn.")
    assert {("Ann Pell", "person", None), ("Bo Dunn", "person", None)} <= found


@pytest.mark.parametrize(
    "text",
    ["It came out as a press release last year.", "Some trolly press release fooled them.", "A fake press release."],
)
def test_press_release_that_is_told_of(text: str) -> None:
    assert ("press release", "document", None) in credited(text)


def test_ministry_has_its_whole_name() -> None:
    assert source("The Swedish defence ministry said it rained.", "The Swedish defence ministry", "said") == (
        "Swedish defence ministry"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clip was uploaded to YouTube by Ann Pell.", ("Ann Pell", "post", None)),
        ("A photo posted on Monday by the Marlen Front, a club, shows it.", ("Marlen Front", "post", None)),
        ("It was uploaded by a user known as Odo Stent.", ("Odo Stent", "post", None)),
    ],
)
def test_who_posted_it(text: str, expected: Found) -> None:
    assert expected in credited(text)


@pytest.mark.parametrize("text", ["It was posted by Orrin residents.", "It was uploaded by a US Marine."])
def test_nameless_posters_get_no_name(text: str) -> None:
    assert not [name for name, kind, _ in credited(text) if kind == "post" and name]


def test_title_in_quotation_marks_is_nobody() -> None:
    assert credited("It rained, according to “Marlen Shore”.") == set()


@pytest.mark.parametrize("text", ["A chemist at Bolt Works said so.", "Shoppers in Pell Harbour said they saw it."])
def test_where_somebody_is_does_not_speak(text: str) -> None:
    assert "organization" not in {kind for _, kind, _ in credited(text)}


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("The BBC reported the sale. Ann Pell said it was dear.", "Ann Pell", "said", "BBC"),
        ("The BBC reported the sale. Previously, Ann Pell said it was dear.", "Ann Pell", "said", None),
        (
            "The BBC has it. Ann Pell confirmed the singer’s long illness to Reuters.",
            "Ann Pell",
            "confirmed",
            "Reuters",
        ),
        ("The BBC reported it. Ann Pell confirmed the sale with Reuters.", "Ann Pell", "confirmed", "Reuters"),
        ("At the BBC, Ann Pell wrote that it rained.", "Ann Pell", "wrote", "BBC"),
        ("Ann Pell took it down in her BBC column, noting that it rained.", "Ann Pell", "noting", "BBC"),
        ("Ann Pell of the BBC wrote that it rained.", "Ann Pell of the BBC", "wrote", "BBC"),
        ("Ann Pell of the BBC tweeted that it rained.", "Ann Pell of the BBC", "tweeted", None),
        (
            "Ann Pell, the BBC’s vice president, said that it rained.",
            "Ann Pell, the BBC’s vice president",
            "said",
            None,
        ),
        ("Ann Pell met the BBC board, noting that it rained.", "Ann Pell", "noting", None),
    ],
)
def test_through_whom_an_attribution_is_had(text: str, source: str, cue: str, expected: str | None) -> None:
    assert via(text, source, cue) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was reported by the BBC and confirmed to Reuters by Ann Pell.", "Reuters"),
        ("The BBC has seen it. The report quotes Ann Pell at length.", "BBC"),
        ("The BBC’s Ann Pell, a critic, went there.", "BBC"),
        ("The BBC’s Ann Pell, senior vice president, released a statement.", None),
    ],
)
def test_through_whom_somebody_is_had_whom_no_attribution_shows(text: str, expected: str | None) -> None:
    assert ("Ann Pell", "person", expected) in credited(text)

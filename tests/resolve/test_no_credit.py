"""Names and words near a cue that are nobody's word: what describes a source, is spoken to, or passes talk on."""

import pytest
from tests.resolve.saying import Said, resolved

from sayso.resolve.names import names_in


def credited(text: str, *said: Said) -> set[tuple[str | None, str]]:
    """(name, kind) of everybody whom the article credits, with these attributions."""
    found = resolved(text, *said)
    sources = {source.id: source for source in found.sources}
    return {(sources[each.source_id].name, sources[each.source_id].kind) for each in found.credits}


def test_a_name_that_only_describes_the_source_is_not_credited() -> None:
    who = "A woman who claims to be the girlfriend of swimmer Tom Harrow"
    text = f"{who} revealed in a Facebook post that she was born on a ferry."
    found = credited(text, (who, "revealed", "that she was born on a ferry"))
    assert (None, "unnamed") in found
    assert not {("Tom Harrow", "person"), ("Tom Harrow", "post")} & found


def test_an_outlet_that_speaks_is_no_person_too() -> None:
    text = "She gave birth, Italian newspaper Voce Orrina said on Friday."
    found = credited(text, ("Italian newspaper Voce Orrina", "said", "She gave birth"))
    assert found == {("Voce Orrina", "outlet")}


def test_those_who_watch_or_follow_somebody_are_not_that_somebody() -> None:
    text = "North Corvia watchers believe the ferry is next."
    assert credited(text, ("North Corvia watchers", "believe", "the ferry is next")) == {(None, "unnamed")}


def test_who_is_spoken_to_or_of_in_a_post_did_not_write_it() -> None:
    text = "You have to be kidding me, @corveypolice. So many crooks!— Ida Stent (@idastent) October 20, 2031"
    assert credited(text) == {("Ida Stent", "post")}
    text = "How can they blur @AnnPell as @BoDunn fawns on them— Ida Stent (@idastent) October 20, 2031"
    assert credited(text) == {("Ida Stent", "post")}
    assert ("@corveypolice", "post") in credited("It is shut, tweeted @corveypolice on Monday.")


def test_a_post_s_signature_is_a_name_however_it_is_written() -> None:
    text = "The boys are playing tonight— pizza harbour (@pizzaharbour) November 8, 2031\n\nThey did."
    assert credited(text) == {("pizza harbour", "post")}
    assert credited("Here writes harbour master Ida Stent (@idastent).") >= {("Ida Stent", "post")}


def test_what_people_are_said_to_say_inside_somebody_s_words_is_nobody_s() -> None:
    text = "“Tarn has heard that people are saying we make soap,” Ida Stent said."
    said = ("Ida Stent", "said", "Tarn has heard that people are saying we make soap")
    inner = ("people", "are saying", "we make soap")
    assert credited(text, said, inner) == {("Ida Stent", "person")}
    alone = "People are saying we make soap."
    assert (None, "unnamed") in credited(alone, ("People", "are saying", "we make soap"))


def test_a_platform_is_not_where_a_claim_comes_from() -> None:
    found = credited("A letter was first posted online by Reddit user fryd_. It was unearthed and posted on Reddit.")
    assert ("fryd_", "post") in found
    assert not [name for name, kind in found if kind == "outlet"]


def test_what_a_user_does_is_no_name() -> None:
    assert credited("One YouTube user questioned Thomas and his choice.") <= {(None, "unnamed")}


def test_a_report_of_an_outlet_that_is_named_in_full_is_no_organization_s() -> None:
    text = "The Washington Post broke it. According to a separate Post report, the agency failed."
    found = credited(text, ("a separate Post report", "According to", "the agency failed"))
    assert ("Post", "organization") not in found


def test_a_spokesman_of_the_company_speaks_for_the_one_that_is_named() -> None:
    text = "Tarn Works makes soap. Tarn Works laughed. A company spokesman denied it."
    assert ("Tarn Works", "organization") in credited(text, ("A company spokesman", "denied", "it"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ida King", ["Ida King"]),
        ("Ida Stent King", ["Ida Stent King"]),
        ("Saudi King", ["Saudi"]),
        ("King Peter", ["Peter"]),
        ("Vice President", []),
    ],
)
def test_a_title_that_ends_a_name_may_be_a_surname(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize("who", ["Boat operators", "Villages above Orrin", "Regular visitors to the pier"])
def test_many_of_a_kind_are_unnamed_whatever_a_sentence_begins_with(who: str) -> None:
    text = f"{who} say the season was lost."
    assert credited(text, (who, "say", "the season was lost")) == {(None, "unnamed")}


def test_none_of_it_is_nobody() -> None:
    assert credited("None of this suggests a leak.", ("None of this", "suggests", "a leak")) == set()


def test_whose_people_they_are_is_kept_where_it_is_a_name() -> None:
    officials = "Bolt officials said the plant was shut. It helped Bolt."
    assert ("Bolt", "organization") in credited(officials, ("Bolt officials", "said", "the plant was shut"))


def test_where_an_article_was_written_says_nothing() -> None:
    text = "VARN – Biologists at Varn University said the fish were new."
    found = credited(text, ("VARN – Biologists at Varn University", "said", "the fish were new"))
    assert ("VARN", "organization") not in found
    assert (None, "unnamed") in found


@pytest.mark.parametrize(
    "text",
    [
        "BuzzFeed has reached out to Tarn Works for comment.",
        "The firm did not immediately respond to Mashable’s request for comment.",
        "It had no comment when contacted by the Daily Mail.",
        "The firm did not return calls from The Washington Post.",
    ],
)
def test_an_outlet_that_asks_is_no_source(text: str) -> None:
    assert not [name for name, kind in credited(text) if kind == "outlet"]


def test_an_outlet_that_asks_may_be_told_something_elsewhere() -> None:
    text = "BuzzFeed reached out to Tarn Works. Ida Stent told BuzzFeed that it was shut."
    assert ("BuzzFeed", "outlet") in credited(text)


@pytest.mark.parametrize("who", ["A girlfriend of Peter Dunn", "Friends of the singer Mary Dunn"])
def test_whose_somebody_is_does_not_name_them(who: str) -> None:
    assert credited(f"{who} said it rained.", (who, "said", "it rained")) == {(None, "unnamed")}


def test_an_everyday_word_that_is_reporting_is_an_outlet() -> None:
    assert ("Variety", "outlet") in credited("Variety is today reporting that the film is off.")


@pytest.mark.parametrize(
    "text",
    [
        "ORRIN (CNN) -- The pier is shut.",
        "(CNN) The pier is shut.",
        "The tactic was endorsed by Peter Bloomberg and others.",
        "He has called CNN a word that is not printed here.",
    ],
)
def test_no_outlet_is_credited_where_none_is_a_source(text: str) -> None:
    assert not [name for name, kind in credited(text) if kind == "outlet" and name != "CNN"]
    assert "called CNN" in text or ("CNN", "outlet") not in credited(text)


def test_who_is_spoken_of_in_what_is_reported_did_not_report_it() -> None:
    text = "Gawker reported that BuzzFeed has moved. The story appeared (via CNN) on Monday."
    rules = {(name, kind) for name, kind in credited(text)}
    assert {("Gawker", "outlet"), ("CNN", "outlet")} <= rules

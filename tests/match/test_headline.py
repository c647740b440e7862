"""A headline's own stance, and whether it says more than its text."""

import pytest
from newsroom import article, vector

from sayso.match import find_mentions, headline_towards
from sayso.match.headline import FEATURES, headline_chances, headline_features
from sayso.records import Headline

CLAIM = "Anders Vey has left the Tarn Rovers"
PASSED_ON = (
    "A source close to the club told the Harrow Post that Anders Vey has left the Tarn Rovers.\n"
    "The report could not be checked, and the club has not commented.\n"
    "Vey reportedly met his agent on Sunday, according to the paper, which cited two unnamed officials.\n"
    "It is unclear whether the rumours are right."
)


def features(title: str, claim: str = CLAIM) -> dict[str, float]:
    return dict(zip(FEATURES, headline_features(claim, title).tolist(), strict=True))


def test_marks_and_places_of_a_headline() -> None:
    plain = features("Anders Vey leaves the Rovers")
    assert {plain[name] for name in ("asks", "colon", "attributed at the end", "attributed at the start")} == {0.0}
    asking = features("Has Anders Vey left the Rovers?")
    assert asking["asks"] == asking["ends asking"] == 1.0
    assert features("Vey leaves the Rovers, local paper says")["attributed at the end"] == 1.0
    assert features("Report: Vey leaves the Rovers")["attributed at the start"] == 1.0
    assert features("Vey ‘leaves’ the Rovers")["quotes a part"] == 1.0
    assert features("Vey has not left the Rovers")["negated unlike the claim"] == 1.0
    assert features("Vey has not left", "Vey has not left the Rovers")["negated unlike the claim"] == 0.0


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Anders Vey leaves the Tarn Rovers", 0),
        ("Anders Vey has reportedly left the Tarn Rovers, report claims", 1),
        ("No, Anders Vey has not left the Tarn Rovers: it’s a hoax", 2),
    ],
)
def test_a_headline_asserts_reports_or_contests(title: str, stance: int) -> None:
    chances = headline_chances(CLAIM, title)
    assert chances.argmax() == stance
    assert chances.sum() == pytest.approx(1.0, abs=1e-5)


def compared(title: str | None, text: str = PASSED_ON) -> Headline | None:
    return headline_towards(CLAIM, vector(CLAIM), article("art_1", title, text))


def test_it_says_more_where_the_text_only_passes_on() -> None:
    found = compared("Anders Vey leaves the Tarn Rovers")
    assert found is not None
    assert (found.stance, found.body, found.says_more) == ("asserts", "reports", True)
    assert found.sentence.of(PASSED_ON) == PASSED_ON.split("\n")[0]


def test_it_says_no_more_where_it_passes_on_too() -> None:
    found = compared("Anders Vey has reportedly left the Tarn Rovers, report claims")
    assert found is not None
    assert (found.stance, found.says_more) == ("reports", False)
    asking = compared("Has Anders Vey left the Tarn Rovers, as reported?")
    assert asking is not None
    assert (asking.stance, asking.says_more) == ("questions", False)


def test_a_sentence_that_passes_it_on_is_shown_rather_than_the_nearest() -> None:
    plain, passed_on = "Anders Vey has left the Tarn Rovers.", "Anders Vey has left Tarn, sources told the Post."
    found = compared("Anders Vey leaves the Tarn Rovers", f"{plain}\n{passed_on}")
    assert found is not None
    assert found.sentence.of(f"{plain}\n{passed_on}") == passed_on


def test_a_headline_that_asks_says_no_more() -> None:
    asking = compared("Is it over? Anders Vey leaves the Tarn Rovers")
    assert asking is not None
    assert (asking.says_more, asking.score) == (False, 0.0)
    stating = compared("It is over: Anders Vey leaves the Tarn Rovers")
    assert stating is not None
    assert stating.says_more


def test_a_headline_that_stands_in_the_text_is_not_its_own_evidence() -> None:
    title = "Vey ‘told to leave’ Tarn Rovers"
    found = compared(title, f"{title}\nVey has left the Tarn Rovers for good.")
    assert found is not None
    assert found.sentence.start > len(title)


def test_without_a_headline_there_is_nothing_to_compare() -> None:
    assert compared(None) is None


def test_the_mention_of_an_article_carries_it() -> None:
    (mention,) = find_mentions(CLAIM, vector(CLAIM), [article("art_1", "Anders Vey leaves the Tarn Rovers", PASSED_ON)])
    assert mention.headline == compared("Anders Vey leaves the Tarn Rovers")
    (untitled,) = find_mentions(CLAIM, vector(CLAIM), [article("art_1", None, PASSED_ON)])
    assert untitled.headline is None

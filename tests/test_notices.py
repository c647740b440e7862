"""Corrections, editor's notes, updates and withdrawals are told from what an article says of the world."""

from datetime import UTC, datetime

import pytest

from sayso.notices import date_of, find_notices
from sayso.records import Article, Notice, When
from sayso.segment import split_sentences

BODY = "The ferry to Lower Wick will stop in May. The harbour master said that nobody had told her of it."
MORE = "She has run the harbour for nine years, and she keeps a list of every boat that ever came late."


def notices(*paragraphs: str) -> list[tuple[str, str, bool]]:
    text = "\n\n".join(paragraphs)
    return [(each.kind, each.span.of(text), each.about_itself) for each in find_notices(text, split_sentences(text))]


@pytest.mark.parametrize(
    ("kind", "notice"),
    [
        ("correction", "Correction: The ferry stops in May, not in March."),
        ("correction", "CORRECTION (May 4, 2024): The harbour master's name is Ines Faro. We had it as Ina Faro."),
        ("correction", "An earlier version of this article misstated the month in which the ferry will stop."),
        ("correction", "*Clarification, 4 May:* The ferry belongs to the county."),
        ("correction", "This story has been corrected to give the right month."),
        ("correction", "This article originally said that the ferry had sunk."),
        ("update", "This article has been updated with a comment from the county."),
        ("update", "(This post was last updated at 10:37 a.m.)"),
        ("note", "Editor's note: The writer's brother works on the ferry."),
        ("note", "Editors’ Note: Some readers will know the writer from the radio."),
        ("withdrawal", "Editor's note: The article has been retracted, as our source has taken back what he told us."),
        ("withdrawal", "This report has been withdrawn."),
        ("withdrawal", "The article was wrong, and we are today retracting it."),
        ("withdrawal", "We have retracted the article."),
        ("withdrawal", "The article has been removed from our website."),
        ("correction", "We apologise to Ms Faro and to our readers for the error."),
        ("withdrawal", "Retraction: We reported that the ferry would stop. We were misled, and take it back."),
    ],
)
def test_a_notice_at_the_top_and_at_the_bottom(kind: str, notice: str) -> None:
    assert notices(notice, BODY, MORE) == [(kind, notice, True)]
    assert notices(BODY, MORE, notice) == [(kind, notice, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "This article originally appeared in the Wick Examiner.",
        "The Examiner’s correction reads: “An earlier version of this story said that the ferry had sunk.”",
        "It quickly pulled the report back, however.",
        "The report was withdrawn by the council in June, the harbour master said.",
        "The ministry said: “We are retracting it.”",
        "We have withdrawn from the race, the harbour master said.",
        "The prison, a correction facility: that is what the island is for.",
        "The county updated: nothing.",
        "The harbour master wants an update on the ferry.",
    ],
)
def test_what_is_none(sentence: str) -> None:
    assert notices(BODY, sentence, MORE) == []


def test_an_update_that_is_news_is_told_from_one_that_speaks_of_the_article() -> None:
    news = "UPDATE, 3:15 p.m. ET: The county says that the ferry will run until June after all."
    own = "UPDATE: This story has been updated with what the county says."
    assert notices(BODY, news, own) == [("update", news, False), ("update", own, True)]


def test_in_one_paragraph_with_the_rest_it_goes_on_while_it_speaks_of_itself() -> None:
    own = "Correction: This story initially gave the wrong month. An earlier version of this story also said June."
    long = " ".join([BODY, MORE] * 3)
    assert notices(f"{own} {long}") == [("correction", own, True)]
    assert notices(f"{long} This article was updated on Friday.")[0][1] == "This article was updated on Friday."


def test_a_label_with_a_line_of_its_own_heads_the_paragraph_below_it() -> None:
    found = notices(BODY, "Correction: May 4, 2024", "The ferry belongs to the county, not to the town.", MORE)
    assert [each[1] for each in found] == [
        "Correction: May 4, 2024\n\nThe ferry belongs to the county, not to the town."
    ]


def test_a_line_that_gives_the_hour_of_an_update_leaves_the_article_below_it_alone() -> None:
    assert notices("Update at 8:50 p.m. EDT:", BODY, MORE) == [("update", "Update at 8:50 p.m. EDT:", False)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Correction, May 4: It is not so.", datetime(2024, 5, 4, tzinfo=UTC)),
        ("Correction (4 May 2025): It is not so.", datetime(2025, 5, 4, tzinfo=UTC)),
        ("Correction, Jan. 2: It is not so.", datetime(2025, 1, 2, tzinfo=UTC)),  # the article is of May 2024
        ("Correction, 31 February: It is not so.", None),
        ("Correction: It is not so.", None),
    ],
)
def test_the_day_that_a_notice_gives(words: str, day: datetime | None) -> None:
    moment = datetime(2024, 5, 3, tzinfo=UTC)
    when = When(moment, moment, "", "column")
    article = Article("art_1", "1", None, None, None, None, words, when, moment)
    (notice,) = find_notices(words, split_sentences(words))
    assert isinstance(notice, Notice)
    found = date_of(notice, article)
    assert (found and found.earliest) == day

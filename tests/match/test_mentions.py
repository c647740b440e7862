"""Which articles speak of a claim, and where."""

import numpy as np
from newsroom import CHEESE, FERRY, FERRY_DENIED, article, vector

from sayso.match import article_row, claim_keywords, find_echoes, find_mentions, rank_articles

CLAIM = "The Skerrin ferry Halvard Queen will be sold to Tormund Lines"
TIMETABLE = article(
    "art_4",
    "New summer timetable on Skerrin",
    "Buses on Skerrin will run until midnight from June.\nThe council hopes that the young will stay.",
)


def test_only_articles_that_speak_of_the_claim_are_mentioned() -> None:
    found = find_mentions(CLAIM, vector(CLAIM), [FERRY, CHEESE, TIMETABLE, FERRY_DENIED])
    assert {mention.article_id for mention in found} == {"art_1", "art_2"}
    assert found == find_mentions(CLAIM, vector(CLAIM), [FERRY_DENIED, FERRY, TIMETABLE, CHEESE])


def test_sentences_come_best_first_and_titles_apart() -> None:
    (mention,) = find_mentions(CLAIM, vector(CLAIM), [FERRY])
    assert mention.in_title
    assert mention.sentences[0] == FERRY.sentences[0].span
    assert FERRY.sentences[2].span not in mention.sentences


def test_a_denial_contests() -> None:
    (mention,) = find_mentions(CLAIM, vector(CLAIM), [FERRY_DENIED])
    assert mention.stance == "contests"
    assert 0.25 < mention.stance_score <= 1


def test_an_article_that_speaks_of_it_in_another_articles_words_is_an_echo() -> None:
    general = "A vessel of an island line goes to a rival"
    assert find_mentions(general, vector(general), [FERRY_DENIED]) == []
    (echo,) = find_echoes(general, vector(general), FERRY, [FERRY_DENIED, CHEESE, TIMETABLE])
    assert echo.article_id == FERRY_DENIED.article.id
    assert echo.score <= 0.5


def test_no_articles_and_articles_without_vectors_are_no_error() -> None:
    assert find_mentions(CLAIM, vector(CLAIM), []) == []
    bare = type(FERRY)(FERRY.article, FERRY.sentences, (), (), (), (), b"")
    find_mentions(CLAIM, vector(CLAIM), [bare])


def test_rows_are_ranked_by_nearness() -> None:
    rows = np.stack([np.frombuffer(article_row(a), dtype=np.int8) for a in (CHEESE, FERRY, TIMETABLE, FERRY_DENIED)])
    assert set(rank_articles(vector(CLAIM), rows, most=2)) == {1, 3}
    assert rank_articles(vector(CLAIM), rows[:0]) == []


def test_keywords_are_the_heaviest_words() -> None:
    assert set(claim_keywords(CLAIM, most=3)) <= {"Skerrin", "Halvard", "Tormund"}

"""Copies of articles for measuring: other names, other words, the same length; and what they share with strangers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bench import scale, strangers

from sayso.records import AnnotatedArticle, Article, When
from sayso.segment import split_sentences

WORDS = "the pier was sold by the town on Monday and the town said that it would be shut for repairs until spring"
TEXT = " ".join(f"In Orrin {WORDS}, {number} people of Orrin told Nora Hallam." for number in range(12, 20))


def article(number: int, text: str = TEXT) -> Article:
    now = datetime(2024, 5, 3, tzinfo=UTC)
    return Article(f"art_{number}", str(number), None, None, "A pier in Orrin", None, text, None, now)


def read(one: Article) -> AnnotatedArticle:
    return AnnotatedArticle(one, split_sentences(one.text), (), (), (), (), bytes([1] * 384 * 12))


def test_a_copy_has_the_same_length_and_is_the_same_each_time() -> None:
    copier = scale.Copier([article(1)])
    made = copier.words(TEXT, 3)
    assert len(made) == len(TEXT)
    assert made == copier.words(TEXT, 3) != copier.words(TEXT, 4)
    assert "Orrin" not in made and "Hallam" not in made and "12" not in made.split()
    small = [(a, b) for a, b in zip(TEXT.split(), made.split(), strict=True) if a.islower() and a.isalpha()]
    changed = sum(a != b for a, b in small) / len(small)
    assert 0.2 < changed < 1.0  # few words, few others of the same length


def test_what_two_articles_of_a_copy_share_they_still_share() -> None:
    copier = scale.Copier([article(1)])
    first, second = (copier.words(f"{before} {WORDS}.", 5) for before in ("Yes,", "However,"))
    assert first.split()[2:] == second.split()[2:]


def test_copies_follow_on_each_other_at_the_same_pace_whatever_their_number() -> None:
    def dated(number: int, month: int) -> Article:
        day = datetime(2024, month, 1, tzinfo=UTC)
        return replace(article(number), published=When(day, day + timedelta(days=1), "", "row"))

    copier = scale.Copier([dated(1, 3), dated(2, 5)])  # 61 days apart
    first, second = (copier.article(each, 5).published for each in (dated(1, 3), dated(2, 5)))
    assert first and second
    assert second.earliest - first.earliest == timedelta(days=61) / scale.FASTER
    assert first.earliest == datetime(2024, 3, 1, tzinfo=UTC) + timedelta(days=5 * scale.DAYS)
    assert first.latest - first.earliest == timedelta(days=1)


def test_strangers_are_counted_for_one_other_copy() -> None:
    originals = [read(article(number, TEXT.replace("Orrin", name))) for number, name in enumerate(("Orrin", "Tollmar"))]
    found = strangers.of_copies(originals, 3, 10)
    assert set(found) == set(strangers.of_the_originals(originals, {}, 10))
    assert 0 <= found["share wording"] <= found["share a fingerprint"] <= 200


def test_an_article_and_its_own_story_are_no_strangers() -> None:
    originals = [read(article(1)), read(replace(article(2), url="x:"))]
    apart = strangers.of_the_originals(originals, {}, 2)
    together = {each.article.id: {"art_1", "art_2"} for each in originals}
    assert apart["share wording"] == 100.0
    assert strangers.of_the_originals(originals, together, 2)["share wording"] == 0.0

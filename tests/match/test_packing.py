"""Terms as the ledger keeps them give the profile, and the links, that the text gives."""

from dataclasses import fields, replace
from math import isnan

import numpy as np
import pytest
from newsroom import CHEESE, FERRY, FERRY_DENIED, article

from sayso.config import MatchConfig
from sayso.match import (
    FRONT,
    count_terms,
    link_profiles,
    pack_terms,
    packed_days,
    profile_article,
    profile_of,
    unpack_terms,
)
from sayso.match.compare import compare, compare_all
from sayso.match.profile import Profile
from sayso.records import AnnotatedArticle

SUMS = article("art_8", "4K lost, 4,000 found", "The 4K went.\nThen 4,000 came: 4,000 of 4 million.\nIn Orrin 4,000.")
EMPTY = article("art_9", None, "So it was.")
EVERY = (FERRY, FERRY_DENIED, CHEESE, SUMS, EMPTY)


def unpacked(annotated: AnnotatedArticle) -> Profile:
    terms = unpack_terms(pack_terms(count_terms(annotated)))
    assert terms is not None
    return profile_of(annotated.article.id, terms, annotated.vectors)


@pytest.mark.parametrize("annotated", EVERY, ids=lambda each: each.article.id)
def test_what_is_packed_comes_back_to_the_last_bit(annotated: AnnotatedArticle) -> None:
    before, after = profile_article(annotated), unpacked(annotated)
    for one, other, names in (
        (before, after, [each.name for each in fields(Profile) if each.name != "terms"]),
        (before.terms, after.terms, [each.name for each in fields(before.terms)]),
    ):
        for name in names:
            assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert after.terms.published == (annotated.article.published and annotated.article.published.earliest)


def test_when_it_appeared_stands_at_the_front() -> None:
    published = FERRY.article.published
    assert published is not None
    front = pack_terms(count_terms(FERRY))[:FRONT]
    assert packed_days(front) == (published.earliest.timestamp() / 86400, published.latest.timestamp() / 86400)
    undated = replace(FERRY, article=replace(FERRY.article, published=None))
    for unknown in (pack_terms(count_terms(undated))[:FRONT], None, b"", front[:-1], bytes(FRONT)):
        assert all(map(isnan, packed_days(unknown)))


def test_a_text_without_terms_has_none() -> None:
    assert unpacked(EMPTY).terms.words == () and not len(unpacked(EMPTY).text)
    assert len(unpacked(SUMS).terms.keys) < len(unpacked(FERRY).terms.keys)


def test_terms_weighed_by_another_table_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack_terms(count_terms(FERRY))
    monkeypatch.setattr("sayso.match.packing._stamp", lambda: 7)
    assert unpack_terms(packed) is None


def test_all_at_once_is_each_alone_whichever_comes_first() -> None:
    profiles = [unpacked(each) for each in EVERY]
    for one in profiles:
        rows = compare_all(one, profiles)
        for other, row in zip(profiles, rows, strict=True):
            assert np.array_equal(row, compare(one, other)) and np.array_equal(row, compare(other, one))
    assert compare_all(profiles[0], []).shape == (0, 15)


def test_links_with_several_are_those_with_each() -> None:
    config = MatchConfig(story_link=0.0)
    one, *others = (unpacked(each) for each in EVERY)
    links = link_profiles(one, others, config)
    assert [(link.a, link.b) for link in links] == [("art_1", each.article_id) for each in others]
    assert links == [link for each in others for link in link_profiles(each, [one], config)]
    few = replace(config, story_link=links[0].score)
    assert link_profiles(one, others, few) == [link for link in links if link.score >= few.story_link]
    assert link_profiles(one, [], config) == []

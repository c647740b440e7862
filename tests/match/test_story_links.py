"""Keys, links and stories of articles."""

from math import nan

from newsroom import CHEESE, FERRY, FERRY_DENIED

from sayso.config import MatchConfig
from sayso.match import (
    Lead,
    article_row,
    cluster_stories,
    link_profiles,
    profile_article,
    profile_keys,
    worth_comparing,
)
from sayso.match.terms import find_terms, normalise
from sayso.records import AnnotatedArticle, ArticleLink


def link_of(a: AnnotatedArticle, b: AnnotatedArticle, config: MatchConfig) -> ArticleLink | None:
    links = link_profiles(profile_article(a), [profile_article(b)], config)
    return links[0] if links else None


def keys_of(annotated: AnnotatedArticle) -> frozenset[int]:
    return profile_keys(profile_article(annotated))


def test_words_are_cut_to_their_stem_and_numbers_written_out() -> None:
    assert {normalise(word) for word in ("released", "releases", "releasing", "release")} == {"releas"}
    assert normalise("Anderl’s") == normalise("anderl") == "anderl"
    keys = {text: [term.key for term in find_terms(text)] for text in ("$4K", "4,000", "4 thousand", "4.2 million")}
    assert keys["$4K"] == keys["4,000"]
    assert keys["4.2 million"] == [term.key for term in find_terms("4,200,000")]


def test_stop_words_have_no_weight_and_unknown_names_the_most() -> None:
    assert find_terms("the of and he said") == []
    weights = {term.text: term.weight for term in find_terms("A report about Zyxwander")}
    assert weights["Zyxwander"] == max(weights.values())


def test_a_name_is_capitalised_inside_a_sentence() -> None:
    assert [term.text for term in find_terms("Ferries sank. Boats of Tormund sank.") if term.name] == ["Tormund"]


def test_articles_of_one_happening_share_keys_and_others_do_not() -> None:
    assert keys_of(FERRY) & keys_of(FERRY_DENIED)
    assert not keys_of(FERRY) & keys_of(CHEESE)
    assert all(0 <= key < 2**63 for key in keys_of(FERRY))


def lead(annotated: AnnotatedArticle, *days: float) -> Lead:
    return Lead(article_row(annotated), (days[0], days[-1]) if days else (nan, nan))


def test_two_that_share_one_key_are_compared_only_where_their_leads_are_alike() -> None:
    leads = {"art_1": lead(FERRY), "art_2": lead(FERRY_DENIED), "art_3": lead(CHEESE)}
    assert worth_comparing(leads["art_1"], leads, {"art_2": 1, "art_3": 1}) == ["art_2"]
    assert worth_comparing(leads["art_1"], leads, {"art_2": 1, "art_3": 2}) == ["art_2", "art_3"]
    assert worth_comparing(leads["art_3"], leads, {"art_1": 1, "art_2": 1}) == []
    blank = Lead(bytes(384), (nan, nan))  # an article without vectors is known by its words alone
    assert worth_comparing(blank, leads, {"art_3": 1}) == ["art_3"]
    assert worth_comparing(leads["art_3"], {}, {}) == []


def test_what_is_a_month_apart_is_compared_only_where_leads_are_alike_whatever_keys_it_shares() -> None:
    first, denied, cheese = lead(FERRY, 100), lead(FERRY_DENIED, 131), lead(CHEESE, 131)
    assert worth_comparing(first, {"art_2": denied, "art_3": cheese}, {"art_2": 1, "art_3": 9}) == ["art_2"]
    for near in (lead(CHEESE, 130), lead(CHEESE), lead(CHEESE, 0, 365)):  # a day earlier, undated, some time that year
        assert worth_comparing(first, {"art_3": near}, {"art_3": 9}) == ["art_3"]
        assert worth_comparing(near, {"art_1": first}, {"art_1": 9}) == ["art_1"]


def test_a_link_is_the_same_from_both_sides_and_says_why() -> None:
    config = MatchConfig()
    link = link_of(FERRY, FERRY_DENIED, config)
    assert link is not None
    assert link == link_of(FERRY_DENIED, FERRY, config)
    assert (link.a, link.b) == ("art_1", "art_2")
    assert any("Halvard" in reason for reason in link.because)
    assert "published 1 day apart" in link.because
    far = link_of(FERRY, CHEESE, MatchConfig(story_link=0.0))
    assert far is not None and far.score < link.score


def test_a_link_below_the_least_score_is_none() -> None:
    assert link_of(FERRY, CHEESE, MatchConfig(story_link=0.9)) is None


def test_an_article_without_sentences_or_vectors_has_a_profile() -> None:
    bare = type(CHEESE)(CHEESE.article, (), (), (), (), (), b"")
    assert profile_article(bare).rows.shape == (1, 384)


def test_a_story_is_named_after_its_first_article() -> None:
    scores = {("art_1", "art_2"): 0.9}
    alone = cluster_stories(["art_1"], {}, [])
    both, cheese = cluster_stories(["art_3", "art_2", "art_1"], scores, [])
    assert both.article_ids == ("art_1", "art_2")
    assert cheese.article_ids == ("art_3",)
    assert alone[0].id == both.id

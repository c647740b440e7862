"""Statements that say the same become claims."""

from dataclasses import replace

import pytest
from newsroom import CHEESE, FERRY, FERRY_DENIED

from sayso.config import MatchConfig
from sayso.match import can_be_claim, clean_label, cluster_claims, explain_link, link_statements
from sayso.records import Story

STORY = Story("sto_1", ("art_1", "art_2", "art_3"))


def test_statements_that_say_the_same_are_linked_from_both_sides() -> None:
    links = link_statements(FERRY, FERRY_DENIED, MatchConfig())
    assert links == link_statements(FERRY_DENIED, FERRY, MatchConfig())
    best = max(links, key=lambda link: link.score)
    assert (best.a, best.b) == ("stm_art_1_0", "stm_art_2_0")
    why = explain_link(FERRY, FERRY_DENIED, {best.a, best.b})
    assert why == explain_link(FERRY_DENIED, FERRY, {best.a, best.b})
    assert any("Halvard" in reason for reason in why)
    assert explain_link(FERRY, CHEESE, {best.a, "stm_art_3_0"}) == ()  # "Nobody was hurt" is too short
    assert link_statements(FERRY, CHEESE, MatchConfig()) == []


def test_within_one_article_a_statement_is_not_linked_to_itself() -> None:
    links = link_statements(FERRY, FERRY, MatchConfig(claim_link=0.0))
    assert [(link.a, link.b) for link in links] in ([], [("stm_art_1_0", "stm_art_1_1")])


def test_claims_are_made_of_linked_statements_and_labelled_by_one() -> None:
    statements = [*FERRY.statements, *FERRY_DENIED.statements, *CHEESE.statements]
    links = [replace(link, score=0.9) for link in link_statements(FERRY, FERRY_DENIED, MatchConfig())[:1]]
    claims = cluster_claims(STORY, statements, links, [])
    assert claims == cluster_claims(STORY, statements[::-1], links, [])
    assert claims[0].statement_ids == (links[0].a, links[0].b)
    assert claims[0].story_id == "sto_1"
    assert "Halvard Queen" in claims[0].label
    assert not any("stm_art_3_0" in claim.statement_ids for claim in claims)  # "Nobody was hurt" is too short


def test_short_contents_are_no_claims() -> None:
    assert [can_be_claim(statement) for statement in CHEESE.statements] == [False, True]


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ("that the ferry was sold,", "The ferry was sold"),
        ("“The ferry was sold,”", "The ferry was sold"),
        ("that  the\nmayor called it “a great day”", "The mayor called it “a great day”"),
        ("thatch was used", "Thatch was used"),
        ("the plant is to close by 31 March … that", "The plant is to close by 31 March"),
        ("The plant … will close … and … which,", "The plant … will close"),
        ("the plant … that closes", "The plant … that closes"),
    ],
)
def test_labels_are_cleaned(content: str, label: str) -> None:
    assert clean_label(content) == label

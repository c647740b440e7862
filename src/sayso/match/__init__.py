"""Across articles: stories, claims, and which articles speak of a claim."""

from sayso.match.claims import can_be_claim, clean_label, cluster_claims, explain_link, link_statements
from sayso.match.encoder import SentenceEncoder
from sayso.match.keys import article_keys, profile_keys, worth_comparing
from sayso.match.mentions import (
    article_row,
    claim_keywords,
    find_echoes,
    find_mentions,
    headline_towards,
    rank_articles,
    stance_towards,
)
from sayso.match.profile import Profile, profile_article
from sayso.match.stories import cluster_stories, link_articles, link_profiles

__all__ = [
    "Profile",
    "SentenceEncoder",
    "article_keys",
    "article_row",
    "can_be_claim",
    "claim_keywords",
    "clean_label",
    "cluster_claims",
    "cluster_stories",
    "explain_link",
    "find_echoes",
    "find_mentions",
    "headline_towards",
    "link_articles",
    "link_profiles",
    "link_statements",
    "profile_article",
    "profile_keys",
    "rank_articles",
    "stance_towards",
    "worth_comparing",
]

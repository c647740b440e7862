"""Across articles: stories, claims, and which articles speak of a claim."""

from sayso.match.claims import STRONG, can_be_claim, clean_label, cluster_claims, explain_link, link_statements
from sayso.match.cues import is_negated
from sayso.match.encoder import SentenceEncoder
from sayso.match.keys import Lead, pair_keys, profile_keys, worth_comparing
from sayso.match.mentions import (
    article_row,
    claim_keywords,
    find_echoes,
    find_mentions,
    headline_towards,
    rank_articles,
    stance_towards,
)
from sayso.match.packing import FRONT, pack_terms, packed_days, unpack_terms
from sayso.match.profile import Counted, Profile, count_terms, profile_article, profile_of
from sayso.match.stories import cluster_stories, link_profiles

__all__ = [
    "FRONT",
    "STRONG",
    "Counted",
    "Lead",
    "Profile",
    "SentenceEncoder",
    "article_row",
    "can_be_claim",
    "claim_keywords",
    "clean_label",
    "cluster_claims",
    "cluster_stories",
    "count_terms",
    "explain_link",
    "find_echoes",
    "find_mentions",
    "headline_towards",
    "is_negated",
    "link_profiles",
    "link_statements",
    "pack_terms",
    "packed_days",
    "pair_keys",
    "profile_article",
    "profile_keys",
    "profile_of",
    "rank_articles",
    "stance_towards",
    "unpack_terms",
    "worth_comparing",
]

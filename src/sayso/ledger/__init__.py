"""The ledger: every record in one SQLite file, added to and never edited."""

from sayso.ledger.clusters import add_story, articles_of, claims_of, remove_stories, stories_of
from sayso.ledger.file import LedgerFile, Reading, Writing
from sayso.ledger.judgements import (
    as_of_now,
    current_ids,
    list_judgements,
    on_claims,
    read_judgements,
    targets_in_words,
    without_effect,
)
from sayso.ledger.links import (
    Component,
    add_article_links,
    add_claim_links,
    add_keys,
    add_lead,
    add_reuse,
    claim_links_among,
    component_of,
    partners,
    reuse_among,
    unclustered,
    unlinked,
)
from sayso.ledger.listing import count_claims, list_claims, list_stories, read_status
from sayso.ledger.lock import run_lock
from sayso.ledger.lookup import find_id, known_claim, read_assessment, read_claim, read_story, show
from sayso.ledger.notes import add_note, mark_note, read_notes
from sayso.ledger.opening import Contradiction
from sayso.ledger.read import (
    all_article_ids,
    count_read_otherwise,
    count_unread,
    each_annotated,
    read_annotated,
    read_articles,
    read_failures,
    read_problems,
    unread_after,
    versions_of,
)
from sayso.ledger.ruled import add_judgement, apply_rulings, judged_problems, read_outranked, set_aside
from sayso.ledger.search import each_lead, read_leads, search_articles
from sayso.ledger.shelf import Shelf
from sayso.ledger.traces import read_trace
from sayso.ledger.write import add_articles, add_failures, add_problems, add_readings, mark

__all__ = [
    "Component",
    "Contradiction",
    "LedgerFile",
    "Reading",
    "Shelf",
    "Writing",
    "add_article_links",
    "add_articles",
    "add_claim_links",
    "add_failures",
    "add_judgement",
    "add_keys",
    "add_lead",
    "add_note",
    "add_problems",
    "add_readings",
    "add_reuse",
    "add_story",
    "all_article_ids",
    "apply_rulings",
    "articles_of",
    "as_of_now",
    "claim_links_among",
    "claims_of",
    "component_of",
    "count_claims",
    "count_read_otherwise",
    "count_unread",
    "current_ids",
    "each_annotated",
    "each_lead",
    "find_id",
    "judged_problems",
    "known_claim",
    "list_claims",
    "list_judgements",
    "list_stories",
    "mark",
    "mark_note",
    "on_claims",
    "partners",
    "read_annotated",
    "read_articles",
    "read_assessment",
    "read_claim",
    "read_failures",
    "read_judgements",
    "read_leads",
    "read_notes",
    "read_outranked",
    "read_problems",
    "read_status",
    "read_story",
    "read_trace",
    "remove_stories",
    "reuse_among",
    "run_lock",
    "search_articles",
    "set_aside",
    "show",
    "stories_of",
    "targets_in_words",
    "unclustered",
    "unlinked",
    "unread_after",
    "versions_of",
    "without_effect",
]

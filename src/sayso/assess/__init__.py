"""Assess: where a claim's crediting leads back to, as a range; what all of it rests on; who contests it."""

from sayso.assess.claim import assess_claim
from sayso.assess.events import find_events, order_versions

__all__ = ["assess_claim", "find_events", "order_versions"]

"""Assess: where a claim's crediting leads back to, as a range; what all of it rests on; who contests it."""

from sayso.assess.claim import assess_claim

__all__ = ["assess_claim"]

"""Trace: who copied whom, how each article carries a claim, and what it rests on."""

from sayso.trace.reuse import find_reuse, fingerprints, quotation_fingerprints

__all__ = ["find_reuse", "fingerprints", "quotation_fingerprints"]

"""Trace: who copied whom, how each article carries a claim, and what it rests on."""

from sayso.trace.alone import appearance_alone
from sayso.trace.appearances import appearances
from sayso.trace.claim_reader import ClaimReader
from sayso.trace.derive import derive
from sayso.trace.reuse import find_reuse, fingerprints, quotation_fingerprints

__all__ = [
    "ClaimReader",
    "appearance_alone",
    "appearances",
    "derive",
    "find_reuse",
    "fingerprints",
    "quotation_fingerprints",
]

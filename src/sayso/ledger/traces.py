"""
What each article does with a claim and what it rests on, as the run that assessed the claim left it.

A page of a claim is read rather than worked out again. Stored packed: it is much, and nothing asks for a part of it.
"""

import json
import zlib
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sayso.ledger.file import Reading
from sayso.ledger.judgements import list_judgements
from sayso.ledger.lookup import read_assessment, read_claim
from sayso.ledger.rows import span_or_none, to_json
from sayso.records import Appearance, ClaimCredit, Derivation, Headline, Span, Trace

_KINDS = (Appearance, ClaimCredit, Headline, Derivation)
# Stored with it: what another sayso wrote in another shape is worked out anew.
_SHAPE = ";".join(",".join(field.name for field in fields(kind)) for kind in _KINDS)
_VALUES = {kind: attrgetter(*(field.name for field in fields(kind))) for kind in (*_KINDS, Span)}


def packed(trace: Trace) -> bytes:
    """Appearances, derivations and the numbers of the judgements that shaped them."""
    judged = [each.number for each in trace.judgements]
    parts = [_SHAPE, trace.appearances, trace.derivations, judged]
    return zlib.compress(to_json(parts, default=_values).encode("utf-8"))


def _values(record: Any) -> Any:
    """A record as the tuple of its fields, which is a tenth of the work of ``dataclasses.astuple``."""
    return _VALUES[type(record)](record)


def read_trace(reading: Reading, claim_id: str) -> Trace | None:
    """The trace of a claim as it was assessed; None where the ledger does not have it in this shape."""
    if reading.scalar("SELECT 1 FROM pragma_table_info('assessments') WHERE name = 'trace'") is None:
        return None  # a ledger that was not written to since this was added
    stored = reading.scalar("SELECT trace FROM assessments WHERE claim_id = :id", id=claim_id)
    if stored is None:
        return None
    shape, appearances, derivations, numbers = json.loads(zlib.decompress(stored))
    if shape != _SHAPE:
        return None
    judged = {each.number: each for each in list_judgements(reading)} if numbers else {}
    return Trace(
        read_claim(reading, claim_id),
        None,
        tuple(_appearance(each) for each in appearances),
        tuple(Derivation(derived, origin, relation, tuple(why)) for derived, origin, relation, why in derivations),
        read_assessment(reading, claim_id),
        tuple(judged[number] for number in numbers if number in judged),
    )


def _appearance(stored: list[Any]) -> Appearance:
    article, stance, sentence, score, first_hand, primary, reprint, credits, headline = stored
    return Appearance(
        article,
        stance,
        span_or_none(sentence),
        score,
        first_hand,
        primary,
        reprint,
        tuple(_credit(each) for each in credits),
        _headline(headline) if headline else None,
    )


def _headline(stored: list[Any]) -> Headline:
    stance, body, sentence, score, says_more = stored
    return Headline(stance, body, Span(*sentence), score, says_more)


def _credit(stored: list[Any]) -> ClaimCredit:
    name, kind, role, via, evidence, *rest = stored
    return ClaimCredit(name, kind, role, via, Span(*evidence), *rest)

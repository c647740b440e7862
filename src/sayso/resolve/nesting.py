"""Attributions inside others: "KCNA said, according to Yonhap"."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.records import Attribution, Span


def hull(*parts: Sequence[Span]) -> Span:
    """From the first to the last character of all these spans."""
    spans = [span for part in parts for span in part]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def with_parents(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The same attributions, each with the smallest other one whose content holds its source, cue and content."""
    holders = sorted((span.end - span.start, span, holder.id) for holder in attributions for span in holder.content)
    return tuple(replace(each, parent=_parent(each, holders)) for each in attributions)


def _parent(each: Attribution, holders: Sequence[tuple[int, Span, str]]) -> str | None:
    extent = hull(each.source, each.cue, each.content)
    for _, span, holder in holders:
        if holder != each.id and span.start <= extent.start and extent.end <= span.end:
            return holder
    return None

"""Attributions inside others: "KCNA said, according to Yonhap"."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.records import Attribution, Span


def hull(*parts: Sequence[Span]) -> Span:
    """From the first to the last character of all these spans."""
    spans = [span for part in parts for span in part]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def with_parents(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """
    The same attributions, each with its parent.

    The reader's own stands; where it gives none, the smallest other one whose content holds source, cue and content.
    """
    known = {each.id for each in attributions}
    holders = sorted((span.end - span.start, span, holder.id) for holder in attributions for span in holder.content)
    return tuple(
        each if each.parent in known else replace(each, parent=_parent(each, holders)) for each in attributions
    )


def outer_first(attributions: Sequence[Attribution]) -> list[Attribution]:
    """In text order, but each after the one that it stands inside."""
    by_id = {each.id: each for each in attributions}

    def path(each: Attribution) -> tuple[Span, ...]:
        own = hull(each.source, each.cue, each.content)
        outer = by_id.get(each.parent or "")
        return (*path(outer), own) if outer else (own,)

    return sorted(attributions, key=path)


def _parent(each: Attribution, holders: Sequence[tuple[int, Span, str]]) -> str | None:
    extent = hull(each.source, each.cue, each.content)
    for _, span, holder in holders:
        if holder != each.id and span.start <= extent.start and extent.end <= span.end:
            return holder
    return None

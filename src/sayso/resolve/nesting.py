"""Attributions inside others: "KCNA said, according to Yonhap"."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.records import Attribution, Span
from sayso.resolve.overlap import Places


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
    holders = Places((span, (span, holder.id)) for holder in attributions for span in holder.content)
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


def _parent(each: Attribution, holders: Places[tuple[Span, str]]) -> str | None:
    extent = hull(each.source, each.cue, each.content)
    around = [
        (span.end - span.start, span, holder)
        for span, holder in holders.over(Span(extent.start, extent.start + 1))
        if holder != each.id and extent.end <= span.end
    ]
    return min(around)[2] if around else None

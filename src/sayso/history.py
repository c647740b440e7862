"""A trace with how its articles changed: their versions looked up, compared, and what concerns the claim told."""

from dataclasses import replace

from sayso import assess, ledger
from sayso.records import Trace


def with_events(trace: Trace, reading: ledger.Reading) -> Trace:
    """The trace with its events and the versions of its articles; a version need not carry the claim itself."""
    ids = [each.article_id for each in trace.appearances]
    groups = ledger.versions_of(reading, ids)
    articles = ledger.read_annotated(reading, sorted({*ids, *(each for group in groups for each in group)}))
    versions = tuple(
        assess.order_versions(articles[each].article for each in group if each in articles) for group in groups
    )
    return replace(
        trace, events=assess.find_events(trace.claim, trace.appearances, articles, versions), versions=versions
    )

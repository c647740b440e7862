"""How outlets changed what they say of a claim: between the versions of one article, and by the notices in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from rapidfuzz import fuzz

from sayso.assess.versions import ALIKE, Compared, compare_versions
from sayso.assess.wavering import wavering
from sayso.notices import date_of, find_notices
from sayso.records import AnnotatedArticle, Appearance, Article, Claim, Event, Notice, Span, When

_KINDS = {"correction": "corrected", "withdrawal": "withdrawn", "update": "updated", "note": "noted"}
_TERM = re.compile(r"[A-Z][\w’'-]+|\d[\d.,]*\d|\d|[a-z]{5,}")
_COMMON = (
    "about above after again article before being earlier editor incorrectly later misstated original originally other"
    " previous reported reports stated story their there these those version where which would should could"
)
_SHARED = 2  # terms that a notice shares with what is said of a claim, for it to be about that


def find_events(
    claim: Claim,
    appearances: Iterable[Appearance],
    articles: Mapping[str, AnnotatedArticle],
    versions: Iterable[Sequence[str]] = (),
) -> tuple[Event, ...]:
    """
    The changes that concern a claim, oldest first.

    ``versions``: ids of the texts that stood at one address, oldest first; ``articles`` holds them by id. Of articles
    without a known earlier version the notices alone tell.
    """
    found = {each.article_id: each for each in appearances}
    newer: set[str] = set()
    events: list[Event] = []
    for group in versions:
        known = [each for each in group if each in articles]
        for old_id, new_id in pairwise(known):
            old, new = articles[old_id], articles[new_id]
            said = _speaking(old, claim, found.get(old_id))
            if old_id in found:
                newer.add(new_id)
                events += _between(old, new, said, found.get(new_id), claim)
    for article_id in sorted(found.keys() - newer):
        annotated = articles[article_id]
        said = _speaking(annotated, claim, found[article_id])
        notices = find_notices(annotated.article.text, annotated.sentences)
        events += [_told(each, annotated) for each in notices if _concerns(each, annotated, said, annotated, claim)]
    return tuple(
        sorted(events, key=lambda each: (each.when.earliest, each.article_id, each.notice or Span(0, 1), each.kind))
    )


def order_versions(versions: Iterable[Article]) -> tuple[str, ...]:
    """Ids of the texts of one address, oldest first: by date where all have one, then by when they were taken in."""
    given = list(versions)
    dated = all(each.published for each in given)

    def key(article: Article) -> tuple[str, str, str]:
        published = article.published.earliest.isoformat() if dated and article.published else ""
        return published, article.retrieved.isoformat(), article.id

    return tuple(each.id for each in sorted(given, key=key))


def _speaking(annotated: AnnotatedArticle, claim: Claim, appearance: Appearance | None) -> list[Span]:
    """The sentences of an article that speak of the claim: of its statements, and the one it was found by."""
    members = set(claim.statement_ids)
    contents = [span for each in annotated.statements if each.id in members for span in each.content]
    contents += [appearance.sentence] if appearance and appearance.sentence else []
    return [each.span for each in annotated.sentences if any(each.span.overlaps(span) for span in contents)]


def _between(
    old: AnnotatedArticle, new: AnnotatedArticle, said: Sequence[Span], now: Appearance | None, claim: Claim
) -> Iterator[Event]:
    compared = compare_versions(old, new)
    changed = [(span, compared.became[span]) for span in said if span in compared.became]
    concerning = [each for each in compared.notices if changed or _concerns(each, new, said, old, claim)]
    notice = min(concerning, key=lambda each: (each.kind not in ("withdrawal", "correction"), each.span), default=None)
    speaks = {*_speaking(new, claim, now)}
    titled = _title_changed(old, new, notice, claim)
    told = set()
    for before, after in changed:
        if after is None and len(said) > 1 and len(changed) < len(said) and speaks:
            continue  # it says so elsewhere still
        yield (event := _sentence_changed(old, new, before, after, notice, compared))
        told.add(event.notice)
    if titled:
        yield titled
    for each in concerning:
        if each.span not in told:
            yield _told(each, new, old)


def _sentence_changed(
    old: AnnotatedArticle,
    new: AnnotatedArticle,
    before: Span,
    after: Span | None,
    notice: Notice | None,
    compared: Compared,
) -> Event:
    kind, because = "gone", "The sentence is gone."
    if after is not None:
        kind, because = _change(before.of(old.article.text), after.of(new.article.text))
    if notice and notice.kind == "withdrawal":
        kind, because = "withdrawn", "The outlet says that it has withdrawn this."
    elif notice and notice.kind == "correction":
        why = "A correction says why."
        kind, because = ("corrected", why) if kind in ("gone", "changed") else (kind, f"{because} {why}")
    marked = notice.span if notice and notice.kind in ("withdrawal", "correction") else None
    when = _when(new, notice if marked else None, old)
    return Event(kind, when, new.article.id, old.article.id, before, after, marked, False, because)  # type: ignore[arg-type]


def _change(before: str, after: str) -> tuple[str, str]:
    if found := wavering(before, after):
        kind, was, now = found
        words = (
            f"“{was}” became “{now}”." if was and now else f"“{now}” was added." if now else f"“{was}” was taken out."
        )
        return kind, words
    return "changed", "The sentence was changed."


def _title_changed(old: AnnotatedArticle, new: AnnotatedArticle, notice: Notice | None, claim: Claim) -> Event | None:
    before, after = (" ".join((each.article.title or "").split()) for each in (old, new))
    if not before or not after or before == after or not _terms(before) & _terms(claim.label):
        return None
    if fuzz.token_sort_ratio(before, after) < ALIKE and not _terms(after) & _terms(claim.label):
        return None
    kind, because = _change(before, after)
    because = because.replace("The sentence was changed", "It reads otherwise")
    when = _when(new, notice, old)
    return Event(kind, when, new.article.id, old.article.id, None, None, None, True, because)  # type: ignore[arg-type]


def _told(notice: Notice, annotated: AnnotatedArticle, old: AnnotatedArticle | None = None) -> Event:
    because = {
        "correction": "The outlet corrects the article.",
        "withdrawal": "The outlet says that it has withdrawn this.",
        "update": "The outlet says that it has updated the article.",
        "note": "The outlet adds a note.",
    }[notice.kind]
    kind, when = _KINDS[notice.kind], _when(annotated, notice, old)
    earlier = old.article.id if old else None
    return Event(kind, when, annotated.article.id, earlier, None, None, notice.span, False, because)  # type: ignore[arg-type]


def _concerns(
    notice: Notice, annotated: AnnotatedArticle, said: Sequence[Span], said_in: AnnotatedArticle, claim: Claim
) -> bool:
    """Whether a notice is about what an article says of the claim; a withdrawal is about everything."""
    if notice.kind == "withdrawal":
        return True
    words = " ".join((claim.label, *(span.of(said_in.article.text) for span in said)))
    shared = _terms(notice.span.of(annotated.article.text)) & _terms(words)
    return len(shared) >= _SHARED


def _terms(text: str) -> set[str]:
    """Names, numbers and longer words, cut to what their forms have in common."""
    return {found.lower()[:6] for found in _TERM.findall(text)} - {each[:6] for each in _COMMON.split()}


def _when(new: AnnotatedArticle, notice: Notice | None, old: AnnotatedArticle | None) -> When:
    """The notice's own date, else the newer version's where it is later than the older's, else when it was taken in."""
    article = new.article
    if notice and (dated := date_of(notice, article)):
        return dated
    if article.published and not (
        old and old.article.published and not _later(old.article.published, article.published)
    ):
        return article.published
    return When(article.retrieved, article.retrieved + timedelta(seconds=1), "", "retrieved")


def _later(one: When, other: When) -> bool:
    return one.earliest < other.earliest

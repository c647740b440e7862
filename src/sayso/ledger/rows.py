"""Records as rows of the tables, and back. Spans become JSON text, moments ISO 8601 in UTC."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sayso.records import (
    AnnotatedArticle,
    Article,
    ArticleLink,
    Attribution,
    Claim,
    ClaimLink,
    Contest,
    Credit,
    Link,
    Origin,
    Place,
    Problem,
    Reason,
    Reuse,
    Sentence,
    Source,
    Span,
    Statement,
    When,
)

Row = Any  # a row of a result: the columns of one table, by name
Values = dict[str, Any]


def to_json(value: object, *, default: Callable[[Any], Any] | None = None) -> str:
    """Compact JSON, as stored; ``default`` makes of a value what JSON knows."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=default)


def spans_json(spans: Iterable[Span]) -> str:
    """Spans as JSON text: ``[[start,end],…]``."""
    return "[" + ",".join(f"[{span.start},{span.end}]" for span in spans) + "]"


def spans_of(stored: str) -> tuple[Span, ...]:
    """The spans of such a text."""
    return tuple([Span(start, end) for start, end in json.loads(stored)])


def span_or_none(stored: list[int] | None) -> Span | None:
    """A span that may be missing."""
    return None if stored is None else Span(*stored)


def to_time(moment: datetime) -> str:
    """A moment as stored; a naive one is taken for UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def time_or_none(stored: str | None) -> datetime | None:
    """A moment that may be missing."""
    return None if stored is None else datetime.fromisoformat(stored)


# ---- articles ----


def article_row(article: Article, run_id: str) -> Values:
    """A row of ``articles``."""
    when = article.published
    return {
        "id": article.id,
        "run_id": run_id,
        "input_id": article.input_id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "text": article.text,
        "published_earliest": to_time(when.earliest) if when else None,
        "published_latest": to_time(when.latest) if when else None,
        "published_raw": when.raw if when else None,
        "published_found_in": when.found_in if when else None,
        "retrieved": to_time(article.retrieved),
        "links": to_json([[link.span.start, link.span.end, link.target] for link in article.links]),
    }


def article_of(row: Row) -> Article:
    """The article of a row."""
    published = None
    if row.published_earliest is not None:
        published = When(
            datetime.fromisoformat(row.published_earliest),
            datetime.fromisoformat(row.published_latest),
            row.published_raw,
            row.published_found_in,
        )
    links = () if row.links == "[]" else tuple(Link(Span(s, e), target) for s, e, target in json.loads(row.links))
    return Article(
        row.id,
        row.input_id,
        row.url,
        row.outlet,
        row.title,
        row.byline,
        row.text,
        published,
        datetime.fromisoformat(row.retrieved),
        links,
    )


def problem_of(row: Row) -> Problem:
    """The problem of a row."""
    return Problem(row.input_id, row.place, row.reason, row.detail)


# ---- what was read in one article ----


def sentences_row(annotated: AnnotatedArticle, run_id: str) -> Values:
    """A row of ``sentences``: all of one article."""
    rows = [[s.span.start, s.span.end, s.paragraph, [[q.start, q.end] for q in s.quoted]] for s in annotated.sentences]
    return {"article_id": annotated.article.id, "run_id": run_id, "sentences": to_json(rows)}


def sentences_of(stored: str) -> tuple[Sentence, ...]:
    """The sentences of one article."""
    return tuple(
        [
            Sentence(Span(start, end), paragraph, tuple([Span(s, e) for s, e in quoted]))
            for start, end, paragraph, quoted in json.loads(stored)
        ]
    )


def vectors_row(annotated: AnnotatedArticle, run_id: str) -> Values:
    """A row of ``vectors``: all of one article."""
    return {"article_id": annotated.article.id, "run_id": run_id, "rows": annotated.vectors}


def attribution_row(attribution: Attribution, run_id: str) -> Values:
    """A row of ``attributions``."""
    return {
        "id": attribution.id,
        "article_id": attribution.article_id,
        "run_id": run_id,
        "source": spans_json(attribution.source),
        "cue": spans_json(attribution.cue),
        "content": spans_json(attribution.content),
        "parent": attribution.parent,
        "type": attribution.type,
        "attitude": attribution.attitude,
        "score": float(attribution.score),
    }


def attribution_of(row: Row) -> Attribution:
    """The attribution of a row."""
    return Attribution(
        row.id,
        row.article_id,
        spans_of(row.source),
        spans_of(row.cue),
        spans_of(row.content),
        row.parent,
        row.type,
        row.attitude,
        row.score,
    )


def source_row(source: Source, run_id: str) -> Values:
    """A row of ``sources``."""
    return {
        "id": source.id,
        "article_id": source.article_id,
        "run_id": run_id,
        "kind": source.kind,
        "name": source.name,
        "description": source.description,
        "mentions": spans_json(source.mentions),
        "anonymity": spans_json([source.anonymity]) if source.anonymity else None,
    }


def source_of(row: Row) -> Source:
    """The source of a row; a ledger of schema 1 has no column for anonymity."""
    why = spans_of(getattr(row, "anonymity", None) or "[]")
    mentions = spans_of(row.mentions)
    return Source(row.id, row.article_id, row.kind, row.name, row.description, mentions, why[0] if why else None)


def statement_row(statement: Statement, run_id: str) -> Values:
    """A row of ``statements``."""
    return {
        "id": statement.id,
        "attribution_id": statement.attribution_id,
        "article_id": statement.article_id,
        "run_id": run_id,
        "source_id": statement.source_id,
        "via": statement.via,
        "polarity": statement.polarity,
        "content": spans_json(statement.content),
        "text": statement.text,
        "certainty": statement.certainty,
    }


def statement_of(row: Row) -> Statement:
    """The statement of a row; a ledger of schema 2 has no column for certainty."""
    return Statement(
        row.id,
        row.attribution_id,
        row.article_id,
        row.source_id,
        row.via,
        row.polarity,
        spans_of(row.content),
        row.text,
        getattr(row, "certainty", None),
    )


def credit_row(credit: Credit, run_id: str) -> Values:
    """A row of ``credits``."""
    return {
        "id": credit.id,
        "article_id": credit.article_id,
        "run_id": run_id,
        "source_id": credit.source_id,
        "via": credit.via,
        "evidence": to_json([credit.evidence.start, credit.evidence.end]),
        "rule": credit.rule,
        "first_hand": int(credit.first_hand),
        "statement_id": credit.statement_id,
    }


def credit_of(row: Row) -> Credit:
    """The credit of a row."""
    return Credit(
        row.id,
        row.article_id,
        row.source_id,
        row.via,
        Span(*json.loads(row.evidence)),
        row.rule,
        bool(row.first_hand),
        row.statement_id,
    )


# ---- pairs ----


def link_row(link: ArticleLink, run_id: str) -> Values:
    """A row of ``article_links``."""
    return {
        "a": link.a,
        "b": link.b,
        "run_id": run_id,
        "score": float(link.score),
        "because": to_json(list(link.because)),
    }


def claim_link_row(link: ClaimLink) -> Values:
    """What ``claim_links`` holds of a link; the ids of its statements stand for their numbers."""
    return {"a": link.a, "b": link.b, "score": float(link.score)}


def claim_link_of(row: Row) -> ClaimLink:
    """The link of such a row."""
    return ClaimLink(row.a, row.b, row.score)


def reuse_row(reuse: Reuse, run_id: str) -> Values:
    """A row of ``reuse``."""
    spans = [[[of_a.start, of_a.end], [of_b.start, of_b.end]] for of_a, of_b in reuse.spans]
    return {
        "a": reuse.a,
        "b": reuse.b,
        "run_id": run_id,
        "spans": to_json(spans),
        "of_a": float(reuse.of_a),
        "of_b": float(reuse.of_b),
    }


def reuse_of(row: Row) -> Reuse:
    """The reuse of a row."""
    spans = tuple((Span(*of_a), Span(*of_b)) for of_a, of_b in json.loads(row.spans))
    return Reuse(row.a, row.b, spans, row.of_a, row.of_b)


# ---- claims ----


def claim_row(claim: Claim, run_id: str) -> Values:
    """A row of ``claims``."""
    return {"id": claim.id, "story_id": claim.story_id, "run_id": run_id, "label": claim.label}


def reason_json(reason: Reason) -> list[Any]:
    """A reason as a JSON list, in the order of its fields."""
    evidence = [reason.evidence.start, reason.evidence.end] if reason.evidence else None
    other = [reason.other_evidence.start, reason.other_evidence.end] if reason.other_evidence else None
    place = [reason.article_id, evidence, reason.statement_id]
    return [reason.rule, reason.text, *place, reason.other_article_id, other]


def reason_of(stored: list[Any]) -> Reason:
    """The reason of such a list."""
    rule, text, article_id, evidence, statement_id = stored[:5]
    other_id, other = stored[5:] or (None, None)  # since schema 3
    return Reason(rule, text, article_id, span_or_none(evidence), statement_id, other_id, span_or_none(other))


def places_json(places: Iterable[Place]) -> str:
    """The places of a judgement as JSON text."""
    return to_json([[p.id, p.article_id, [[s.start, s.end] for s in p.spans], p.name] for p in places])


def places_of(stored: str) -> tuple[Place, ...]:
    """The places of such a text."""
    return tuple(
        Place(identity, article, tuple(Span(*span) for span in spans), name)
        for identity, article, spans, name in json.loads(stored)
    )


def origin_json(origin: Origin) -> Values:
    """An origin as a JSON object."""
    return {
        "name": origin.name,
        "kind": origin.kind,
        "rests_on": [list(pair) for pair in origin.rests_on],
        "article_ids": list(origin.article_ids),
        "in_ledger": origin.in_ledger,
        "reasons": [reason_json(reason) for reason in origin.reasons],
        "keys": list(origin.keys),
    }


def origin_of(stored: Values) -> Origin:
    """The origin of such an object."""
    return Origin(
        stored["name"],
        stored["kind"],
        tuple((name, kind) for name, kind in stored["rests_on"]),
        tuple(stored["article_ids"]),
        stored["in_ledger"],
        tuple(reason_of(reason) for reason in stored["reasons"]),
        tuple(stored.get("keys", ())),  # since schema 3
    )


def contest_json(contest: Contest) -> Values:
    """A contest as a JSON object."""
    evidence = [contest.evidence.start, contest.evidence.end] if contest.evidence else None
    return {
        "name": contest.name,
        "kind": contest.kind,
        "first_hand": contest.first_hand,
        "article_id": contest.article_id,
        "evidence": evidence,
        "statement_id": contest.statement_id,
    }


def contest_of(stored: Values) -> Contest:
    """The contest of such an object."""
    return Contest(**{**stored, "evidence": span_or_none(stored["evidence"])})

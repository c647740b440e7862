"""``sayso.trace/1``: a trace as one JSON document, as docs/formats.md shows it."""

from collections.abc import Mapping
from typing import Any

from sayso.records import Appearance, Article, ClaimCredit, Contest, Event, Judgement, Origin, Reason, Span, Trace, When

SCHEMA = "sayso.trace/1"


def trace_document(trace: Trace, articles: Mapping[str, Article]) -> dict[str, Any]:
    """The document of a trace; ``articles`` holds, by id, all that the trace names. Evidence is cut from their text."""
    assessment = trace.assessment
    inputs = {article_id: article.input_id for article_id, article in articles.items()}
    judged = {each.a: each.number for each in trace.judgements if each.kind == "stance"}
    return {
        "schema": SCHEMA,
        "claim": {"id": trace.claim.id, "label": trace.claim.label, "query": trace.query},
        "articles": [_article(each, articles[each.article_id], inputs, judged) for each in trace.appearances],
        "origins": {
            "min": assessment.origins_min,
            "max": assessment.origins_max,
            "independent": {"min": assessment.independent_min, "max": assessment.independent_max},
            "bottlenecks": list(assessment.bottlenecks),
            "groups": [_origin(origin, articles, inputs) for origin in assessment.origins],
            "merges": [_reason(reason, articles, inputs) for reason in assessment.merges],
            "flags": list(assessment.flags),
        },
        "contested_by": [_contest(contest, articles, inputs) for contest in assessment.contested_by],
        "changes": [_change(each, articles, inputs) for each in trace.events],
        "judgements": [_judgement(each) for each in trace.judgements],
    }


def _article(
    appearance: Appearance, article: Article, inputs: Mapping[str, str], judged: Mapping[str, int]
) -> dict[str, Any]:
    reprint = appearance.reprint_of
    return {
        "id": article.id,
        "input_id": article.input_id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": _when(article.published),
        "stance": appearance.stance,
        "stance_judged": judged.get(article.id),
        "sentence": _evidence(appearance.sentence, article),
        "headline": _headline(appearance, article),
        "first_hand": appearance.first_hand,
        "primary": appearance.primary,
        "reprint_of": inputs.get(reprint, reprint) if reprint else None,
        "credits": [_credit(credit, article) for credit in appearance.credits],
    }


def _change(event: Event, articles: Mapping[str, Article], inputs: Mapping[str, str]) -> dict[str, Any]:
    new, old = articles.get(event.article_id), articles.get(event.earlier_id or "")
    return {
        "kind": event.kind,
        "when": event.when.earliest.isoformat(),
        "when_from": event.when.found_in,
        "article": inputs.get(event.article_id),
        "earlier": inputs.get(event.earlier_id or ""),
        "before": _evidence(event.before, old),
        "after": _evidence(event.after, new),
        "notice": _evidence(event.notice, new),
        "in_title": event.in_title,
        "because": event.because,
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "number": judgement.number,
        "kind": judgement.kind,
        "a": judgement.a,
        "b": judgement.b,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "made": judgement.made.isoformat(),
        "note": judgement.note,
    }


def _headline(appearance: Appearance, article: Article) -> dict[str, Any] | None:
    headline = appearance.headline
    if headline is None:
        return None
    return {
        "text": article.title,
        "stance": headline.stance,
        "body_stance": headline.body,
        "body_sentence": _evidence(headline.sentence, article),
        "says_more": headline.says_more,
        "score": headline.score,
    }


def _credit(credit: ClaimCredit, article: Article) -> dict[str, Any]:
    return {
        "name": credit.name,
        "kind": credit.kind,
        "role": credit.role,
        "via": credit.via,
        "evidence": _evidence(credit.evidence, article),
        "statement": credit.statement_id,
    }


def _evidence(span: Span | None, article: Article | None) -> dict[str, Any] | None:
    if span is None or article is None:
        return None
    return {"start": span.start, "end": span.end, "text": span.of(article.text)}


def _when(when: When | None) -> str | None:
    return when.earliest.isoformat() if when else None


def _origin(origin: Origin, articles: Mapping[str, Article], inputs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": origin.name,
        "kind": origin.kind,
        "rests_on": [{"name": name, "kind": kind} for name, kind in origin.rests_on],
        "articles": [inputs[each] for each in origin.article_ids],
        "in_ledger": origin.in_ledger,
        "keys": list(origin.keys),
        "reasons": [_reason(reason, articles, inputs) for reason in origin.reasons],
    }


def _reason(reason: Reason, articles: Mapping[str, Article], inputs: Mapping[str, str]) -> dict[str, Any]:
    article = articles.get(reason.article_id) if reason.article_id else None
    document = {
        "rule": reason.rule,
        "text": reason.text,
        "article": inputs.get(reason.article_id) if reason.article_id else None,
        "evidence": _evidence(reason.evidence, article),
        "statement": reason.statement_id,
    }
    if reason.other_article_id:
        other = articles.get(reason.other_article_id)
        document["other"] = {
            "article": inputs.get(reason.other_article_id),
            "evidence": _evidence(reason.other_evidence, other),
        }
    return document


def _contest(contest: Contest, articles: Mapping[str, Article], inputs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": contest.name,
        "kind": contest.kind,
        "first_hand": contest.first_hand,
        "article": inputs.get(contest.article_id),
        "evidence": _evidence(contest.evidence, articles.get(contest.article_id)),
        "statement": contest.statement_id,
    }

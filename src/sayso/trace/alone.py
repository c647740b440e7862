"""A claim that one article's statements make and no other's: carried as those statements say, without a search."""

from collections.abc import Sequence

from sayso.config import TraceConfig
from sayso.records import AnnotatedArticle, Appearance, ClaimCredit, Credit, Role, Span, Stance, Statement
from sayso.trace.names import outlet_name, unify_names
from sayso.trace.reprints import find_reprints

_STANCES: dict[str, Stance] = {"says": "reports", "denies": "contests", "doubts": "questions", "asks": "questions"}
_ROLES: dict[str, Role] = {"says": "claim", "denies": "counter", "doubts": "counter", "asks": "context"}


def appearance_alone(
    annotated: AnnotatedArticle, statements: Sequence[Statement], *, config: TraceConfig | None = None
) -> Appearance:
    """
    How an article carries a claim of its own ``statements``: credited is whom they are said by.

    Without weighing the article's other credits, as ``appearances`` does: most claims of a ledger are of this kind, and
    there are ten of them in an article.
    """
    article = annotated.article
    first = min(statements, key=lambda each: (each.polarity != "says", each.content))
    polarity = {each.id: each.polarity for each in statements}
    sources = {source.id: source for source in annotated.sources}
    own = [credit for credit in annotated.credits if credit.statement_id in polarity]
    found = tuple(
        ClaimCredit(
            name=sources[credit.source_id].name,
            kind=sources[credit.source_id].kind,
            role=_ROLES[polarity[credit.statement_id or ""]],
            via=outlet_name(credit.via) if credit.via else None,
            evidence=credit.evidence,
            statement_id=credit.statement_id,
            source_id=credit.source_id,
            because=f"its own statement, by {credit.rule}",
        )
        for credit in own
    )
    credits = unify_names({article.id: found})[article.id]
    return Appearance(
        article_id=article.id,
        stance=_STANCES[first.polarity],
        sentence=_sentence(annotated, first.content[0]),
        score=1.0,
        first_hand=_is_first_hand(own),
        primary=_primary(credits, outlet_name(article.outlet) if article.outlet else None),
        reprint_of=find_reprints({article.id: annotated}, (), config or TraceConfig()).get(article.id),
        credits=tuple(sorted(credits, key=lambda each: (each.evidence, each.name or "", each.role, each.via or ""))),
    )


def _sentence(annotated: AnnotatedArticle, content: Span) -> Span | None:
    return next((each.span for each in annotated.sentences if each.span.overlaps(content)), None)


def _is_first_hand(credits: Sequence[Credit]) -> bool:
    return any(credit.first_hand for credit in credits)


def _primary(credits: Sequence[ClaimCredit], own: str | None) -> str | None:
    """The outlet that the statements came through, or are by."""
    named = [each.via or (each.name if each.kind == "outlet" else None) for each in credits if each.role == "claim"]
    return next((name for name in named if name and name != own), None)

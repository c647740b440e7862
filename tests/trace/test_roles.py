"""Which credits concern a claim, and in what role."""

from datetime import UTC, datetime

import pytest

from sayso.records import AnnotatedArticle, Article, Credit, Mention, Sentence, Source, Span, Statement
from sayso.trace.features import Group, Scene, make_query, make_scene
from sayso.trace.roles import claim_credits

TEXT = "Tarn Ferries has denied that the ferry will stop."


def seen(polarity: str) -> tuple[Group, Scene]:
    """Tarn Ferries, credited in a statement that says or denies something."""
    article = Article("art_a", "a", None, "Fen Courier", None, None, TEXT, None, datetime(2026, 1, 1, tzinfo=UTC))
    said = Statement("stm_1", "att_1", "art_a", "src_1", None, polarity, (Span(24, 48),), "that the ferry will stop")
    annotated = AnnotatedArticle(article, (Sentence(Span(0, len(TEXT)), 0, ()),), (), (), (said,), (), b"")
    mention = Mention("art_a", (Span(0, len(TEXT)),), False, 1.0, "reports")
    source = Source("src_1", "art_a", "organization", "Tarn Ferries", "Tarn Ferries", (Span(0, 12),), None)
    group = Group(source, None, (Credit("crd_1", "art_a", "src_1", None, Span(0, 23), "attribution", False, "stm_1"),))
    return group, make_scene(annotated, mention, make_query("The ferry will stop.", None), {})


@pytest.mark.parametrize(("polarity", "role", "score"), [("says", "claim", 0.6), ("denies", "counter", 0.8)])
def test_a_denial_speaks_against_the_claim_as_surely_as_it_concerns_it(polarity: str, role: str, score: float) -> None:
    group, scene = seen(polarity)
    (credit,) = claim_credits([group], [{"claim": 0.6, "counter": 0.2, "context": 0.1, "none": 0.1}], scene)
    assert (credit.role, credit.score) == (role, pytest.approx(score))

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from sayso.records import AnnotatedArticle, Article, ClaimCredit, Mention, Span
from sayso.trace import newsroom
from sayso.trace.features import make_query, make_scene

TEXT = "Lantern Weekly reports that the bridge will close."


@pytest.mark.parametrize(("chance", "primary"), [(0.9, "Lantern Weekly"), (0.05, None)])
def test_an_outlet_is_given_as_closest_only_where_it_is_likely(
    monkeypatch: pytest.MonkeyPatch, chance: float, primary: str | None
) -> None:
    class Fixed:
        def chances(self, features: Mapping[str, float]) -> dict[str, float]:
            return {"yes": chance, "no": 1 - chance}

    monkeypatch.setattr(newsroom, "load_linear", lambda name: Fixed())
    article = Article("art_a", "a", None, "Fen Courier", None, None, TEXT, None, datetime(2026, 1, 1, tzinfo=UTC))
    annotated = AnnotatedArticle(article, (), (), (), (), (), b"")
    mention = Mention("art_a", (), False, 1.0, "reports")
    scene = make_scene(annotated, mention, make_query("The bridge will close.", None), {})
    credit = ClaimCredit("Lantern Weekly", "outlet", "claim", None, Span(0, 14), None, "src_1", "", 0.9)
    assert newsroom.choose_primary([credit], scene) == primary


def test_a_platform_is_never_where_a_claim_was_reported() -> None:
    article = Article("art_a", "a", None, "Fen Courier", None, None, TEXT, None, datetime(2026, 1, 1, tzinfo=UTC))
    annotated = AnnotatedArticle(article, (), (), (), (), (), b"")
    mention = Mention("art_a", (), False, 1.0, "reports")
    scene = make_scene(annotated, mention, make_query("The bridge will close.", None), {})
    names = ("Reddit", "Lantern Weekly", "Fen Courier")
    credits = [ClaimCredit(name, "outlet", "claim", None, Span(0, 14), None, "src_1", "", 0.9) for name in names]
    assert newsroom.primary_candidates(credits, scene) == ["Lantern Weekly"]

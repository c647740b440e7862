"""What is known of a credit when its role is asked."""

from datetime import UTC, datetime

import pytest

from sayso.records import AnnotatedArticle, Article, Credit, Mention, Sentence, Source, Span
from sayso.trace.features import Group, features_of, make_query, make_scene


@pytest.mark.parametrize("text", ["Tarn Ferries dismissed it as a hoax.", "TARN FERRIES DISMISSED IT AS A HOAX."])
def test_words_of_denial_are_seen_in_capitals_too(text: str) -> None:
    article = Article("art_a", "a", None, "Fen Courier", text, None, text, None, datetime(2026, 1, 1, tzinfo=UTC))
    whole = Span(0, len(text))
    annotated = AnnotatedArticle(article, (Sentence(whole, 0, ()),), (), (), (), (), b"")
    source = Source("src_1", "art_a", "organization", "Tarn Ferries", "Tarn Ferries", (Span(0, 12),), None)
    group = Group(source, None, (Credit("crd_1", "art_a", "src_1", None, Span(0, 22), "attribution", False, None),))
    scene = make_scene(annotated, Mention("art_a", (whole,), True, 1.0, "contests"), make_query("It stops.", None), {})
    found = features_of(group, scene)
    assert (found["denial"], found["denial_near"], found["hoax"], found["tempered_title"]) == (1.0, 1.0, 1.0, 1.0)
    assert found["temper"] == 1.0

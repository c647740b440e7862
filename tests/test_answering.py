"""Which claim of the ledger a claim in somebody's own words is."""

from datetime import UTC, datetime

import numpy as np
import pytest

from sayso import answering
from sayso.records import AnnotatedArticle, Article, Mention, Sentence, Span, Statement

SAID = ("The ward will close in January.", "No decision has been taken to close the ward in January.")


@pytest.mark.parametrize(
    ("query", "claim"),
    [("The ward closes in January", "clm_0"), ("There is no decision to close the ward", "clm_1")],
)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_claim_goes_before_its_contrary_however_near_that_is(query: str, claim: str, order: tuple[int, int]) -> None:
    text = " ".join(SAID[number] for number in order)
    whole = Span(0, len(text))
    article = Article("art_a", "a", None, None, None, None, text, None, datetime(2026, 1, 1, tzinfo=UTC))
    statements = []
    for number in order:
        start = text.index(SAID[number])
        content = Span(start, start + len(SAID[number]))
        found = Statement(f"stm_{number}", f"att_{number}", "art_a", None, None, "says", (content,), SAID[number])
        statements.append(found)
    annotated = AnnotatedArticle(article, (Sentence(whole, 0, ()),), (), (), tuple(statements), (), bytes([1] * 768))
    mention = Mention("art_a", (whole,), False, 1.0, "reports")
    claims = {"stm_0": "clm_0", "stm_1": "clm_1"}
    vector = np.ones(384, dtype=np.int8)  # as near to the one as to the other
    assert answering._claim_of(query, vector, [mention], {"art_a": annotated}, claims) == claim

"""An article laid out for the claim reader: claim and title first, candidate credits marked, each found again."""

from datetime import UTC, datetime

import numpy as np

from sayso.models import open_tokenizer
from sayso.records import AnnotatedArticle, Article, Credit, Source, Span
from sayso.segment import split_sentences
from sayso.trace.features import Group
from sayso.trace.layout import CLAIM, LENGTH, MARKED, MOST_WINDOWS, TEXT, TITLE, lay_out

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLAIM_TEXT = "The bridge at Orrin will close"
BODY = "The bridge at Orrin will close in May, the Pell Courier reported. “It is old,” said Ada Voss."


def annotated_of(text: str, title: str | None = None) -> AnnotatedArticle:
    article = Article("art_a", "a", None, None, title, None, text, None, NOW)
    return AnnotatedArticle(article, split_sentences(text), (), (), (), (), b"")


def group_of(annotated: AnnotatedArticle, evidence: str) -> Group:
    at = annotated.article.text.index(evidence)
    span = Span(at, at + len(evidence))
    source = Source("src_a", "art_a", "outlet", "Pell Courier", "Pell Courier", (span,))
    return Group(source, None, (Credit("crd_a", "art_a", "src_a", None, span, "cites", False, None),))


def test_claim_and_title_come_first() -> None:
    annotated = annotated_of(BODY, title="Bridge to close")
    (sheet,) = lay_out(annotated, [], CLAIM_TEXT, open_tokenizer()).sheets
    words = {part: decoded(sheet.ids[sheet.segments == part]) for part in (CLAIM, TITLE, TEXT)}
    assert words[CLAIM] == "the bridge at orrin will close"
    assert words[TITLE] == "bridge to close"
    assert words[TEXT].startswith("the bridge at orrin will close in may")


def test_evidence_is_marked_and_found() -> None:
    annotated = annotated_of(BODY)
    group = group_of(annotated, "the Pell Courier reported")
    layout = lay_out(annotated, [group], CLAIM_TEXT, open_tokenizer())
    ((window, at),) = layout.places[0]
    sheet = layout.sheets[window]
    assert decoded(sheet.ids[sheet.marks == MARKED]).split()[0] == "the"
    assert (sheet.marks[at] == MARKED).all()
    assert decoded(sheet.ids[at]).endswith("reported")


def test_a_long_article_is_cut_and_what_follows_has_no_places() -> None:
    text = " ".join(f"Sentence number {n} of a very long report says nothing more." for n in range(400)) + " " + BODY
    annotated = annotated_of(text)
    layout = lay_out(annotated, [group_of(annotated, "the Pell Courier reported")], CLAIM_TEXT, open_tokenizer())
    assert len(layout.sheets) == MOST_WINDOWS
    assert layout.places == ((),)
    assert max(len(sheet.ids) for sheet in layout.sheets) <= LENGTH


def decoded(ids: np.ndarray) -> str:
    return str(open_tokenizer().decode([int(each) for each in ids], skip_special_tokens=True))

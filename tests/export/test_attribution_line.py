"""The line of ``sayso read --jsonl``."""

from datetime import UTC, datetime

from sayso.export.jsonl import attribution_line
from sayso.records import AnnotatedArticle, Article, Attribution, Span, Statement


def test_a_line_says_what_the_cue_does_and_how_certain_it_is() -> None:
    text = "Ida reportedly denied the sale."
    article = Article("art_1", "1", None, None, None, None, text, None, datetime(2031, 1, 1, tzinfo=UTC))
    cue, content = (Span(4, 21),), (Span(22, 30),)
    said = Attribution("att_1", "art_1", (Span(0, 3),), cue, content, None, "indirect", "statement", 0.9)
    statement = Statement("stm_1", "att_1", "art_1", None, None, "denies", content, "the sale", "hearsay")
    line = attribution_line(AnnotatedArticle(article, (), (said,), (), (statement,), (), b""), row_id=7)
    (row,) = line["attributions"]
    assert (row["polarity"], row["certainty"], row["attitude"]) == ("denies", "hearsay", "statement")
    assert line["id"] == 7 and row["source_name"] is None and row["score"] == 0.9

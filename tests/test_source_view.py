"""Why a source goes unnamed, wherever the source is shown; the article is invented."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from rich.console import Console

from sayso.cli.article_view import article_view
from sayso.cli.record_view import record_view
from sayso.export.jsonl import attribution_line
from sayso.ledger.answers import ShownSource, ShownStatement
from sayso.records import AnnotatedArticle, Article, Attribution, Source, Span, Statement

TEXT = "The mill will close, said a miller who asked not to be named."


def spans(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


ARTICLE = Article("art_1", "1", None, "Orrin Gazette", None, None, TEXT, None, datetime(2031, 5, 1, tzinfo=UTC))
MILLER = Source("src_1", "art_1", "unnamed", None, "a miller", spans("a miller"), spans("who asked not to be named")[0])
ATTRIBUTION = Attribution(
    "att_1",
    "art_1",
    spans("a miller"),
    spans("said"),
    spans("The mill will close"),
    None,
    "indirect",
    "statement",
    0.9,
)
STATEMENT = Statement("stm_1", "att_1", "art_1", "src_1", None, "says", ATTRIBUTION.content, "The mill will close")
ANNOTATED = AnnotatedArticle(ARTICLE, (), (ATTRIBUTION,), (MILLER,), (STATEMENT,), (), b"")


def printed(parts: Iterable[Any]) -> str:
    console = Console(file=StringIO(), width=400)
    for part in parts:
        console.print(part)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_read_shows_it_beside_the_description() -> None:
    assert "described as “a miller” · “who asked not to be named”" in printed(article_view(ANNOTATED))


def test_show_has_a_line_for_it() -> None:
    line = "why unnamed: “who asked not to be named”"
    assert line in printed(record_view(ShownSource(ARTICLE, MILLER, (STATEMENT,), (), ())))
    assert line in printed(record_view(ShownStatement(ARTICLE, ATTRIBUTION, STATEMENT, MILLER, None)))


def test_the_line_for_programs_has_its_span_and_calls_the_source_as_the_article_does() -> None:
    (row,) = attribution_line(ANNOTATED, row_id=1)["attributions"]
    assert row["source_name"] is None
    assert row["source_entity"] == "a miller"
    assert row["source_anonymity"] == [MILLER.anonymity.start, MILLER.anonymity.end]  # type: ignore[union-attr]

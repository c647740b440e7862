"""Reading one article on its own, without a ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.config import Config, load_config
from sayso.errors import InputError
from sayso.records import AnnotatedArticle, Article, Attribution, Problem, Source, Span, Statement

if TYPE_CHECKING:
    from sayso import match, pipeline, trace

_LONGEST_PATH = 1024


@cache
def models(reader: str) -> "pipeline.Models":
    """The reader of that name in this process, loaded when first needed; no sentence vectors: nothing is compared."""
    from sayso import pipeline

    return pipeline.load_models(reader, vectors=False)


@cache
def encoder() -> "match.SentenceEncoder":
    """The sentence encoder of this process, loaded when first needed."""
    from sayso import match

    return match.SentenceEncoder()


@cache
def claim_reader() -> "trace.ClaimReader":
    """The claim reader of this process, loaded when first needed."""
    from sayso import trace

    return trace.ClaimReader()


@dataclass(frozen=True, slots=True, repr=False)
class ReadArticle:
    """An article read on its own; its ``repr`` has a line for each attribution: source | cue | content | kind | via."""

    annotated: AnnotatedArticle
    problems: tuple[Problem, ...] = ()  # what its file holds besides and could not be read, or is not as it was packed

    @property
    def article(self) -> Article:
        """The article itself; all spans point into its ``text``."""
        return self.annotated.article

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who says what."""
        return self.annotated.attributions

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who speaks."""
        return self.annotated.sources

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Attributions with their sources resolved."""
        return self.annotated.statements

    def __repr__(self) -> str:
        article = self.article
        head = f"{article.title or article.input_id}: {len(article.text.split())} words"
        lines = [self._line(attribution) for attribution in self.attributions]
        return "\n".join([f"{head}, {len(lines)} attributions", *lines])

    def _line(self, attribution: Attribution) -> str:
        statement = next((each for each in self.statements if each.attribution_id == attribution.id), None)
        source = next((each for each in self.sources if statement and each.id == statement.source_id), None)
        spans = (attribution.source, attribution.cue, attribution.content)
        words = [_words(self.article.text, each) for each in spans]
        named = (source.kind if source.name is None else f"{source.kind} {source.name}") if source else "-"
        return " | ".join([*words, named, (statement.via if statement else None) or "-"])


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans) or "-"


def read(text_or_path: str | Path, *, config: Config | None = None) -> ReadArticle:
    """
    Read one article: a text, or the path of a file that holds one.

    A string is a path where a file of that name is there. It is read in this process, without a limit of time; see
    ``many.read_files``. InputError: the file holds no article, or several.
    """
    from sayso import pipeline

    config = config or load_config()
    article, problems = one_article(text_or_path, config)
    return ReadArticle(pipeline.annotate([article], models(config.read.model))[0], problems)


def one_article(text_or_path: str | Path, config: Config) -> tuple[Article, tuple[Problem, ...]]:
    """The article that ``read`` reads, and what else is wrong with its file; InputError as there."""
    from sayso import ingest

    if isinstance(text_or_path, str) and not _is_file(text_or_path):
        return ingest.article_from_text(text_or_path, input_id="text", retrieved=datetime.now(UTC)), ()
    found = list(ingest.read_inputs([text_or_path], retrieved=datetime.now(UTC), config=config.ingest))
    articles = [each for each in found if isinstance(each, Article)]
    problems = tuple(each for each in found if isinstance(each, Problem))
    if len(articles) == 1:
        return articles[0], problems
    if articles:
        raise InputError(
            f"{text_or_path} holds {len(articles)} articles, not one.\n  Do: add it to a ledger: sayso add"
        )
    detail = problems[0].detail if problems else "There is nothing in it."
    raise InputError(f"{text_or_path} holds no article. {detail}")


def _is_file(text: str) -> bool:
    if len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    try:
        return Path(text).is_file()
    except OSError:
        return False

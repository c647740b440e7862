"""Readers without a model, for tests of what surrounds reading. Reading processes import them by name."""

import hashlib
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sayso.errors import ModelError
from sayso.ids import content_id
from sayso.records import AnnotatedArticle, Article, Attribution, Credit, Sentence, Source, Span, Statement
from sayso.segment import split_sentences

Annotate = Callable[[Sequence[Article]], list[AnnotatedArticle]]


def nothing_found(article: Article) -> AnnotatedArticle:
    return AnnotatedArticle(article, (), (), (), (), (), bytes(384))


def open_plain() -> Annotate:
    return lambda articles: [nothing_found(article) for article in articles]


def open_named(name: str) -> Annotate:
    """Gives back the length of the name it was opened with."""
    return lambda articles: [
        replace(nothing_found(each), sentences=(Sentence(Span(len(name), len(name) + 1), 0, ()),)) for each in articles
    ]


def open_troubled() -> Annotate:
    """Does what the article's text says."""

    def annotate(articles: Sequence[Article]) -> list[AnnotatedArticle]:
        for article in articles:
            if article.text.startswith("HANG"):
                time.sleep(600)
            if article.text.startswith("KILL"):
                os.kill(os.getpid(), 9)
            if article.text.startswith("RAISE"):
                raise ValueError("no such thing")
            if article.text.startswith("PRINT"):
                print("to stdout, where the answers go")
        return [nothing_found(article) for article in articles]

    return annotate


def open_forgetful() -> Annotate:
    return lambda articles: [nothing_found(article) for article in articles[1:]]


def open_missing() -> Annotate:
    raise ModelError("The model file reader.onnx is not in this installation.")


def open_dying() -> Annotate:
    os._exit(3)


# ---- a reader of one rule ----

_SAYS = re.compile(
    r"(?P<source>[A-Z][\w. ]*?|[Aa] source) (?P<cue>says|said|denied|reported|told (?P<via>[A-Z]\w+)) "
    r"(?:that )?(?P<content>.+)"
)
_OUTLETS = {"Orrin Ledger", "Quayside Post", "WireOne", "Tidewatch"}
_UNIT = 127


def open_simple() -> Annotate:
    """Reads "NAME said (that) ..." and "NAME told OUTLET ...", a sentence each; slow where SLOW_READER says so."""

    def annotate(articles: Sequence[Article]) -> list[AnnotatedArticle]:
        time.sleep(float(os.environ.get("SLOW_READER", "0")))
        return [read_simply(article) for article in articles]

    return annotate


def open_contradictory() -> Annotate:
    """Reads one article as having two sources of the same id."""

    def annotate(articles: Sequence[Article]) -> list[AnnotatedArticle]:
        read = [read_simply(article) for article in articles]
        return [replace(each, sources=each.sources * 2) if each.article.input_id == "alone" else each for each in read]

    return annotate


def read_simply(article: Article) -> AnnotatedArticle:
    """A pure function of the article."""
    sentences = split_sentences(article.text)
    sources: dict[str, Source] = {}
    attributions, statements, credits = [], [], []
    for sentence in sentences:
        if not (match := _SAYS.match(article.text, sentence.span.start, sentence.span.end)):
            continue
        who, cue, what = (Span(*match.span(group)) for group in ("source", "cue", "content"))
        source = _source(article, who, sources)
        spans = [[what.start, what.end]]
        attribution = content_id("att", article=article.id, content=spans)
        statement = content_id("stm", attribution=attribution)
        polarity = "denies" if match["cue"] == "denied" else "says"
        attributions.append(
            Attribution(attribution, article.id, (who,), (cue,), (what,), None, "indirect", "statement", 0.9)
        )
        statements.append(
            Statement(
                statement, attribution, article.id, source.id, match["via"], polarity, (what,), what.of(article.text)
            )
        )
        credit = content_id("crd", statement=statement)
        evidence = Span(who.start, cue.end)
        credits.append(Credit(credit, article.id, source.id, match["via"], evidence, "attribution", False, statement))
    return AnnotatedArticle(
        article,
        sentences,
        tuple(attributions),
        tuple(sources.values()),
        tuple(statements),
        tuple(credits),
        _vectors(article, sentences),
    )


def _source(article: Article, span: Span, known: dict[str, Source]) -> Source:
    name = span.of(article.text)
    if name not in known:
        unnamed = name.lower() == "a source"
        kind = "unnamed" if unnamed else "outlet" if name in _OUTLETS else "person"
        identity = content_id("src", article=article.id, name=name)
        known[name] = Source(identity, article.id, kind, None if unnamed else name, name, (span,))
    return known[name]


def _vectors(article: Article, sentences: tuple[Sentence, ...]) -> bytes:
    texts = [sentence.span.of(article.text) for sentence in sentences]
    return b"".join(bag_of_words(text) for text in [article.title or "".join(texts[:1]), *texts])


def bag_of_words(text: str) -> bytes:
    """A text as an int8 vector of length 127: each word has a direction of its own, and long words count more."""
    total = np.zeros(384)
    for word in re.findall(r"\w+", text.lower()):
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        total += len(word) ** 2 * np.random.default_rng(seed).standard_normal(384)
    length = float(np.sqrt(total @ total)) or 1.0
    return np.round(total / length * _UNIT).astype(np.int8).tobytes()


def open_echo() -> Callable[[object], object]:
    return lambda task: task

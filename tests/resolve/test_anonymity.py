"""Why the article leaves a source unnamed; articles and people are invented."""

from datetime import UTC, datetime

import pytest

from sayso.ids import content_id
from sayso.records import Article, Attribution, Source, Span
from sayso.resolve import resolve_article
from sayso.segment import split_sentences


def source_of(text: str, source: str, cue: str, content: str) -> tuple[Article, tuple[Source, ...]]:
    """The sources of a text with one attribution."""
    article = Article("art_1", "1", None, None, None, None, text, None, datetime(2031, 5, 1, tzinfo=UTC))
    parts = [(Span(at := text.index(words), at + len(words)),) for words in (source, cue, content)]
    ident = content_id("att", content=[[span.start, span.end] for span in parts[2]])
    attribution = Attribution(ident, article.id, *parts, None, "indirect", "statement", 0.9)
    return article, resolve_article(article, split_sentences(text), [attribution]).sources


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "why"),
    [
        (
            "The dam leaks, said an engineer who asked not to be named because she feared for her job. It rained.",
            "an engineer",
            "said",
            "The dam leaks",
            "who asked not to be named because she feared for her job",
        ),
        (
            "An official, speaking on condition of anonymity to discuss private talks, said the dam leaks.",
            "An official",
            "said",
            "the dam leaks",
            "speaking on condition of anonymity to discuss private talks",
        ),
        (
            "Two people who were not authorised to speak publicly said the dam leaks.",
            "Two people who were not authorised to speak publicly",
            "said",
            "the dam leaks",
            "who were not authorised to speak publicly",
        ),
        (
            "The dam leaks, said one of the guards, who declined to be identified, citing the rules.",
            "one of the guards",
            "said",
            "The dam leaks",
            "who declined to be identified, citing the rules",
        ),
        (
            "A worker who wants to remain anonymous said the dam leaks.",
            "A worker who wants to remain anonymous",
            "said",
            "the dam leaks",
            "who wants to remain anonymous",
        ),
        (
            "A worker, who did not want to be identified since he has a family, said the dam leaks.",
            "A worker",
            "said",
            "the dam leaks",
            "who did not want to be identified since he has a family",
        ),
        (
            "The dam leaks, a worker said. The source requested anonymity for fear of reprisals.",
            "a worker",
            "said",
            "The dam leaks",
            "requested anonymity for fear of reprisals",
        ),
    ],
)
def test_the_words_that_say_why(text: str, source: str, cue: str, content: str, why: str) -> None:
    article, sources = source_of(text, source, cue, content)
    (unnamed,) = [each for each in sources if each.kind == "unnamed"]
    assert unnamed.anonymity is not None
    assert unnamed.anonymity.of(article.text) == why


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The dam leaks, a worker said. Nora Hallam spoke on condition of anonymity.", "a worker", "The dam leaks"),
        ("“We are not allowed to speak,” he added. The dam leaks, a worker said.", "a worker", "The dam leaks"),
        ("Nora Hallam, who was not authorised to speak, said the dam leaks.", "Nora Hallam", "the dam leaks"),
        ("A worker, who asked to be named, said the dam leaks.", "A worker", "the dam leaks"),
        ("A worker said the dam leaks. The guards are authorised to speak.", "A worker", "the dam leaks"),
    ],
)
def test_other_peoples_reasons_and_permissions_are_none(text: str, source: str, content: str) -> None:
    _, sources = source_of(text, source, "said", content)
    assert sources
    assert all(each.anonymity is None for each in sources)

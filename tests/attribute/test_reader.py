"""The shipped reader on invented text."""

from datetime import UTC, datetime

import pytest

from sayso.attribute import Reader
from sayso.records import Article
from sayso.segment import split_sentences

pytestmark = pytest.mark.model

TEXTS = [
    "The ferry will not sail on Monday, harbour master Olga Lindqvist said. "
    "“The engine is in pieces,” she told the Skerry Times. According to the union, the crew was not paid.",
    "A spokesman for Tarn Mills denied that the plant would close.\n\nSources close to the board say a sale is near.",
    "\n",
    "No one was hurt. " * 200,
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, texts: list[str]):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    articles = [Article(f"art_{i}", str(i), None, None, None, None, text, None, now) for i, text in enumerate(texts)]
    return reader.read(articles, [split_sentences(text) for text in texts])


def test_who_says_what(reader):
    text = TEXTS[0]
    found = {
        (" ".join(s.of(text) for s in a.source), " ".join(s.of(text) for s in a.cue)) for a in read(reader, [text])[0]
    }
    assert ("harbour master Olga Lindqvist", "said") in found
    assert ("the union", "According to") in found


def test_reading_does_not_depend_on_what_is_read_beside(reader):
    together = read(reader, TEXTS)
    for i, text in enumerate(TEXTS):
        now = datetime(2026, 1, 1, tzinfo=UTC)
        article = Article(f"art_{i}", str(i), None, None, None, None, text, None, now)
        assert reader.read([article], [split_sentences(text)]) == [together[i]]


def test_nothing_to_read(reader):
    assert read(reader, ["", "\n"]) == [(), ()]


def test_a_long_text_is_read_in_parts(reader, monkeypatch):
    text = "\n\n".join(TEXTS[:2] * 4)
    whole = read(reader, [text])[0]
    assert len(whole) > 8
    monkeypatch.setattr("sayso.attribute.reader.LONGEST", 60)
    parts = read(reader, [text])[0]
    said = [" ".join(span.of(text) for span in each.cue) for each in parts]
    assert said.count("denied") == 4
    assert {each.cue for each in parts} >= {each.cue for each in whole}  # no matter which part they lie in

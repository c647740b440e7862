"""Invented articles for the tests of this stage, with vectors made from their words instead of a model."""

import zlib
from datetime import UTC, datetime, timedelta

import numpy as np

from sayso.match.terms import find_terms
from sayso.records import AnnotatedArticle, Article, Sentence, Span, Statement, When

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def vector(text: str) -> np.ndarray:
    """int8 [384]: texts that share words get near vectors."""
    total = np.random.default_rng(7).normal(size=384)
    for term in find_terms(text):
        total += 3 * np.random.default_rng(zlib.crc32(str(term.key).encode())).normal(size=384)
    return np.round(127 * total / np.linalg.norm(total)).astype(np.int8)


def article(
    id: str, title: str | None, text: str, *, day: int | None = None, says: tuple[str, ...] = ()
) -> AnnotatedArticle:
    """``text`` has one sentence a line; ``says`` are pieces of it that become statements."""
    sentences, at = [], 0
    for number, line in enumerate(text.split("\n")):
        sentences.append(Sentence(Span(at, at + len(line)), number, ()))
        at += len(line) + 1
    published = None
    if day is not None:
        start = datetime(2024, 5, day, tzinfo=UTC)
        published = When(start, start + timedelta(days=1), str(day), "column")
    lines = text.split("\n")
    rows = np.stack([vector(title or lines[0]), *(vector(line) for line in lines)])
    made = Article(id, id, None, None, title, None, text, published, NOW)
    statements = tuple(
        Statement(
            f"stm_{id}_{n}", f"att_{id}_{n}", id, None, None, "says", (Span(text.index(s), text.index(s) + len(s)),), s
        )
        for n, s in enumerate(says)
    )
    return AnnotatedArticle(made, tuple(sentences), (), (), statements, (), rows.tobytes())


FERRY = article(
    "art_1",
    "Skerrin ferry Halvard Queen to be sold to Tormund Lines",
    "The Skerrin ferry Halvard Queen will be sold to Tormund Lines for 4.2 million crowns, the Courier reported.\n"
    "Two people close to the harbour board told the Courier that the sale of the Halvard Queen would close in May.\n"
    "The ferry has served Skerrin since 1987.",
    day=3,
    says=(
        "The Skerrin ferry Halvard Queen will be sold to Tormund Lines for 4.2 million crowns",
        "that the sale of the Halvard Queen would close in May",
    ),
)
FERRY_DENIED = article(
    "art_2",
    "Tormund Lines denies buying the Halvard Queen",
    "Tormund Lines denied on Tuesday that it was buying the Skerrin ferry Halvard Queen for 4.2 million crowns.\n"
    "The report is false and no such sale of the Halvard Queen was ever discussed, spokeswoman Ada Quist said.",
    day=4,
    says=(
        "it was buying the Skerrin ferry Halvard Queen for 4.2 million crowns",
        "The report is false and no such sale of the Halvard Queen was ever discussed",
    ),
)
CHEESE = article(
    "art_3",
    "Giant cheese rolls through Obermoor market",
    "A wheel of cheese weighing 310 kilograms rolled through the Obermoor market on Sunday.\n"
    "Nobody was hurt, mayor Jost Anderl told reporters, and the cheese was recovered from a fountain.",
    day=4,
    says=("Nobody was hurt", "the cheese was recovered from a fountain"),
)

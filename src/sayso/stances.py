"""
How a text stands to a claim that is given with it; no ledger needed.

The text is cut into sentences, and each is compared with the claim; nobody's words need be attributed to anybody for
that, so that the reader stays out of it and a second is enough for dozens of articles.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sayso import ingest, match, segment, workers
from sayso.config import Config, ReadConfig, load_config
from sayso.ingest.rows import BadRow
from sayso.many import Turns, article_of_row, json_rows
from sayso.records import AnnotatedArticle, Article, Failure, Headline, Problem, Stance

_LEFT_OUT = "This line was left out; the others were read."
_SECONDS = 30.0  # that one text may take at most, on a busy machine


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim, and the article of which is asked how it stands to it."""

    claim: str
    article: Article


@dataclass(frozen=True, slots=True)
class Stand:
    """How an article stands to a claim that it speaks of."""

    stance: Stance
    score: float  # 0 to 1: how likely that stance
    headline: Headline | None  # against its text, where it has one


@dataclass(frozen=True, slots=True)
class RowStance:
    """What one row asks, and the answer; ``trouble``: its line is no such row, or it could not be worked on."""

    id: Any  # the row's own, or FILE:LINE
    claim_id: Any
    stand: Stand | None
    trouble: Problem | Failure | None = None


Numbered = tuple[int, Asked]


def stance_rows(files: Sequence[str | Path], *, config: Config | None = None) -> Iterator[RowStance]:
    """
    Rows of JSONL files with "claim" and "text", one ``RowStance`` each, in their order: ``sayso stance --jsonl``.

    A row may have "id", "claim_id" and "title", and whatever else ``add`` takes. Nothing is lost by what cannot be
    used: it has its ``trouble``. OSError: a file cannot be opened.
    """
    turns: Turns[Stand] = Turns()
    for batch in find_stances(_asked([Path(file) for file in files], turns), config=config):
        for number, answer in batch:
            turns.put(number, answer)
        yield from map(_row, turns.ready())
    yield from map(_row, turns.ready())


def _row(turn: tuple[RowStance, Stand | Failure | None]) -> RowStance:
    row, answer = turn
    if isinstance(answer, Failure):
        return RowStance(row.id, row.claim_id, None, answer)
    return RowStance(row.id, row.claim_id, answer, row.trouble)


def _asked(files: Sequence[Path], turns: Turns[Stand]) -> Iterator[Asked]:
    now = datetime.now(UTC)
    number = 0
    for path, line, row in json_rows(files):
        where = f"{path}:{line}"
        if isinstance(row, BadRow):
            turns.expect(RowStance(where, None, None, Problem(where, where, "unreadable", row.detail)), None)
            continue
        name, claim = row.get("id", f"{path.name}:{line}"), row.get("claim")
        article = article_of_row(row, path, line, now)
        if not isinstance(claim, str) or not claim.strip() or article is None:
            missing = "text" if isinstance(claim, str) and claim.strip() else "claim"
            problem = Problem(where, where, "unreadable", f"It has no {missing!r} in words. {_LEFT_OUT}")
            turns.expect(RowStance(name, row.get("claim_id"), None, problem), None)
            continue
        turns.expect(RowStance(name, row.get("claim_id"), None), number)
        number += 1
        yield Asked(claim, article)


def stance(claim: str, text: str, *, title: str | None = None) -> Stand:
    """
    How a text stands to a claim that it speaks of: asserts, reports, questions or contests it.

    Whether it speaks of the claim at all is not asked. NoArticleText: the text is empty.
    """
    article = ingest.article_from_text(text, input_id="text", title=title, retrieved=datetime.now(UTC))
    return _stand(Asked(claim, article), _encoder())


def find_stances(
    asked: Iterable[Asked], *, config: Config | None = None
) -> Iterator[list[tuple[int, Stand | Failure]]]:
    """
    The same for many, on all cores: (number in ``asked``, from 0; answer), batch by batch as they come.

    A text that cannot be done is a ``Failure``, and the others go on. No more than a few batches are in memory.
    """
    settings = (config or load_config()).read
    answers = workers.spread(
        _batches(enumerate(asked), settings),
        opener=("sayso.stances:open_finder",),
        count=workers.count_of(settings),
        seconds=_SECONDS * settings.batch,
        split=lambda batch: [[each] for each in batch],
    )
    for batch, answer in answers:
        if isinstance(answer, workers.Lost):
            yield [(number, Failure(each.article.id, "stance", answer.reason)) for number, each in batch]
        else:
            yield list(zip((number for number, _ in batch), answer, strict=True))


def open_finder() -> Callable[[Sequence[Numbered]], list[Stand]]:
    """What a process of ``find_stances`` does."""
    encoder = match.SentenceEncoder()
    return lambda batch: [_stand(asked, encoder) for _, asked in batch]


def _stand(asked: Asked, encoder: match.SentenceEncoder) -> Stand:
    vector, annotated = encoder.encode([asked.claim])[0], bare(asked.article, encoder)
    found, score = match.stance_towards(asked.claim, vector, annotated)
    return Stand(found, score, match.headline_towards(asked.claim, vector, annotated))


def bare(article: Article, encoder: match.SentenceEncoder) -> AnnotatedArticle:
    """An article with its sentences and their vectors only: nobody's words are attributed to anybody."""
    sentences = segment.split_sentences(article.text)
    texts = [sentence.span.of(article.text) for sentence in sentences]
    vectors = encoder.encode([article.title or "".join(texts[:1]), *texts]).tobytes()
    return AnnotatedArticle(article, sentences, (), (), (), (), vectors)


def _batches(asked: Iterable[Numbered], config: ReadConfig) -> Iterator[list[Numbered]]:
    batch: list[Numbered] = []
    for each in asked:
        batch.append(each)
        if len(batch) >= config.batch:
            yield batch
            batch = []
    if batch:
        yield batch


@cache
def _encoder() -> match.SentenceEncoder:
    return match.SentenceEncoder()

"""
How time, memory and the ledger's size grow with the number of articles, up to hundreds of thousands.

usage: python -m bench.scale [--sizes 1000,3000,10000,30000,100000] [--originals LEDGER] [--ledger FILE]
                             [--corpora DIR] [--json FILE]

With ``--ledger`` and ``--json`` the figures are written after each size, and the same call with larger sizes goes on
from the largest that stands there: hundreds of thousands of articles take hours.

Nobody has so many articles at hand, and reading them would take hours that say nothing about comparing. So the articles
of the examples and, where the corpora are there, of FNC-1 are read once (or taken from the ledger ``--originals``), and
what was read is copied with other names: in copy number n each name (but those of outlets) and each number has other
letters and digits of the same length, the same ones in all articles of the copy, so that all spans still fit; a part of
the everyday words, other ones in each copy, are others of the same length and about as common; and in a copy's vectors
the signs of some dimensions are turned, which leaves the cosines within the copy as they are and brings the cosine of
an article with its double down to about 0.45, that of two strangers of FNC-1 who share a key. Each story thus becomes
another story about other people, told in partly other words. ``bench.strangers`` counts what an article then has in
common with those of another copy, beside what it has with the other stories of FNC-1: that the two are about the same
is what makes the growth that is measured here that of a ledger of news. Dates are shifted by three days a copy, and
FNC-1's eight months are told as one, so that some 570 articles appear on each day whatever the size: the ledger grows
from day to day, and 200,000 articles are those of a year.

Measured is ``sayso run`` from one size to the next (all is read, so that it only compares): seconds, processor seconds
of all its processes (which other programs disturb less), memory as the proportional set size of its processes together;
and at each size ``add`` + ``run`` of ten new articles with the reader.
"""

import json
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from math import log
from pathlib import Path

import numpy as np

from bench.common import arguments, main_of, report, sayso, write_rows
from bench.speed import PeakMemory
from bench.stories import INPUT
from sayso import ledger
from sayso.config import Config
from sayso.library import Ledger
from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, Article, Run, When

EXAMPLES = Path(__file__).parent.parent / "examples"
TURNED = 0.165  # share of a vector's signs that are turned in a copy: two copies differ in 0.275 of them
DAYS = 3  # between one copy and the next
FASTER = 8  # times that a copy's articles follow on each other than FNC-1's, so that its eight months are one
NEW = 10_000  # copies from this number on are of the articles that come later
PAGE = 256
COMMON = slice(0, 400)  # everyday words that copies change, the commonest first: rarer ones are what tells a story
CHANGED = 0.9  # share of their places in which a copy changes them
ALIKE = 16  # words, the next in number of those of the same length, of which one takes the place of another
_WORD = re.compile(r"[^\W\d_]+|\d+")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"


# ---- the originals ----


def read_originals(corpora: Path, folder: Path) -> Path:
    """A ledger of the examples and of FNC-1, read."""
    path = folder / "originals.db"
    sources = [EXAMPLES, *(each for each in [corpora / "stories/fnc1.jsonl"] if each.exists())]
    sayso("add", "--ledger", path, *sources, partial=True)
    sayso("run", "--ledger", path, partial=True)
    return path


def names_in(articles: Sequence[Article]) -> frozenset[str]:
    """Words that stand inside sentences with a capital more often than without, but those of outlets' names."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for article in articles:
        capital.update(re.findall(r"(?<=[a-z,] )[A-Z][^\W\d_]+", article.text))
        small.update(re.findall(r"\b[a-z]+\b", article.text))
    named = {word for each in outlets().rows for name in (each.name, *each.aliases) for word in _WORD.findall(name)}
    return frozenset(word for word in capital if word not in named and capital[word] > small[word.casefold()])


def everyday_words(articles: Sequence[Article], names: frozenset[str]) -> dict[str, list[str]]:
    """Common everyday words -> others of the same length that are about as common."""
    counts = Counter(word for article in articles for word in re.findall(r"\b[a-z]+\b", article.text))
    words = [word for word, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0])) if word not in names]
    found: dict[str, list[str]] = {}
    for length in set(map(len, words)):
        same = [word for word in words[COMMON] if len(word) == length]
        for place, word in enumerate(same):
            others = same[max(0, place - ALIKE // 2) : place + ALIKE // 2 + 1]
            found[word] = [each for each in others if each != word] or [word]
    return found


# ---- their copies ----


@lru_cache(maxsize=500_000)
def other_word(word: str, copy: int) -> str:
    """Another word of the same length: a vowel for a vowel, a consonant for a consonant, a digit for a digit."""
    digest = sha256(f"{copy} {word.casefold()}".encode()).digest() * (1 + len(word) // 32)
    made = []
    for character, number in zip(word, digest, strict=False):
        small = character.casefold()
        letters = _VOWELS if small in _VOWELS else _CONSONANTS if small in _CONSONANTS else ""
        other = letters[number % len(letters)] if letters else character
        if character.isdigit() and len(word) > 1:
            other = str(1 + number % 9)
        made.append(other.upper() if character.isupper() else other)
    return "".join(made)


class Copier:
    """Makes copy number n of an article, the same each time."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._names = names_in(articles)
        self._everyday = everyday_words(articles, self._names)
        self._start = min((each.published.earliest for each in articles if each.published), default=_now())
        self._changed = lru_cache(maxsize=500_000)(self._other)

    def words(self, text: str, copy: int) -> str:
        """The text with other names and numbers, and in part other words, of the same length."""
        before = ""

        def other(match: re.Match[str]) -> str:
            nonlocal before
            last, before = before, match.group()
            return self._changed(last, before, copy)

        return _WORD.sub(other, text)

    def _other(self, before: str, word: str, copy: int) -> str:
        if word.isdigit() or word in self._names:
            return other_word(word, copy)
        alike = self._everyday.get(word)
        if not before or not alike:
            return word
        # By the word before it too: what two articles share word for word they still share, and a term that is changed
        # in one place stays in another, as strangers share terms and hardly ever runs of words.
        digest = int.from_bytes(sha256(f"{copy} {before} {word}".encode()).digest()[:8], "big")
        return alike[digest // 1000 % len(alike)] if digest % 1000 < 1000 * CHANGED else word

    def article(self, article: Article, copy: int) -> Article:
        """The article alone."""
        return replace(
            article,
            id=_other_id(article.id, copy),
            input_id=f"{article.input_id}/{copy}",
            url=f"{article.url}#{copy}" if article.url else None,
            title=self.words(article.title, copy) if article.title else None,
            byline=self.words(article.byline, copy) if article.byline else None,
            text=self.words(article.text, copy),
            published=self._moved(article.published, copy) if article.published else None,
        )

    def _moved(self, when: When, copy: int) -> When:
        earliest = self._start + (when.earliest - self._start) / FASTER + timedelta(days=DAYS * copy)
        return When(earliest, earliest + (when.latest - when.earliest), when.raw, when.found_in)

    def annotated(self, one: AnnotatedArticle, copy: int) -> AnnotatedArticle:
        """The article with all that was read in it."""

        def new(identity: str) -> str:
            return _other_id(identity, copy)

        def maybe(identity: str | None) -> str | None:
            return new(identity) if identity else None

        owner = new(one.article.id)
        rows = np.frombuffer(one.vectors, dtype=np.int8).reshape(-1, 384)
        return replace(
            one,
            article=self.article(one.article, copy),
            attributions=tuple(
                replace(each, id=new(each.id), article_id=owner, parent=maybe(each.parent)) for each in one.attributions
            ),
            sources=tuple(
                replace(
                    each,
                    id=new(each.id),
                    article_id=owner,
                    name=self.words(each.name, copy) if each.name else None,
                    description=self.words(each.description, copy),
                )
                for each in one.sources
            ),
            statements=tuple(
                replace(
                    each,
                    id=new(each.id),
                    article_id=owner,
                    attribution_id=new(each.attribution_id),
                    source_id=maybe(each.source_id),
                    text=self.words(each.text, copy),
                )
                for each in one.statements
            ),
            credits=tuple(
                replace(
                    each,
                    id=new(each.id),
                    article_id=owner,
                    source_id=new(each.source_id),
                    statement_id=maybe(each.statement_id),
                )
                for each in one.credits
            ),
            vectors=(rows * _signs(copy)).astype(np.int8).tobytes(),
        )


def _other_id(identity: str, copy: int) -> str:
    return f"{identity[:4]}{sha256(f'{identity} {copy}'.encode()).hexdigest()[:32]}"


@lru_cache(maxsize=8)
def _signs(copy: int) -> np.ndarray:
    return np.where(np.random.default_rng(copy).random(384) < TURNED, -1, 1).astype(np.int8)


def copies(originals: Path, first: int, last: int) -> Iterator[AnnotatedArticle]:
    """The articles number ``first`` to ``last`` of all copies one after the other, each story in full."""
    with Ledger(originals) as opened:
        copier = Copier(list(opened.articles().values()))
        ids = [each for story in sorted(opened.stories(), key=lambda story: story.id) for each in story.article_ids]
        for number in range(first // len(ids), last // len(ids) + 1):
            wanted = ids[max(0, first - number * len(ids)) : max(0, last - number * len(ids))]
            for annotated in opened.annotated(wanted):
                yield copier.annotated(annotated, number)


def grow(file: Path, originals: Path, first: int, last: int) -> None:
    """Put copies number ``first`` to ``last`` into the ledger, as read and not yet compared."""
    opened = ledger.LedgerFile(file, create=True)
    found = copies(originals, first, last)
    run = Run(f"run_scale_{first}", "run", "bench", Config().digest(), "", _now())
    while batch := [each for _, each in zip(range(PAGE), found, strict=False)]:
        with opened.writing(run) as writing:
            ledger.add_articles(writing, [each.article for each in batch])
            ledger.add_readings(writing, batch)
    opened.close()


def _now() -> datetime:
    return datetime.now(UTC)


# ---- the measurement ----


def ten_more(file: Path, originals: Path, folder: Path, number: int) -> dict[str, float]:
    """``add`` + ``run`` of ten articles that the ledger does not have, read by the reader."""
    with Ledger(originals) as opened:
        every = opened.articles()
        copier = Copier(list(every.values()))
        ids = sorted(every)[:: max(1, len(every) // 10)][:10]
        made = [copier.article(every[each], NEW + number % 997) for each in ids]
    more = folder / f"more-{number}.jsonl"
    rows = [
        {
            **dict.fromkeys(INPUT),
            "id": each.input_id,
            "title": each.title,
            "text": each.text,
            "outlet": each.outlet,
            "published": each.published.earliest.isoformat() if each.published else None,
        }
        for each in made
    ]
    write_rows(more, rows)
    started = _processor_seconds()
    with PeakMemory() as memory:
        seconds = sayso("add", "--ledger", file, more) + sayso("run", "--ledger", file, partial=True)
    worked = _processor_seconds() - started
    return {"ten more, s": seconds, "ten more, processor s": worked, "ten more, peak MB": memory.peak / 1e6}


def measure(
    file: Path, originals: Path, folder: Path, sizes: Sequence[int], known: dict[str, float], kept: Path | None
) -> dict[str, float]:
    """
    The figures at each size, ``articles: what`` -> number; those of ``known`` are gone on from.

    ``kept``: a file where all of them are written after each size.
    """
    figures = dict(known)
    before = max(map(_size_of, known), default=0)
    total, worked = (known.get(f"{before:,}: comparing from nothing, {unit}", 0.0) for unit in ("s", "processor s"))
    for size in (each for each in sizes if each > before):
        grow(file, originals, before, size)
        started = _processor_seconds()
        with PeakMemory() as memory:
            seconds = sayso("run", "--ledger", file, partial=True)
        step = _processor_seconds() - started
        total, worked = total + seconds, worked + step
        found = {
            "comparing from nothing, s": total,
            "comparing from nothing, processor s": worked,
            "articles a second in this step": (size - before) / seconds,
            "processor ms an article in this step": 1000 * step / (size - before),
            "peak MB": memory.peak / 1e6,
            "ledger, MB": file.stat().st_size / 1e6,
            **ten_more(file, originals, folder, size),
            "sayso claims, s": sayso("claims", "--ledger", file),
            "sayso trace in words, s": sayso("trace", "--ledger", file, question(file)),
        }
        figures |= {f"{size:,}: {name}": number for name, number in found.items()}
        report(f"{size:,} articles", found)
        if kept:
            kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        before = size
    return figures


def _size_of(figure: str) -> int:
    return int(figure.partition(":")[0].replace(",", ""))


def question(file: Path) -> str:
    """The words of the claim that most articles carry, as a person might type them: not all of them."""
    with Ledger(file) as opened:
        (claim,) = opened.claims(limit=1)
    return " ".join(claim.label.split()[:12])


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def verdict(figures: dict[str, float]) -> str:
    """One line: the exponent of the growth of processor time, from the smallest size to the largest."""
    sizes = sorted(set(map(_size_of, figures)))
    times = [figures[f"{size:,}: comparing from nothing, processor s"] for size in sizes]
    if len(sizes) < 2:
        return "One size says nothing of growth."
    power = log(times[-1] / times[0]) / log(sizes[-1] / sizes[0])
    return f"From {sizes[0]:,} to {sizes[-1]:,} articles time grows as their number to the power of {power:.2f}."


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--sizes", default="1000,3000,10000,30000,100000", help="numbers of articles, rising")
    parser.add_argument("--originals", type=Path, metavar="LEDGER", help="a ledger whose articles have been read")
    parser.add_argument("--ledger", type=Path, metavar="FILE", help="where to make the large ledger, and leave it")
    options = parser.parse_args()
    sizes = sorted(int(each) for each in options.sizes.split(","))
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        originals = options.originals or read_originals(options.corpora, scratch)
        goes_on = options.ledger and options.ledger.exists() and options.json and options.json.exists()
        known = json.loads(options.json.read_text(encoding="utf-8")) if goes_on else {}
        figures = measure(options.ledger or scratch / "scale.db", originals, scratch, sizes, known, options.json)
    report(f"Scale, {time.strftime('%Y-%m-%d')}", figures, to=options.json)
    print(verdict(figures))


if __name__ == "__main__":
    main_of(run)

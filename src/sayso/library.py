"""
sayso as a library: everything the command line can do.

``read`` reads one text. ``Ledger`` keeps many: ``Ledger("sayso.db").add(["clips/"])``, then ``run()``, ``claims()``,
``trace()``. Nothing here prints; clocks are read here and passed down.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from sayso.config import Config
from sayso.ledger.answers import (
    ClaimRow,
    Shown,
    ShownArticle,
    ShownClaim,
    ShownSource,
    ShownStatement,
    ShownStory,
    Status,
    StoryRow,
)
from sayso.records import AnnotatedArticle, Article, Failure, Judgement, Problem, Trace

Stage = Literal["add", "read", "compare"]
Progress = Callable[[Stage, int, int | None], None]  # stage, done so far, total or None where it is not known


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of each thing found in the inputs: ``found`` is the sum of the others."""

    found: int = 0
    added: int = 0
    again: int = 0  # the same article at the same address: kept as another input of it
    versions: int = 0  # another text at an address already known
    not_articles: int = 0  # consent walls, index pages, no text
    too_short: int = 0  # too short, stubs
    unreadable: int = 0
    reasons: tuple[tuple[str, int], ...] = ()  # how many problems of each reason
    problems: tuple[Problem, ...] = ()

    @property
    def balances(self) -> bool:
        """Whether nothing was lost on the way."""
        rest = self.again + self.versions + self.not_articles + self.too_short + self.unreadable
        return self.found == self.added + rest


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run did; the totals are those of the ledger after it."""

    to_read: int  # articles that were waiting when it began
    read: int
    failed: int
    already_read: int  # by earlier runs
    compared: int
    failures: tuple[Failure, ...]
    statements: int
    sources: int
    stories: int
    claims: int
    seconds: float


class ReadArticle:
    """An article read on its own, ``annotated``; its ``repr`` has a line for each attribution."""


def read(text_or_path: str | Path, *, config: Config | None = None) -> ReadArticle:
    """Read one article: a text, or the path of a file that holds one (InputError where it holds none or several)."""
    raise NotImplementedError


class Ledger:
    """
    A ledger on disk; made by the first ``add``. Use it as a context manager, or ``close()`` it.

    LedgerError: the file is locked, no ledger, of a newer schema, or (for anything but ``add``) is not there.
    """

    def __init__(self, path: str | Path = "sayso.db", *, config: Config | None = None) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        columns: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> AddReport:
        """Take in files, folders, JSONL, CSV and WARC; adding the same again changes nothing."""
        raise NotImplementedError

    def run(self, *, progress: Progress | None = None, retry_failed: bool = False) -> RunReport:
        """Read what is new and compare it; stop it at any time and call it again to go on."""
        raise NotImplementedError

    def claims(
        self,
        query: str | None = None,
        *,
        origins_max: int | None = None,
        contested: bool = False,
        limit: int | None = 20,
    ) -> list[ClaimRow]:
        """Claims, those in most articles first; ``origins_max=1``: those that rest on one origin at most."""
        raise NotImplementedError

    def count_claims(self, query: str | None = None, *, origins_max: int | None = None, contested: bool = False) -> int:
        """How many claims ``claims`` would list without a limit."""
        raise NotImplementedError

    def trace(self, claim: str) -> Trace:
        """Trace a claim, by its id or a prefix of it, or in the user's own words. NotFound: no article speaks of it."""
        raise NotImplementedError

    def stories(self, *, limit: int | None = None) -> list[StoryRow]:
        """Stories, the largest first."""
        raise NotImplementedError

    def show(self, id_or_prefix: str) -> Shown:
        """The record of that id or unique prefix; an input's id shows its article. NotFound: none, or several."""
        raise NotImplementedError

    def status(self) -> Status:
        """Counts, and what is still to do."""
        raise NotImplementedError

    def problems(self) -> list[Problem]:
        """Everything found in the inputs that is not in use, and why."""
        raise NotImplementedError

    def failures(self) -> list[Failure]:
        """Articles that could not be read."""
        raise NotImplementedError

    def articles(self, ids: Iterable[str] | None = None) -> dict[str, Article]:
        """Articles by id: all of them, or those asked for."""
        raise NotImplementedError

    def annotated(self, ids: Iterable[str] | None = None) -> Iterable[AnnotatedArticle]:
        """What was read in each article, one after the other: all, or those asked for."""
        raise NotImplementedError

    def judge(self, a: str, b: str, verdict: Literal["same", "different", "unsure"], *, by: str) -> Judgement:
        """Record a person's ruling on two articles or two statements, and work out what it touches again."""
        raise NotImplementedError

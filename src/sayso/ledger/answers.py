"""What a ledger answers: what an ``add`` or ``run`` did, rows of listings, one record with what stands around it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sayso.records import (
    AnnotatedArticle,
    Article,
    Assessment,
    Attribution,
    Claim,
    Credit,
    Failure,
    Judgement,
    Note,
    Problem,
    Run,
    Source,
    Statement,
    Story,
    When,
)


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

    @classmethod
    def of(cls, outcomes: Counter[str], problems: Sequence[Problem]) -> "AddReport":
        """Of the articles by what became of them ("added", "again", "version"), and of what is none."""
        reasons = Counter(problem.reason for problem in problems)
        return cls(
            found=outcomes.total() + len(problems),
            added=outcomes["added"],
            again=outcomes["again"],
            versions=outcomes["version"],
            not_articles=reasons["consent_wall"] + reasons["index_page"] + reasons["no_text"],
            too_short=reasons["too_short"] + reasons["stub"],
            unreadable=reasons["unreadable"],
            reasons=tuple(sorted(reasons.items())),
            problems=tuple(problems),
        )

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
    read_otherwise: int = 0  # of those read by earlier runs, with other models: they are not read again


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of ``sayso claims``."""

    id: str
    story_id: str
    label: str
    statements: int
    articles: int
    outlets: int
    origins_min: int
    origins_max: int
    independent_min: int
    independent_max: int
    contests: int  # how many contest it
    flags: tuple[str, ...]
    latest: datetime | None  # when the latest article that carries it appeared, as far as dates are known


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One line of ``sayso stories``."""

    id: str
    title: str  # of its earliest article that has one, else the first words of its text
    article_ids: tuple[str, ...]
    input_ids: tuple[str, ...]  # of every input that held one of these articles, copies included
    articles: int  # the texts that stood at one address are one
    outlets: int
    claims: int
    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One line of ``sayso judge --list``."""

    judgement: Judgement
    state: str  # "counts", "waiting", "replaced", "conflict", "undone", or "undoes" of one that takes another back
    because: str  # in words; empty where it counts
    words: tuple[str, ...]  # of what it is about: the two ends, and the claim


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line of ``sayso notes``."""

    note: Note
    target: str | None  # id of the claim, statement or article as it is now; None where it is not there
    words: str  # of what it is about
    article_id: str  # that it is about, or in which its statement stands
    settled: bool


@dataclass(frozen=True, slots=True)
class Status:
    """What is in a ledger, and what is still to do."""

    path: Path
    size: int  # bytes
    schema: int
    articles: int
    versions: int  # articles that another text stood at the same address before
    copies: int  # inputs that held an article already there
    problems: int
    read: int
    failed: int
    to_read: int
    to_compare: int
    attributions: int
    sources: int
    statements: int
    stories: int
    claims: int
    judgements: int
    earliest: datetime | None  # publication dates of the articles
    latest: datetime | None
    runs: tuple[Run, ...]  # latest first, at most ten


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One of the texts that stood at an address."""

    article_id: str
    title: str | None
    published: When | None
    retrieved: datetime


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article with all that was read in it."""

    article: Article
    annotated: AnnotatedArticle | None  # None until it has been read
    input_ids: tuple[str, ...]
    versions: tuple[str, ...]  # ids of the texts at its address, oldest first; empty where it is the only one
    story_id: str | None
    claim_ids: tuple[str, ...]
    failures: tuple[Failure, ...]
    history: tuple[VersionRow, ...] = ()  # the versions, oldest first


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement, or the attribution it comes from."""

    article: Article
    attribution: Attribution
    statement: Statement | None  # None where nothing was resolved from the attribution
    source: Source | None
    claim_id: str | None


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A source of one article with what it says there; ``elsewhere``: sources of that name in other articles."""

    article: Article
    source: Source
    statements: tuple[Statement, ...]
    credits: tuple[Credit, ...]
    elsewhere: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as last assessed; ``Ledger.trace`` gives all that carries it, with every reason."""

    row: ClaimRow
    claim: Claim
    assessment: Assessment
    statements: tuple[ShownStatement, ...]


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story with its articles and claims."""

    story: Story
    row: StoryRow
    articles: tuple[Article, ...]
    claims: tuple[ClaimRow, ...]


Shown = ShownArticle | ShownStatement | ShownSource | ShownClaim | ShownStory

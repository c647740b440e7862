"""One outlet over all of its articles: counts, each of which a list of ``filtered`` or of the catalogue shows."""

from dataclasses import dataclass

from sayso.ledger.file import Reading
from sayso.ledger.filtered import TEXTS, count_articles
from sayso.ledger.profiles import OutletRow, list_outlets
from sayso.ledger.read import ARTICLE, IN_USE

BY_DAY = 45  # days between the first and the last article up to which time goes by day, else by month


@dataclass(frozen=True, slots=True)
class Reliance:
    """Another outlet, and in how many articles it is credited."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a month: its beginning of an ISO 8601 date, statements, and of those of unnamed sources."""

    when: str
    statements: int
    unnamed: int


@dataclass(frozen=True, slots=True)
class OutletProfile:
    """One outlet over all of its articles; shares are left to who shows them."""

    row: OutletRow
    nobody: int  # statements for which nobody is named or described
    reasons_given: int  # statements of unnamed sources for whom the article says why
    texts: tuple[tuple[str, int], ...]  # where its articles' text comes from (keys of TEXTS), articles
    relies_on: tuple[Reliance, ...]
    relied_on_by: tuple[Reliance, ...]
    claims: int
    contested: int  # claims that it carries and somebody contests
    contest_shown: int  # of those, claims of which one of its articles has the contesting statement too
    periods: tuple[Period, ...]  # oldest first
    articles: tuple[tuple[str, str | None, str | None], ...]  # (id, title, published), latest first


_MINE = f"SELECT id FROM articles WHERE outlet = :name AND id {IN_USE}"
_REASONS = f"""SELECT coalesce(sum(source_id IS NULL), 0) AS nobody,
       coalesce(sum(kind = 'unnamed' AND anonymity IS NOT NULL), 0) AS given
       FROM statements LEFT JOIN sources ON sources.id = source_id WHERE statements.article_id IN ({_MINE})"""
_RELIES_ON = f"""SELECT sources.name, count(DISTINCT {ARTICLE}) AS articles FROM credits
       JOIN articles ON articles.id = credits.article_id JOIN sources ON sources.id = credits.source_id
       WHERE kind = 'outlet' AND sources.name IS NOT NULL AND sources.name <> :name
       AND credits.article_id IN ({_MINE}) GROUP BY sources.name ORDER BY articles DESC, sources.name"""
_RELIED_ON = f"""SELECT articles.outlet AS name, count(DISTINCT {ARTICLE}) AS articles FROM sources
       JOIN credits ON credits.source_id = sources.id JOIN articles ON articles.id = credits.article_id
       WHERE sources.name = :name AND kind = 'outlet' AND articles.outlet <> :name
       AND articles.id {IN_USE} GROUP BY articles.outlet ORDER BY articles DESC, articles.outlet"""
_CONTESTS = f"""SELECT DISTINCT claim_id, contests, contested_by FROM assessments
       JOIN claim_statements USING (claim_id) JOIN statements ON statements.id = statement_id
       WHERE statements.article_id IN ({_MINE})"""
_PERIODS = f"""SELECT substr(published_earliest, 1, :length) AS period, count(*) AS statements,
       coalesce(sum(kind = 'unnamed'), 0) AS unnamed FROM statements
       JOIN articles ON articles.id = statements.article_id LEFT JOIN sources ON sources.id = source_id
       WHERE articles.id IN ({_MINE}) AND published_earliest IS NOT NULL GROUP BY period ORDER BY period"""
_SPAN = f"""SELECT julianday(max(published_earliest)) - julianday(min(published_earliest)) FROM articles
       WHERE id IN ({_MINE})"""
_ARTICLES = f"""SELECT id, coalesce(title, substr(text, 1, 90) || ' …') AS title, published_earliest
       FROM articles WHERE outlet = :name AND id {IN_USE}
       ORDER BY published_earliest DESC, id"""


def read_outlet(reading: Reading, name: str) -> OutletProfile | None:
    """An outlet by its name; None where no article is of it or credits it."""
    rows = list_outlets(reading, name=name)
    relied_on_by = tuple(Reliance(row.name, row.articles) for row in reading.rows(_RELIED_ON, name=name))
    if not rows and not relied_on_by:
        return None
    articles = tuple((row.id, row.title, row.published_earliest) for row in reading.rows(_ARTICLES, name=name))
    own = {each[0] for each in articles}
    carried = reading.rows(_CONTESTS, name=name)
    contested = [row for row in carried if row.contests]
    (reasons,) = reading.rows(_REASONS, name=name)
    return OutletProfile(
        rows[0] if rows else OutletRow(name, 0, 0, 0, None, None),
        reasons.nobody,
        reasons.given,
        tuple((text, count_articles(reading, {"outlet": name, "text": text})) for text in TEXTS),
        tuple(Reliance(row.name, row.articles) for row in reading.rows(_RELIES_ON, name=name)),
        relied_on_by,
        len(carried),
        len(contested),
        sum(any(f'"{each}"' in row.contested_by for each in own) for row in contested),
        _periods(reading, name),
        articles,
    )


def _periods(reading: Reading, name: str) -> tuple[Period, ...]:
    length = len("2024-05-03") if (reading.scalar(_SPAN, name=name) or 0) <= BY_DAY else len("2024-05")
    return tuple(Period(*row) for row in reading.rows(_PERIODS, name=name, length=length))

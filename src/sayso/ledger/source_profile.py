"""One source over all articles that name it so: counts, each of which a list shows."""

from dataclasses import dataclass

from sayso.ledger.file import Reading
from sayso.ledger.filtered import ONE_SOURCE, OWN_WAY
from sayso.ledger.read import ARTICLE, IN_USE
from sayso.records import Source


@dataclass(frozen=True, slots=True)
class Through:
    """An outlet that has statements of a source; ``own``: without another outlet named as the way they came."""

    outlet: str  # empty: not known
    statements: int
    own: int


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A claim that a source speaks of: how many statements, from when to when, and what else is known of it."""

    claim_id: str
    label: str
    statements: int
    days: int  # different ones
    denials: int
    first: str | None
    last: str | None
    contests: int  # by how many it is contested
    by_it: int  # 1 where this source is among them


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """A source and what it says; one that is not named has its own article only."""

    source: Source
    statements: int
    articles: int
    direct: int  # statements in quotation marks
    mixed: int  # partly so
    denials: int
    first: str | None
    last: str | None
    outlets: tuple[Through, ...]  # most statements first
    claims: tuple[SpokenOf, ...]  # most statements first
    spellings: tuple[str, ...]


_MINE = f"""FROM statements JOIN articles ON articles.id = statements.article_id
       JOIN attributions ON attributions.id = attribution_id
       WHERE statements.source_id IN ({ONE_SOURCE}) AND statements.article_id {IN_USE}"""
_COUNTS = f"""SELECT count(*) AS statements, count(DISTINCT {ARTICLE}) AS articles,
       coalesce(sum(type = 'direct'), 0) AS direct, coalesce(sum(type = 'mixed'), 0) AS mixed,
       coalesce(sum(polarity = 'denies'), 0) AS denials,
       min(published_earliest) AS first, max(published_earliest) AS last {_MINE}"""
_THROUGH = f"""SELECT coalesce(articles.outlet, '') AS outlet, count(*) AS statements,
       sum({OWN_WAY}) AS own {_MINE}
       GROUP BY 1 ORDER BY statements DESC, 1"""
_CLAIMS = f"""SELECT claims.id, label, count(*) AS statements,
       count(DISTINCT substr(published_earliest, 1, 10)) AS days,
       sum(polarity = 'denies') AS denials, min(published_earliest) AS first, max(published_earliest) AS last,
       assessments.contests, EXISTS (SELECT 1 FROM json_each(contested_by) WHERE :name IS NOT NULL
         AND json_extract(value, '$.name') = :name AND json_extract(value, '$.kind') = :kind) AS by_it
       FROM statements JOIN articles ON articles.id = statements.article_id
       JOIN claim_statements ON statement_id = statements.id JOIN claims ON claims.id = claim_statements.claim_id
       JOIN assessments ON assessments.claim_id = claims.id
       WHERE statements.source_id IN ({ONE_SOURCE}) AND statements.article_id {IN_USE}
       GROUP BY claims.id ORDER BY statements DESC, claims.id"""
_SPELLINGS = f"""SELECT description FROM sources WHERE id IN ({ONE_SOURCE}) AND description <> ''
       AND article_id {IN_USE} GROUP BY description ORDER BY count(*) DESC, description LIMIT 8"""


def read_source_profile(reading: Reading, source: Source) -> SourceProfile:
    """A source over all of its statements."""
    (counts,) = reading.rows(_COUNTS, source=source.id)
    claims = reading.rows(_CLAIMS, source=source.id, name=source.name, kind=source.kind)
    return SourceProfile(
        source,
        counts.statements,
        counts.articles,
        counts.direct,
        counts.mixed,
        counts.denials,
        counts.first,
        counts.last,
        tuple(Through(*row) for row in reading.rows(_THROUGH, source=source.id)),
        tuple(SpokenOf(*row) for row in claims),
        tuple(reading.scalars(_SPELLINGS, source=source.id)),
    )

"""
What the pages ask of a ledger: claims by facets, a claim's trace, an article, a source, an outlet, a search.

A ``Browser`` only reads. It keeps what is costly to work out (the catalogue of claims, traces looked at last) until the
file changes; several threads may ask at once. It loads no model.
"""

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Literal, TypeVar

from sayso import answering, history, ledger, match
from sayso.assess.versions import Compared, compare_versions
from sayso.config import Config, load_config
from sayso.errors import NotFound
from sayso.ledger import filtered, profiles, queues
from sayso.ledger.answers import ClaimRow, NoteRow, Shown, ShownArticle, Status, StoryRow
from sayso.ledger.catalog import Asked, Catalog
from sayso.ledger.filtered import ArticleRow
from sayso.ledger.kept import Kept, State
from sayso.ledger.listing import claim_rows, story_rows
from sayso.ledger.looks import Looks
from sayso.ledger.outlet_profile import OutletProfile, read_outlet
from sayso.ledger.profiles import OutletRow, Said, SourceRow
from sayso.ledger.queues import Candidate
from sayso.ledger.rows import to_json
from sayso.ledger.source_profile import SourceProfile, read_source_profile
from sayso.records import AnnotatedArticle, Article, Judgement, Source, Trace
from sayso.rulings import latest
from sayso.wording import a_kind

TRACES = 256  # kept; a usual one takes some 20 kB
_CACHE_KIB = 8_000  # of each look: the system keeps the file's pages in memory for all of them

_TOUCHED = """SELECT claim_id FROM statements JOIN claim_statements ON statement_id = statements.id
       JOIN assessments USING (claim_id) WHERE source_id = :id OR article_id = :id
       ORDER BY articles DESC, claim_id LIMIT 1"""
_CALLED = """SELECT id, coalesce(name, description) AS called FROM sources
       WHERE id IN (SELECT value FROM json_each(:ids))"""
_CONTESTED = """SELECT claim_id, contested_by FROM assessments
       WHERE contests > 0 AND claim_id IN (SELECT value FROM json_each(:ids))"""


_LEARNT = """SELECT claim_id, max(started) AS started FROM claim_statements
       JOIN statements ON statements.id = statement_id JOIN runs ON runs.id = statements.run_id
       WHERE claim_id IN (SELECT value FROM json_each(:ids)) GROUP BY claim_id"""


@dataclass(frozen=True, slots=True)
class ClaimsFound:
    """One page of claims, and for each facet (value, claims)."""

    ids: tuple[str, ...]
    rows: tuple[ClaimRow, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds."""

    statements: tuple[Said, ...]
    claims: tuple[ClaimRow, ...]
    claims_total: int
    articles: tuple[Article, ...]
    sources: tuple[SourceRow, ...]


class Browser:
    """A ledger to be looked at. LedgerError: there is none at ``path``, or it cannot be read."""

    def __init__(self, path: str | Path, *, config: Config | None = None) -> None:
        self.path = Path(path)
        self._config = config or load_config()
        self._file = ledger.LedgerFile(self.path, cache_kib=_CACHE_KIB)
        self._lock = Lock()
        self._looks = Looks(self._file)
        self._catalog = Kept(Catalog)
        self._sources = Kept(lambda reading, _: profiles.list_sources(reading))
        self._outlets = Kept(lambda reading, _: profiles.list_outlets(reading))
        self._traces: OrderedDict[tuple[State, str], Trace] = OrderedDict()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @contextmanager
    def _reading(self) -> Iterator[ledger.Reading]:
        with self._looks.look() as look:
            yield look.reading

    def held(self) -> AbstractContextManager[None]:
        """Until its end all that this thread asks is of one moment; what is kept and older is made anew, once."""
        return self._looks.held()

    def prepare(self) -> None:
        """Make what is kept, so that the first to look at it need not wait."""
        with self._looks.look() as look:
            look.at(self._catalog)
            look.at(self._sources)
            look.at(self._outlets)

    # ---- claims and stories ----

    def claims(self, asked: Asked, *, start: int = 0, most: int = 50, rows: bool = True) -> ClaimsFound:
        """``most`` claims from the ``start``-th on, and the numbers of each facet; without ``rows`` their ids only."""
        with self._looks.look() as look:
            counted = look.at(self._catalog).ask(asked, look.reading, start=start, most=most)
            found = self._rows(look.reading, counted.ids) if rows else ()
            return ClaimsFound(counted.ids, tuple(found), counted.total, counted.facets)

    def every_claim(self, ids: Iterable[str]) -> Iterator[tuple[ClaimRow, list[str]]]:
        """These claims, each with who contests it; those that are not there any more are left out."""
        wanted = list(ids)
        for at in range(0, len(wanted), 500):
            rows = self.claim_rows(wanted[at : at + 500])
            against = self.contesters(row.id for row in rows)
            yield from ((row, against.get(row.id, [])) for row in rows)

    def learnt(self, ids: Iterable[str]) -> dict[str, datetime]:
        """Of each of these claims when the run began that read the latest of its statements."""
        with self._reading() as reading:
            found = reading.rows(_LEARNT, ids=to_json(list(ids)))
        return {row.claim_id: datetime.fromisoformat(row.started) for row in found}

    def claim_rows(self, ids: Iterable[str]) -> list[ClaimRow]:
        """The rows of these claims, in their order; those that are not there are left out."""
        with self._reading() as reading:
            return self._rows(reading, list(ids))

    def _rows(self, reading: ledger.Reading, ids: Iterable[str]) -> list[ClaimRow]:
        wanted = list(ids)
        rows = claim_rows(reading, "claims.id IN (SELECT value FROM json_each(:ids))", {"ids": to_json(wanted)})
        by_id = {row.id: row for row in rows}
        return [by_id[each] for each in wanted if each in by_id]

    def contesters(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Of these claims those contested, and by whom: names, or kinds of those not named."""
        with self._reading() as reading:
            rows = reading.rows(_CONTESTED, ids=to_json(list(ids)))
        return {r.claim_id: [each["name"] or a_kind(each["kind"]) for each in json.loads(r.contested_by)] for r in rows}

    def story_of_claims(self, ids: Iterable[str]) -> dict[str, StoryRow]:
        """Stories by id."""
        with self._reading() as reading:
            return {row.id: row for row in story_rows(reading, list(dict.fromkeys(ids)))}

    def stories(self, *, start: int = 0, most: int = 50) -> tuple[list[StoryRow], int]:
        """Stories, the largest first, and how many there are."""
        with self._reading() as reading:
            sql = "SELECT story_id FROM story_articles GROUP BY story_id ORDER BY count(*) DESC, story_id"
            ids = reading.scalars(f"{sql} LIMIT :most OFFSET :start", most=most, start=start)
            return story_rows(reading, ids), int(reading.scalar("SELECT count(*) FROM stories"))

    def trace(self, claim_id: str) -> Trace:
        """The trace of a claim of the ledger. NotFound: there is none, or several begin so."""
        with self._looks.look() as look:
            reading = look.reading
            identity = ledger.find_id(reading, claim_id, kinds=("clm",))[1]
            key = (look.state, identity)
            with self._lock:
                if key in self._traces:
                    self._traces.move_to_end(key)
                    return self._traces[key]
            stored = ledger.read_trace(reading, identity) or answering.answer(identity, reading, self._config)
            found = history.with_events(stored, reading)
        with self._lock:
            self._traces[key] = found
            while len(self._traces) > TRACES:
                self._traces.popitem(last=False)
        return found

    # ---- records ----

    def find(self, wanted: str, *, kinds: tuple[str, ...]) -> str:
        """The id that begins so. NotFound: none, or several."""
        with self._reading() as reading:
            return ledger.find_id(reading, wanted, kinds=kinds)[1]

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Articles by id."""
        with self._reading() as reading:
            return ledger.read_articles(reading, list(ids))

    def all_ids(self) -> list[str]:
        """The ids of all articles, in the order in which they came."""
        with self._reading() as reading:
            return ledger.all_article_ids(reading)

    def annotated(self, ids: Iterable[str]) -> dict[str, AnnotatedArticle]:
        """Articles with all that was read in them, by id."""
        with self._reading() as reading:
            return ledger.read_annotated(reading, list(ids))

    def article(self, article_id: str) -> ShownArticle:
        """An article with all that was read in it, and its versions. NotFound: none, or several begin so."""
        with self._reading() as reading:
            identity = ledger.find_id(reading, article_id, kinds=("art",))[1]
            shown = ledger.show(reading, identity)
            assert isinstance(shown, ShownArticle)
            return shown

    def show(self, record_id: str) -> Shown:
        """Any record by its id. NotFound: none, or several begin so."""
        with self._reading() as reading:
            return ledger.show(reading, record_id)

    def said(self, statement_ids: Iterable[str]) -> list[Said]:
        """These statements, oldest first."""
        with self._reading() as reading:
            return profiles.read_said(reading, list(statement_ids))

    def compared(self, old: str, new: str) -> tuple[ShownArticle, ShownArticle, Compared]:
        """Two versions of one article and what became of each sentence. NotFound: they are not of one address."""
        one, other = self.article(old), self.article(new)
        if one.annotated is None or other.annotated is None or other.article.id not in one.versions:
            raise NotFound("These are not two texts, both read, that stood at one address.")
        return one, other, compare_versions(one.annotated, other.annotated)

    # ---- sources and outlets ----

    def source(self, source_id: str, *, most: int = -1) -> tuple[Source, list[Said]]:
        """A source and ``most`` of what it says, newest first. NotFound: there is none, or several begin so."""
        with self._reading() as reading:
            identity = ledger.find_id(reading, source_id, kinds=("src",))[1]
            source = profiles.read_source(reading, identity)
            assert source is not None
            return source, profiles.said_by(reading, source, limit=most)

    def source_profile(self, source: Source) -> SourceProfile:
        """A source over all of its statements."""
        with self._reading() as reading:
            return read_source_profile(reading, source)

    def source_names(self, ids: Iterable[str]) -> dict[str, str]:
        """Of these sources their names, or their descriptions."""
        with self._reading() as reading:
            return dict(reading.rows(_CALLED, ids=to_json(list(ids))))

    def sources(self, words: str = "", *, start: int = 0, most: int = 200) -> tuple[list[SourceRow], int]:
        """``most`` named sources from the ``start``-th on, those with the most statements first, and how many match."""
        with self._looks.look() as look:
            rows = look.at(self._sources)
            return _named(rows, words, start, most)

    def outlet(self, name: str) -> OutletProfile:
        """An outlet by its name. NotFound: no article is of it or credits it."""
        with self._reading() as reading:
            found = read_outlet(reading, name)
        if found is None:
            raise NotFound(f"No article of this ledger is of an outlet called {name!r}, or credits it.")
        return found

    def outlets(
        self, words: str = "", *, story: str = "", start: int = 0, most: int = 200
    ) -> tuple[list[OutletRow], int]:
        """``most`` outlets from the ``start``-th on, those with the most articles first, and how many match."""
        with self._looks.look() as look:
            rows = profiles.list_outlets(look.reading, story=story) if story else look.at(self._outlets)
            return _named(rows, words, start, most)

    # ---- the lists behind the numbers ----

    def articles_asked(self, asked: Mapping[str, str], *, start: int, most: int) -> tuple[list[ArticleRow], int]:
        """``most`` articles from the ``start``-th on, newest first, and how many match; see ``filtered``."""
        with self._reading() as reading:
            rows = list(filtered.each_article(reading, asked, start=start, most=most))
            return rows, filtered.count_articles(reading, asked)

    def statements_asked(self, asked: Mapping[str, str], *, start: int, most: int) -> tuple[list[Said], int]:
        """``most`` statements from the ``start``-th on, newest first, and how many match; see ``filtered``."""
        with self._reading() as reading:
            rows = list(filtered.each_statement(reading, asked, start=start, most=most))
            return rows, filtered.count_statements(reading, asked)

    def every_article(self, asked: Mapping[str, str]) -> Iterator[ArticleRow]:
        """All articles that match; the ledger is held as it is until the last."""
        with self._reading() as reading:
            yield from filtered.each_article(reading, asked)

    def every_statement(self, asked: Mapping[str, str]) -> Iterator[Said]:
        """All statements that match; the ledger is held as it is until the last."""
        with self._reading() as reading:
            yield from filtered.each_statement(reading, asked)

    # ---- review ----

    def judgements(self) -> list[Judgement]:
        """Every judgement as it was made, in that order."""
        with self._reading() as reading:
            return ledger.list_judgements(reading)

    def rulings(self) -> list[Judgement]:
        """The judgements that count, under the ids that their targets have now; of several on one pair the latest."""
        with self._reading() as reading:
            return latest(ledger.read_judgements(reading))

    def unsure(self, what: Literal["claims", "stories", "sources", "speakers"]) -> list[Candidate]:
        """What a person's ruling would help most with, the least sure first: pairs, or statements alone."""
        ways = {
            "claims": queues.unsure_claims,
            "stories": queues.unsure_stories,
            "sources": queues.unsure_sources,
            "speakers": queues.unsure_speakers,
        }
        with self._reading() as reading:
            return ways[what](reading)

    def doubtful_texts(self) -> list[Candidate]:
        """Texts that may be no article, those with the most reasons first."""
        from sayso.ingest.refusal import doubts

        with self._reading() as reading:
            odd = queues.odd_texts(reading)
        found = [Candidate(each, "", None, why) for each, text in odd if (why := doubts(text))]
        return sorted(found, key=lambda each: -len(each.because))  # among equals the shortest first, as they come

    def notes(self) -> list[NoteRow]:
        """Every note, in the order in which they were made."""
        with self._reading() as reading:
            return ledger.read_notes(reading)

    def set_aside(self) -> dict[str, Judgement]:
        """Article id -> the judgement by which it is none."""
        with self._reading() as reading:
            return ledger.set_aside(reading)

    def read_sources(self, statement_ids: Iterable[str]) -> dict[str, str | None]:
        """Statement id -> the source that was read, of those where a person ruled who says it."""
        with self._reading() as reading:
            return ledger.read_outranked(reading, statement_ids)

    def why_alike(self, statement_ids: Collection[str]) -> tuple[str, ...]:
        """Why two statements may be one claim, in words."""
        with self._reading() as reading:
            ids = [each.article_id for each in profiles.read_said(reading, list(statement_ids))]
            articles = list(ledger.read_annotated(reading, set(ids)).values())
        return match.explain_link(articles[0], articles[-1], statement_ids) if articles else ()

    def claims_touched(self, ids: Iterable[str]) -> list[str]:
        """Ids of the claims that these articles' or these sources' statements are of; of each the most carried."""
        with self._reading() as reading:
            found = (reading.scalar(_TOUCHED, id=each) for each in ids)
            return [each for each in found if each]

    # ---- all of it ----

    def search(self, words: str, *, most: int = 10) -> Found:
        """Statements, claims, articles and sources that hold these words."""
        with self._looks.look() as look:
            reading = look.reading
            counted = look.at(self._catalog).ask(Asked(words=words), reading, start=0, most=most)
            sources = look.at(self._sources) if words else []
            ids = ledger.search_articles(reading, words, limit=most)
            articles = ledger.read_articles(reading, ids)
            return Found(
                tuple(profiles.search_statements(reading, words, limit=most)),
                tuple(self._rows(reading, counted.ids)),
                counted.total,
                tuple(articles[each] for each in ids),
                tuple(_named(sources, words, 0, most)[0]),
            )

    def status(self) -> Status:
        """Counts, and what is still to do."""
        with self._reading() as reading:
            return ledger.read_status(reading, self.path)


Row = TypeVar("Row", SourceRow, OutletRow)


def _named(rows: Sequence[Row], words: str, start: int, most: int) -> tuple[list[Row], int]:
    """Of these rows a part of those whose name holds the words, and how many do."""
    wanted = words.casefold()
    found = [row for row in rows if wanted in row.name.casefold()] if wanted else list(rows)
    return found[start : start + most] if most >= 0 else found[start:], len(found)

"""
Ten more articles, and the commands that read, in a ledger of 100,000 that was joined rather than compared.

usage: python -m bench.joined --originals LEDGER [--articles 100000] [--ledger FILE] [--json FILE]

Comparing so many takes hours. Here the rows of a compared ledger (``--originals``) are written again and again. In copy
number n each id has another end, each name and number of the texts, statements and sources has other letters and
digits, and the vectors are turned, all as in ``bench.scale``; keys and fingerprints are those of the changed texts. So
ten new articles meet friends in one copy at most and strangers in every copy. What would lie across copies (links of
strangers, a story of two copies) is missing, and what an assessment says in detail (names of origins, sentences) is
that of the original. This says nothing about making a ledger: only ``add`` + ``run`` of ten more articles and the
commands that read are measured. ``--ledger`` takes a ledger that was joined before, where it is there, and measures
alone.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from bench.common import arguments, main_of, report, sayso
from bench.moulds import Indexed, Mould, Others
from bench.scale import DAYS, TURNED, names_in, question, ten_more
from sayso import match
from sayso.ids import content_id
from sayso.ledger import LedgerFile, add_terms, all_article_ids, read_annotated
from sayso.library import Ledger
from sayso.records import Run

_CACHE_KIB = 1_500_000
_PAGE = 256  # articles in a transaction
_ID = "substr({0}, 1, 34) || :end"  # ids keep their order, and those of one copy do not lie side by side
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ENDS = _DIGITS[16:]  # no original's id ends in such a letter
# How each column of a copy follows from the original's: an expression, where it is not the same.
_NUMBERS = {"articles": ("number",), "statements": ("number",)}
_IDS = ("id", "article_id", "attribution_id", "source_id", "statement_id", "parent")
_TEXTS = {
    "articles": ("title", "byline", "text"),
    "sources": ("name", "description"),
    "statements": ("text",),
    "claims": ("label",),
}
_COPIED = (
    *("articles", "inputs", "progress", "sentences", "vectors", "leads", "attributions", "sources", "statements"),
    *("credits", "article_links", "reuse", "stories", "story_articles", "claims", "claim_statements", "assessments"),
)
_WITHOUT_ROWID = ("progress", "article_links", "reuse")
_GROUPS = (("story_articles", "story_id", "article_id", "sto"), ("claim_statements", "claim_id", "statement_id", "clm"))


class Joiner:
    """Writes copies of all that a compared ledger holds into the ledger itself."""

    def __init__(self, file: sqlite3.Connection, names: frozenset[str]) -> None:
        self._file = file
        self._columns = {
            table: [name for (name,) in file.execute(f"SELECT name FROM pragma_table_info('{table}')")]
            for table in _COPIED
        }
        self._last = {
            table: int(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in _COPIED
            if table not in _WITHOUT_ROWID
        }
        # The originals of tables without numbers of their own, set aside: the copies lie among them.
        for table in _WITHOUT_ROWID:
            file.execute(f"CREATE TEMP TABLE original_{table} AS SELECT * FROM {table}")
        self._moulds = {
            (table, column): {
                number: Mould(text, names)
                for number, text in file.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL")
            }
            for table, columns in _TEXTS.items()
            for column in columns
        }
        self._groups = [
            (kind, file.execute(f"SELECT {owner}, min({member}) FROM {table} GROUP BY 1").fetchall())
            for table, owner, member, kind in _GROUPS
        ]
        self.indexed: list[tuple[int, Indexed]] = []  # the original articles, by number

    def add_copy(self, copy: int) -> None:
        """Write one copy."""
        end, others, shift = _ENDS[copy // 36] + _DIGITS[copy % 36], Others(copy), timedelta(days=DAYS * copy)
        owners = {
            old: content_id(kind, first=f"{first[:34]}{end}") for kind, rows in self._groups for old, first in rows
        }
        signs = np.where(np.random.default_rng(copy).random(384) < TURNED, -1, 1).astype(np.int8)
        functions: dict[str, Callable[..., str | bytes | None]] = {
            "owner": owners.get,
            "turned": lambda rows: (np.frombuffer(rows, np.int8).reshape(-1, 384) * signs).astype(np.int8).tobytes(),
            "moved": lambda moment: moment and (datetime.fromisoformat(moment) + shift).isoformat(),
        }
        for name, function in functions.items():
            self._file.create_function(name, 1, function)
        for (table, column), moulds in self._moulds.items():
            filled = _filler(moulds, others)
            self._file.create_function(f"{table}_{column}", 1, filled)
        values: dict[str, int | str] = {"end": end, "copy": copy}
        values |= {f"{table}_before": copy * self._last[table] for table in ("articles", "statements")}
        for table in _COPIED:
            self._file.execute(self._sql(table), values)
        by = values["statements_before"]
        sql = "INSERT INTO claim_links SELECT a + ?, b + ?, score FROM claim_links WHERE a <= ?"
        self._file.execute(sql, (by, by, self._last["statements"]))
        self._write_keys(others, copy * self._last["articles"])

    def _sql(self, table: str) -> str:
        columns = self._columns[table]
        made = ", ".join(_expression(table, column) for column in columns)
        if table in _WITHOUT_ROWID:
            source = f"temp.original_{table}"
        else:
            source = f"{table} WHERE rowid <= {self._last[table]} ORDER BY rowid"
        names = ", ".join(f'"{column}"' for column in columns)
        return f"INSERT INTO {table} ({names}) SELECT {made} FROM {source}"

    def _write_keys(self, others: Others, before: int) -> None:
        ways: dict[str, Callable[[Indexed], Iterable[int]]] = {
            "article_keys": lambda each: each.keys(others),
            "fingerprints": lambda each: each.fingerprints(others),
        }
        for table, find in ways.items():
            pairs = [(key, number + before) for number, each in self.indexed for key in find(each)]
            self._file.executemany(f"INSERT INTO {table} VALUES (?, ?)", sorted(pairs))


def _filler(moulds: dict[int, Mould], others: Others) -> Callable[[int], str | None]:
    return lambda number: moulds[number].filled(others) if number in moulds else None


def _expression(table: str, column: str) -> str:
    """What a column of a copy holds, by SQL over the original's row."""
    if column in _NUMBERS.get(table, ()):
        return f"{column} + :{table}_before"
    if column in _TEXTS.get(table, ()):
        return f"{table}_{column}(rowid)"
    if column in ("claim_id", "story_id") or (column == "id" and table in ("claims", "stories")):
        return f"owner({column})"
    if column in _IDS or column in ("a", "b"):
        return _ID.format(column)
    if column in ("published_earliest", "published_latest", "latest"):
        return f"moved({column})"
    if (table, column) in (("vectors", "rows"), ("leads", "vector")):
        return f'turned("{column}")'
    if column == "input_id":
        return "input_id || '/' || :copy"
    return "url || '#' || :copy" if column == "url" else f'"{column}"'


def join(originals: Path, target: Path, articles: int) -> None:
    """A ledger of about so many articles, copies of those of a compared one; in each copy all are linked."""
    with closing(sqlite3.connect(originals)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
    with closing(LedgerFile(target)) as opened_file:
        opened_file.bring_up_to_date()
    file = sqlite3.connect(target, isolation_level=None)
    for pragma in (f"cache_size=-{_CACHE_KIB}", "synchronous=OFF", "journal_mode=OFF", "temp_store=MEMORY"):
        file.execute(f"PRAGMA {pragma}")
    taken = file.execute("SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql > ''")
    later = taken.fetchall()  # made at the end it takes less time
    for kind, name, _ in later:
        file.execute(f"DROP {kind} {name}")
    file.execute("BEGIN")
    with Ledger(originals) as opened:
        annotated = {each.article.id: each for each in opened.annotated()}
    names = names_in([each.article for each in annotated.values()])
    joiner = Joiner(file, names)
    for identity, number in file.execute("SELECT id, number FROM articles ORDER BY number").fetchall():
        joiner.indexed.append((number, Indexed(annotated.pop(identity), names)))
    for copy in range(1, round(articles / len(joiner.indexed))):
        joiner.add_copy(copy)
    file.execute("COMMIT")
    for _, _, sql in later:
        file.execute(sql)
    for table in ("articles_fts", "statements_fts"):
        file.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
    file.execute("PRAGMA journal_mode=WAL")
    file.close()
    _write_terms(target)


def _write_terms(target: Path) -> None:
    """Store the terms of every article, as linking does."""
    run = Run("run_joined", "run", "bench", "", "", datetime.now(UTC))
    with closing(LedgerFile(target)) as opened:
        with opened.reading() as reading:
            ids = all_article_ids(reading)
        for start in range(0, len(ids), _PAGE):
            with opened.writing(run) as writing:
                for identity, each in read_annotated(writing, ids[start : start + _PAGE], kinds=()).items():
                    add_terms(writing, identity, match.pack_terms(match.count_terms(each)))


# ---- the measurement ----


def forget(file: Path) -> None:
    """Drop what the system keeps of the ledger in memory, so that the next command finds it on the disk alone."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure(file: Path, originals: Path, folder: Path) -> dict[str, float]:
    """Ten more articles twice, the first time with the ledger on the disk alone, and the commands that read."""
    with Ledger(file) as opened:
        before = opened.status()
    figures = {"articles": float(before.articles), "claims": float(before.claims), "ledger, MB": before.size / 1e6}
    for number, state in enumerate(("from the disk", "from memory")):
        if state == "from the disk":
            forget(file)
        more = ten_more(file, originals, folder, time.time_ns() // 1000 + number)
        figures |= {f"{name}, {state}": value for name, value in more.items()}
    figures["sayso claims, s"] = sayso("claims", "--ledger", file)
    figures["sayso trace in words, s"] = sayso("trace", "--ledger", file, question(file))
    with Ledger(file) as opened:
        (claim,) = opened.claims(limit=1)
    figures["sayso trace by id, s"] = sayso("trace", "--ledger", file, claim.id)
    return figures


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--originals", type=Path, metavar="LEDGER", required=True, help="a compared ledger")
    parser.add_argument("--ledger", type=Path, metavar="FILE", help="where to make the large ledger, and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        file = options.ledger or scratch / "joined.db"
        if not file.exists():
            join(options.originals, file, options.articles)
        report("Ten more", measure(file, options.originals, scratch), to=options.json)


if __name__ == "__main__":
    main_of(run)

"""
Opening a ledger: that it is one, that this sayso can read it; what SQLite complains of, in words that help.

All but the making of a file goes through Python's own ``sqlite3``: importing SQLAlchemy, in whose terms the schema is
written, takes longer than most answers.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import LedgerError

SCHEMA_VERSION = 6
OLDEST_VERSION = 1  # still read; the first write brings it up to date
APPLICATION_ID = 0x53415953  # "SAYS": what `file` and `PRAGMA application_id` show

# The texts that stood at one address, oldest first.
VERSIONS = """CREATE VIEW versions AS
       SELECT url, id AS article_id, ordinal, texts FROM (
         SELECT url, id,
                row_number() OVER (PARTITION BY url ORDER BY retrieved, published_earliest, id) AS ordinal,
                count(*) OVER (PARTITION BY url) AS texts
         FROM articles WHERE url IS NOT NULL AND id NOT IN (SELECT article_id FROM set_aside))
       WHERE texts > 1"""

_TABLES = {  # since schema 5; a ledger that was not written to since is read as though they were there and empty
    "outranked": """statement_id TEXT NOT NULL PRIMARY KEY REFERENCES statements (id),
        run_id TEXT NOT NULL REFERENCES runs (id), source_id TEXT REFERENCES sources (id), via TEXT,
        credits TEXT NOT NULL""",
    "set_aside": """article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (id),
        run_id TEXT NOT NULL REFERENCES runs (id), judgement INTEGER NOT NULL REFERENCES judgements (number)""",
    "notes": """number INTEGER NOT NULL PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runs (id), kind TEXT NOT NULL,
        about TEXT NOT NULL, places TEXT NOT NULL, text TEXT NOT NULL, "by" TEXT NOT NULL, made TEXT NOT NULL,
        mark TEXT NOT NULL, "of" INTEGER REFERENCES notes (number)""",
}
_STAGE = """CASE
    WHEN NOT EXISTS (SELECT 1 FROM progress WHERE article_id = articles.id AND stage = 'annotate') THEN 'annotate'
    WHEN NOT EXISTS (SELECT 1 FROM progress WHERE article_id = articles.id AND stage = 'link') THEN 'link'
    ELSE 'cluster' END"""
_STILL_WAITING = f"""SELECT number AS article, {_STAGE} AS stage FROM articles
    WHERE NOT EXISTS (SELECT 1 FROM progress WHERE article_id = articles.id AND stage = 'cluster')"""
WAITING = (  # what keeps that table
    """CREATE TRIGGER waiting_insert AFTER INSERT ON articles BEGIN
         INSERT INTO waiting VALUES (new.number, 'annotate'); END""",
    """CREATE TRIGGER waiting_next AFTER INSERT ON progress WHEN new.stage <> 'cluster' BEGIN
         UPDATE waiting SET stage = iif(new.stage = 'annotate', 'link', 'cluster')
         WHERE article = (SELECT number FROM articles WHERE id = new.article_id); END""",
    """CREATE TRIGGER waiting_done AFTER INSERT ON progress WHEN new.stage = 'cluster' BEGIN
         DELETE FROM waiting WHERE article = (SELECT number FROM articles WHERE id = new.article_id); END""",
    f"""CREATE TRIGGER waiting_again AFTER DELETE ON progress BEGIN
         INSERT OR REPLACE INTO waiting SELECT number, {_STAGE} FROM articles WHERE id = old.article_id; END""",
)
_ADDED = {  # schema -> what it has that the one before had not
    2: ("ALTER TABLE sources ADD COLUMN anonymity TEXT",),
    3: (
        *(f"ALTER TABLE judgements ADD COLUMN {name} TEXT" for name in ("kind", "claim", "places", "note")),
        "ALTER TABLE judgements ADD COLUMN undoes INTEGER REFERENCES judgements (number)",
        "ALTER TABLE statements ADD COLUMN certainty TEXT",
    ),
    4: ("ALTER TABLE assessments ADD COLUMN trace BLOB",),
    5: (
        *(f"CREATE TABLE {name} ({columns})" for name, columns in _TABLES.items()),
        "CREATE INDEX notes_about ON notes (about)",
        "DROP VIEW versions",
        VERSIONS,
        "CREATE INDEX articles_published ON articles (published_earliest)",
        """CREATE TABLE waiting (article INTEGER NOT NULL REFERENCES articles (number), stage TEXT NOT NULL,
           PRIMARY KEY (article))""",
        f"INSERT INTO waiting {_STILL_WAITING}",
        *WAITING,
        "ALTER TABLE claim_links RENAME TO claim_links_4",
        """CREATE TABLE claim_links (
           a INTEGER NOT NULL REFERENCES statements (number), b INTEGER NOT NULL REFERENCES statements (number),
           score FLOAT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID""",
        """INSERT INTO claim_links SELECT min(s.number, t.number), max(s.number, t.number), score
           FROM claim_links_4 AS l
           JOIN statements AS s ON s.id = l.a JOIN statements AS t ON t.id = l.b ORDER BY 1, 2""",
        "DROP TABLE claim_links_4",
    ),
    6: (  # empty: the terms of an article are stored when it is next compared
        """CREATE TABLE article_terms (article INTEGER NOT NULL REFERENCES articles (number), packed BLOB NOT NULL,
           PRIMARY KEY (article))""",
    ),
}
_REFERENCE = r"REFERENCES \w+ \(\w+\)"
_HEADER = b"SQLite format 3\x00"
CACHE_KIB = 64_000  # pages kept in memory: the index tables are written in random order


class Contradiction(LedgerError):
    """Records that do not fit together, or an id given twice: a fault of the stage that made them, not of the file."""


def check_path(path: Path, *, create: bool) -> None:
    """LedgerError unless there is an SQLite file at ``path``, or with ``create`` an empty one, made where none is."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger.\n  Do: name a file with --ledger.")
    if not path.exists():
        if not create:
            raise LedgerError(f"There is no ledger at {path}.\n  Do: sayso add FILES, or name another with --ledger.")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # articles and rulings are private by default
        except OSError as error:
            raise LedgerError(f"{path}: the ledger cannot be made there ({error.strerror}).") from error
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as error:
        raise LedgerError(f"{path}: the ledger cannot be read ({error.strerror}).") from error
    if not head and not create:
        raise LedgerError(f"{path} is empty: nothing was added to it yet.\n  Do: sayso add FILES")
    if head and head != _HEADER:
        raise LedgerError(
            f"{path} is not a ledger: it is no SQLite file. It was not changed.\n  Do: name another with --ledger."
        )


def is_blank(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the file holds nothing yet; LedgerError where it holds something else than a ledger of this schema."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID:
        if tables == 0 and application == 0:
            return True
        raise LedgerError(
            f"{path} is an SQLite file, but not a sayso ledger. It was not changed.\n"
            "  Do: name another file with --ledger."
        )
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"{path} was made by a newer sayso (schema {version}; this one reads up to {SCHEMA_VERSION}). "
            "It was not changed.\n  Do: upgrade sayso, or use another ledger."
        )
    if version < OLDEST_VERSION:
        raise LedgerError(
            f"{path} has schema {version}, which this sayso (schema {SCHEMA_VERSION}) no longer reads. "
            "It was not changed.\n  Do: use the sayso that made it, or add the articles to a new ledger."
        )
    return False


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Inside a writing transaction: give a ledger of an older schema what it lacks; does nothing to a new one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if 0 < version < SCHEMA_VERSION:
        for statement in (each for since, added in _ADDED.items() if since > version for each in added):
            connection.execute(statement)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (f"sayso.ledger/{SCHEMA_VERSION}",))
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def stand_in(connection: sqlite3.Connection) -> None:
    """
    Inside a transaction that only reads: a ledger of an older schema is read as though it had what it lacks.

    The tables are this connection's own, empty but for what waits to be read or compared; the transaction's end, which
    takes back all that it did, takes them away.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if 0 < version < 5:
        for name, columns in _TABLES.items():
            connection.execute(f"CREATE TEMP TABLE {name} ({re.sub(_REFERENCE, '', columns)})")
        connection.execute(f"CREATE TEMP VIEW waiting AS {_STILL_WAITING}")


def connect(path: Path, *, read_only: bool, busy_seconds: float, cache_kib: int = CACHE_KIB) -> sqlite3.Connection:
    """A connection with foreign keys on, without transactions of its own making."""
    mode = "rw"
    if read_only:
        # A read-only file in a read-only folder has no place for SQLite's shared memory: take it as it lies.
        mode = "ro" if os.access(path.absolute().parent, os.W_OK) else "ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """What SQLite complains of, as LedgerError."""
    try:
        yield
    except sqlite3.Error as error:
        raise ledger_error(path, error) from error


def ledger_error(path: Path, error: BaseException | None) -> LedgerError:
    """What happened, what was kept, what to do."""
    problem = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        return Contradiction(f"{path}: these records do not fit together ({problem}).")
    if "locked" in problem or "busy" in problem:
        return LedgerError(
            f"{path} is locked: another program is writing to it. What was saved before is safe.\n"
            "  Do: wait for it or close it, then run the same command again."
        )
    if "readonly" in problem or "read-only" in problem:
        return LedgerError(
            f"{path} cannot be written to ({problem}). What was saved before is safe.\n  Do: make it writable."
        )
    if "not a database" in problem or "malformed" in problem:
        return LedgerError(
            f"{path} is damaged ({problem}).\n"
            "  Do: restore a copy, or save what can be read:  sqlite3 LEDGER .recover | sqlite3 NEW"
        )
    if "full" in problem:
        return LedgerError(f"{path}: the disk is full. What was saved before is safe.\n  Do: make room, run it again.")
    if "unable to open" in problem:
        return LedgerError(f"{path}: the ledger cannot be opened ({problem}).")
    return LedgerError(f"{path}: {problem}. The batch in hand was not saved; what was saved before is safe.")

"""A ledger's transactions: any number that read, one at a time that writes."""

import os
import sqlite3
from collections import deque, namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sayso.errors import LedgerError
from sayso.ledger.opening import (
    APPLICATION_ID,
    CACHE_KIB,
    SCHEMA_VERSION,
    bring_up_to_date,
    check_path,
    connect,
    is_blank,
    stand_in,
    translated,
)
from sayso.ledger.rows import to_time
from sayso.records import Run

LONG_LOG = 256_000_000  # bytes of the write-ahead log


class Reading:
    """A look at a ledger, in which all answers are of one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, **values: object) -> list[Any]:
        """The rows of a query, their columns as attributes."""
        cursor = self._connection.execute(sql, values)
        return list(map(_row_type(tuple(column[0] for column in cursor.description))._make, cursor))

    def scalars(self, sql: str, **values: object) -> list[Any]:
        """The first column of a query."""
        return [row[0] for row in self._connection.execute(sql, values)]

    def scalar(self, sql: str, **values: object) -> Any:
        """The first column of the first row; None where there is no row."""
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def pages(self, sql: str, size: int, **values: object) -> Iterator[list[Any]]:
        """The rows of a query, plain tuples, ``size`` at a time."""
        cursor = self._connection.execute(sql, values)
        while page := cursor.fetchmany(size):
            yield page


class Writing(Reading):
    """A transaction: the functions of this package write through it, and see what they have written."""

    def __init__(self, connection: sqlite3.Connection, run_id: str) -> None:
        super().__init__(connection)
        self.run_id = run_id

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]], *, known: bool = False) -> None:
        """Add rows; with ``known`` those whose key is there already are passed over."""
        if not rows:
            return
        columns = tuple(rows[0])
        values = ", ".join(f":{column}" for column in columns)
        or_ignore = " OR IGNORE" if known else ""
        sql = f"INSERT{or_ignore} INTO {table} ({', '.join(columns)}) VALUES ({values})"
        self._connection.executemany(sql, rows)

    def execute_many(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """One statement for each of these."""
        self._connection.executemany(sql, rows)

    def execute(self, sql: str, **values: object) -> None:
        """Any other statement."""
        self._connection.execute(sql, values)

    def bring_up_to_date(self) -> None:
        """Give a ledger of an older schema what it lacks."""
        bring_up_to_date(self._connection)

    def changes(self) -> int:
        """Rows changed so far through this connection."""
        return self._connection.total_changes


@lru_cache(maxsize=256)
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)  # the columns are those of the query


class LedgerFile:
    """
    One SQLite file; the functions of this package work on a ``Reading`` or ``Writing`` of it.

    ``create`` makes the file where there is none. LedgerError: missing, no ledger, of a newer schema, locked for
    longer than ``busy_seconds``, or damaged. ``cache_kib``: memory that each connection may take for pages.
    """

    def __init__(
        self, path: str | Path, *, create: bool = False, busy_seconds: float = 10.0, cache_kib: int = CACHE_KIB
    ) -> None:
        self.path = Path(path)
        check_path(self.path, create=create)
        self.read_only = not os.access(self.path, os.W_OK)
        self._busy_seconds = busy_seconds
        self._cache_kib = cache_kib
        self._idle: deque[sqlite3.Connection] = deque()
        self._long_log = LONG_LOG
        try:
            with self._connection() as connection:
                blank = is_blank(self.path, connection)
            if blank:
                self._create()
        except LedgerError:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections; the write-ahead log is folded into the file."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A look at the ledger as it is now, however long it is kept."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                stand_in(connection)
                yield Reading(connection)
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, run: Run) -> Iterator[Writing]:
        """
        One transaction, in which ``run`` is recorded where it is not yet.

        It is undone when the body raises, and when the body changed nothing: then the run leaves no trace either.
        """
        with self._transaction(run.id) as writing:
            row = {
                "id": run.id,
                "command": run.command,
                "version": run.version,
                "config_digest": run.config_digest,
                "model_digest": run.model_digest,
                "started": to_time(run.started),
            }
            writing.insert("runs", [row], known=True)
            before = writing.changes()
            yield writing
            if writing.changes() == before:
                writing.execute("ROLLBACK")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with translated(self.path):
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    def bring_up_to_date(self) -> None:
        """Give a ledger of an older schema what it lacks; where it lacks nothing, nothing is written."""
        with self._connection() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < SCHEMA_VERSION:
            with self._transaction(""):
                pass

    def _connect(self) -> sqlite3.Connection:
        return connect(self.path, read_only=self.read_only, busy_seconds=self._busy_seconds, cache_kib=self._cache_kib)

    @contextmanager
    def _transaction(self, run_id: str) -> Iterator[Writing]:
        if self.read_only:
            raise LedgerError(
                f"{self.path} is read-only. Nothing was written.\n"
                "  Do: make it writable, or copy it and name the copy with --ledger."
            )
        with self._connection() as connection:
            # The write lock is taken at once: two that read first and write later would stop each other.
            connection.execute("BEGIN IMMEDIATE")
            try:
                writing = Writing(connection, run_id)
                writing.bring_up_to_date()
                yield writing
                if connection.in_transaction:
                    connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            self._fold_log(writing)

    def _fold_log(self, writing: Writing) -> None:
        """
        Empty the write-ahead log once it is long.

        SQLite begins it anew only in a moment in which nobody reads. Where several processes compare there is none:
        the log grew to ten times the ledger, and looking a page up in it takes longer the longer it is.
        """
        log = self.path.with_name(self.path.name + "-wal")
        size = log.stat().st_size if log.exists() else 0
        if size > self._long_log:
            # Waits for those who read, as long as for a lock. Was that in vain, it is tried again when twice as long.
            (done,) = writing.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            self._long_log = 2 * size if done.busy else LONG_LOG

    def _create(self) -> None:
        from sayso.ledger import schema

        with self._connection() as raw:
            raw.execute("PRAGMA journal_mode=WAL")  # outside any transaction
        with self._transaction("") as writing:
            for statement in schema.making():
                writing.execute(statement)
            writing.execute(f"PRAGMA application_id={APPLICATION_ID}")
            writing.execute(f"PRAGMA user_version={SCHEMA_VERSION}")

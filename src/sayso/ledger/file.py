"""Opening a ledger: that it is one, that this sayso can read it, that nobody else holds it; and its transactions."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError, IntegrityError

from sayso.errors import LedgerError
from sayso.ledger import schema
from sayso.ledger.rows import to_time
from sayso.records import Run

_HEADER = b"SQLite format 3\x00"
_CACHE_KIB = 64_000  # pages kept in memory: the index tables are written in random order


class Contradiction(LedgerError):
    """Records that do not fit together, or an id given twice: a fault of the stage that made them, not of the file."""


class LedgerFile:
    """
    One SQLite file with its connections; the functions of this package work on a ``Connection`` of it.

    ``create`` makes the file where there is none. LedgerError: missing, no ledger, of a newer schema, locked for
    longer than ``busy_seconds``, or damaged.
    """

    def __init__(self, path: str | Path, *, create: bool = False, busy_seconds: float = 10.0) -> None:
        self.path = Path(path)
        self._busy_seconds = busy_seconds
        fresh = _check_path(self.path, create=create)
        self.read_only = not os.access(self.path, os.W_OK)
        self._immutable = False
        self._engine = self._open_engine()
        try:
            with self._translated():
                self._check_schema(fresh=fresh and create)
        except LedgerError:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections; the write-ahead log is folded into the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is now, however long it is kept."""
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, run: Run) -> Iterator[Connection]:
        """
        One transaction, in which ``run`` is recorded where it is not yet.

        It is undone when the body raises, and when the body changed nothing: then the run leaves no trace either.
        """
        self._check_writable()
        with self._translated(), self._engine.connect().execution_options(sayso_write=True) as connection:
            raw: Any = connection.connection.dbapi_connection
            row = {
                "id": run.id,
                "command": run.command,
                "version": run.version,
                "config_digest": run.config_digest,
                "model_digest": run.model_digest,
                "started": to_time(run.started),
            }
            connection.execute(insert(schema.runs).on_conflict_do_nothing(), row)
            before = raw.total_changes
            yield connection
            if raw.total_changes == before:
                connection.rollback()
            else:
                connection.commit()

    def _open_engine(self) -> Engine:
        mode = "rw"
        if self.read_only:
            # A read-only file in a read-only folder has no place for SQLite's shared memory: take it as it lies.
            self._immutable = not os.access(self.path.absolute().parent, os.W_OK)
            mode = "ro&immutable=1" if self._immutable else "ro"
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                uri, uri=True, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            connection.execute("PRAGMA temp_store=MEMORY")
            return connection

        engine = create_engine("sqlite://", creator=connect, pool_size=2, max_overflow=-1, poolclass=_pool())
        event.listen(engine, "begin", _begin)
        return engine

    def _check_schema(self, *, fresh: bool) -> None:
        with self._engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
            tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if application != schema.APPLICATION_ID:
            if fresh or (tables == 0 and application == 0):
                self._create()
                return
            raise LedgerError(
                f"{self.path} is an SQLite file, but not a sayso ledger. It was not changed.\n"
                "  Do: name another file with --ledger."
            )
        if version > schema.SCHEMA_VERSION:
            raise LedgerError(
                f"{self.path} was made by a newer sayso (schema {version}; this one reads up to "
                f"{schema.SCHEMA_VERSION}). It was not changed.\n  Do: upgrade sayso, or use another ledger."
            )
        if version < schema.SCHEMA_VERSION:
            raise LedgerError(
                f"{self.path} has schema {version}, which this sayso (schema {schema.SCHEMA_VERSION}) no longer reads."
                " It was not changed.\n  Do: use the sayso that made it, or add the articles to a new ledger."
            )

    def _create(self) -> None:
        self._check_writable()
        raw = self._engine.raw_connection()
        raw.cursor().execute("PRAGMA journal_mode=WAL")  # outside any transaction
        raw.close()
        with self._engine.connect().execution_options(sayso_write=True) as connection:
            schema.metadata.create_all(connection)
            for statement in (*schema.VIEWS, *schema.FULL_TEXT):
                connection.exec_driver_sql(statement)
            version = {"key": "schema", "value": f"sayso.ledger/{schema.SCHEMA_VERSION}"}
            connection.execute(schema.meta.insert(), version)
            connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={schema.SCHEMA_VERSION}")
            connection.commit()

    def _check_writable(self) -> None:
        if self.read_only:
            raise LedgerError(
                f"{self.path} is read-only. Nothing was written.\n"
                "  Do: make it writable, or copy it and name the copy with --ledger."
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            raise Contradiction(f"{self.path}: these records do not fit together ({error.orig}).") from error
        except DBAPIError as error:
            raise LedgerError(_message(self.path, str(error.orig))) from error
        except sqlite3.Error as error:
            raise LedgerError(_message(self.path, str(error))) from error


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _begin(connection: Connection) -> None:
    # A transaction that will write takes the write lock at once: two that read first and write later would deadlock.
    write = connection.get_execution_options().get("sayso_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _check_path(path: Path, *, create: bool) -> bool:
    """Whether the file is new or still empty."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger.\n  Do: name a file with --ledger.")
    if not path.exists():
        if not create:
            raise LedgerError(f"There is no ledger at {path}.\n  Do: sayso add FILES, or name another with --ledger.")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # articles and rulings are private by default
        except OSError as error:
            raise LedgerError(f"{path}: the ledger cannot be made there ({error.strerror}).") from error
        return True
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as error:
        raise LedgerError(f"{path}: the ledger cannot be read ({error.strerror}).") from error
    if not head:
        if not create:
            raise LedgerError(f"{path} is empty: nothing was added to it yet.\n  Do: sayso add FILES")
        return True
    if head != _HEADER:
        raise LedgerError(
            f"{path} is not a ledger: it is no SQLite file. It was not changed.\n  Do: name another with --ledger."
        )
    return False


def _message(path: Path, problem: str) -> str:
    if "locked" in problem or "busy" in problem:
        return (
            f"{path} is locked: another program is writing to it. What was saved before is safe.\n"
            "  Do: wait for it or close it, then run the same command again."
        )
    if "readonly" in problem or "read-only" in problem:
        return f"{path} cannot be written to ({problem}). What was saved before is safe.\n  Do: make it writable."
    if "not a database" in problem or "malformed" in problem:
        return (
            f"{path} is damaged ({problem}).\n"
            "  Do: restore a copy, or save what can be read:  sqlite3 LEDGER .recover | sqlite3 NEW"
        )
    if "full" in problem:
        return f"{path}: the disk is full. What was saved before is safe.\n  Do: make room, then run it again."
    if "unable to open" in problem:
        return f"{path}: the ledger cannot be opened ({problem})."
    return f"{path}: {problem}. The batch in hand was not saved; what was saved before is safe."

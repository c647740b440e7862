"""One ``run`` at a time on a ledger: a lock beside the file, which the system drops when the process ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sayso.errors import LedgerError


@contextmanager
def run_lock(ledger: Path) -> Iterator[None]:
    """
    Hold ``LEDGER-lock`` while the body runs; LedgerError where another process has it.

    The lock is not on the ledger itself: closing any handle of that file would drop SQLite's own locks (see "How to
    corrupt an SQLite database file", 2.2). Being the system's, it does not outlive a killed process.
    """
    path = ledger.with_name(ledger.name + "-lock")
    try:
        file = _take(path)
    except OSError as error:
        raise LedgerError(f"{path}: the run cannot be locked there ({error.strerror}). Nothing was done.") from error
    if file is None:
        raise LedgerError(
            f"{ledger} is locked: another sayso run{_holder(path)} is at work on it. Nothing was done.\n"
            "  Do: wait until it has finished, or stop it; what it has done is saved."
        )
    with file:
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _take(path: Path) -> IO[str] | None:
    while True:
        file = path.open("a+", encoding="ascii")
        if not _lock(file):
            file.close()
            return None
        try:
            # The one before may have removed the file between our opening and our locking it.
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        except FileNotFoundError:
            pass
        file.close()


def _holder(path: Path) -> str:
    try:
        number = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {number})" if number.isdigit() else ""


def _lock(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_windows(file: IO[str]) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    try:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True

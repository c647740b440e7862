"""Looks at one ledger from several threads: how many at once, and of which moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, local
from typing import TypeVar

from sayso.ledger.file import LedgerFile, Reading
from sayso.ledger.kept import Kept, State

T = TypeVar("T")
TURNS = 3  # looks at the file at once: each has a page cache of its own, and more would not be quicker


@dataclass(frozen=True, slots=True)
class Look:
    """A look at the file; ``state``: that of the file before it began; ``held``: nothing kept may be older."""

    reading: Reading
    state: State
    held: bool

    def at(self, kept: Kept[T]) -> T:
        """What is kept, as of this look where it is held."""
        return kept.get(self.reading, self.state, now=self.held)


class Looks:
    """Looks at a file; a thread that holds one has all its answers from it."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file
        self._turns = BoundedSemaphore(TURNS)
        self._held = BoundedSemaphore(TURNS - 1)  # a long list may take a minute: a turn is left to everybody else
        self._of_thread = local()

    def state(self) -> State:
        """What changes whenever the ledger does."""
        found: list[int] = []
        path: Path = self._file.path
        for each in (path, path.with_name(path.name + "-wal")):
            if each.exists():
                found += [each.stat().st_mtime_ns, each.stat().st_size]
        return tuple(found)

    @contextmanager
    def look(self) -> Iterator[Look]:
        """The look that this thread holds, or else a new one."""
        held = getattr(self._of_thread, "look", None)
        if held is not None:
            yield held
            return
        with self._new(held=False) as found:
            yield found

    @contextmanager
    def held(self) -> Iterator[None]:
        """Until its end all looks of this thread are one, and nothing that is kept is older than it."""
        with self._held, self._new(held=True) as self._of_thread.look:
            try:
                yield
            finally:
                del self._of_thread.look

    @contextmanager
    def _new(self, *, held: bool) -> Iterator[Look]:
        with self._turns:
            state = self.state()
            with self._file.reading() as reading:
                yield Look(reading, state, held)

"""Something worked out from a ledger, kept until the ledger changes."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sayso.errors import LedgerError
from sayso.ledger.file import Reading

T = TypeVar("T")
State = tuple[int, ...]  # what changes whenever the ledger does
PATIENCE = 5.0  # it may be out of date for so many times as long as it took to make
WAIT = 60.0  # seconds for which a reader that must have it as of now waits while it is made for others


class Kept(Generic[T]):
    """
    ``get`` makes it for the ledger's state; while one thread does, others go on with the one before.

    ``make`` is given the one before, or None: it may have to read only what changed since.
    """

    def __init__(self, make: Callable[[Reading, T | None], T]) -> None:
        self._make = make
        self._making = Lock()
        self._found: tuple[T, State] | None = None
        self._until = 0.0

    def get(self, reading: Reading, state: State, *, now: bool = False) -> T:
        """
        It, as of ``reading`` or of a moment ago; with ``now`` as of ``reading``.

        ``state``: the ledger's before ``reading`` began; taken after that, what was made of an older reading would be
        held to be of a newer state. LedgerError: with ``now``, where others make it for longer than ``WAIT``.
        """
        known = self._found
        if known is not None and (known[1] == state or (not now and time.monotonic() < self._until)):
            return known[0]
        if not self._making.acquire(timeout=WAIT if now else -1 if known is None else 0):
            if known is not None and not now:
                return known[0]
            raise LedgerError(
                f"The ledger has changed, and its lists are still being worked out after {WAIT:.0f} seconds.\n"
                "  Do: ask for it again."
            )
        try:
            if self._found is None or (self._found[1] != state and (now or self._found is known)):
                began = time.monotonic()
                before = self._found[0] if self._found else None
                self._found = self._make(reading, before), state
                self._until = time.monotonic() + PATIENCE * (time.monotonic() - began)
            return self._found[0]
        finally:
            self._making.release()

"""Something worked out from a ledger, kept until the ledger changes."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sayso.ledger.file import Reading

T = TypeVar("T")
PATIENCE = 5.0  # it may be out of date for so many times as long as it took to make


class Kept(Generic[T]):
    """
    ``get`` makes it for the ledger's state; while one thread does, others go on with the one before.

    ``make`` is given the one before, or None: it may have to read only what changed since.
    """

    def __init__(self, make: Callable[[Reading, T | None], T], state: Callable[[], tuple[int, ...]]) -> None:
        self._make = make
        self._state_now = state
        self._making = Lock()
        self._value: T | None = None
        self._state: tuple[int, ...] = ()
        self._until = 0.0

    def get(self, reading: Reading) -> T:
        """It, as of now or of a moment ago."""
        known = self._value
        if known is not None and (self._state_now() == self._state or time.monotonic() < self._until):
            return known
        if not self._making.acquire(blocking=known is None):
            return known or self.get(reading)
        try:
            if self._value is known:  # nobody else made it while this thread waited
                state, began = self._state_now(), time.monotonic()
                self._value, self._state = self._make(reading, known), state
                self._until = time.monotonic() + PATIENCE * (time.monotonic() - began)
            assert self._value is not None
            return self._value
        finally:
            self._making.release()

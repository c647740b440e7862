"""What overlaps a place in a text, found as quickly in a book as in a note."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from sayso.records import Span

T = TypeVar("T")

_CELL = 256  # characters: names and credits lie in one or two of them


class Places(Generic[T]):
    """Things at spans of one text."""

    def __init__(self, placed: Iterable[tuple[Span, T]] = ()) -> None:
        self._cells: dict[int, list[tuple[int, Span, T]]] = {}
        self._count = 0
        for span, thing in placed:
            self.add(span, thing)

    def add(self, span: Span, thing: T) -> None:
        """Put one more thing at a span; it may be at others too."""
        for cell in _cells(span):
            self._cells.setdefault(cell, []).append((self._count, span, thing))
        self._count += 1

    def over(self, span: Span) -> list[T]:
        """What shares a character with a span, in the order in which it was put there."""
        found = {n: thing for cell in _cells(span) for n, at, thing in self._cells.get(cell, ()) if at.overlaps(span)}
        return [found[number] for number in sorted(found)]


def _cells(span: Span) -> Iterator[int]:
    return iter(range(span.start // _CELL, (span.end - 1) // _CELL + 1))

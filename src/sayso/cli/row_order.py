"""Rows of JSONL files in, lines of JSON out: in the order of the rows, however their answers come."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from sayso import many
from sayso.cli import NOT_MEASURED, WRONG_USE
from sayso.cli.failure import complain
from sayso.cli.listing import print_json_line
from sayso.ingest.rows import BadRow
from sayso.records import Failure

T = TypeVar("T")


class InOrder(Generic[T]):
    """Prints each answer in its row's turn."""

    def __init__(self, line: Callable[[Any, T | None], Mapping[str, Any] | None]) -> None:
        """``line``: the row's name and its answer, if any -> what to print; None: nothing."""
        self._line = line
        self._turns: many.Turns[T] = many.Turns()
        self.troubles: list[str] = []  # of lines that could not be used
        self._failed = 0

    def expect(self, name: Any, key: Hashable | None) -> None:
        """The next row; without a key no answer will come, and its line is printed in its turn."""
        self._turns.expect(name, key)

    def put(self, key: Hashable, answer: T | Failure) -> None:
        """An answer has come."""
        self._turns.put(key, answer)

    def show(self) -> None:
        """Print what can be printed."""
        for name, answer in self._turns.ready():
            if isinstance(answer, Failure):
                complain("warning", f"{name}: not read: {answer.error}")
                self._failed += 1
                answer = None
            if (line := self._line(name, answer)) is not None:
                print_json_line(line)

    def finish(self) -> int:
        """Print the rest and what was wrong with the input; gives the exit status."""
        self.show()
        for trouble in self.troubles:
            complain("warning", trouble)
        return NOT_MEASURED if self._failed else WRONG_USE if self.troubles else 0


def json_rows(files: Sequence[Path], troubles: list[str]) -> Iterator[tuple[Path, int, Mapping[str, Any]]]:
    """The objects of JSONL files, each with its line; what cannot be read goes to ``troubles``."""
    for path, line, row in many.json_rows(files):
        if isinstance(row, BadRow):
            troubles.append(f"{path}:{line}: {row.detail}")
        else:
            yield path, line, row

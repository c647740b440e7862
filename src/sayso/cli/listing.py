"""Answers on stdout: JSON for programs, tables of at most 92 columns for people."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 92  # columns: fits half a laptop screen, and a mail

# Article text is data: control characters could move the cursor, and direction marks could reorder what is shown.
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # scripts and emoji need these two


def clean(text: str) -> str:
    """The text on one line, safe to show on a terminal."""
    kept = "".join(c if unicodedata.category(c) not in _UNSAFE or c in _JOINERS else " " for c in text)
    return " ".join(kept.split())


def quote(text: str, *, limit: int = 0) -> str:
    """The words between quotation marks, cut at ``limit`` characters where that is not 0."""
    words = clean(text)
    if limit and len(words) > limit:
        words = words[: limit - 1].rstrip() + "…"
    if words[:1] in '"“' and words[-1:] in '"”' and len(words) > 2:
        return words
    return f"“{words}”"


def plural(number: int, noun: str) -> str:
    """``1 article``, ``1,214 articles``."""
    return f"{number:,} {noun if number == 1 else _plural_of(noun)}"


def _plural_of(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def print_json_line(row: object) -> None:
    """One line of JSON on stdout."""
    print(json.dumps(row, ensure_ascii=False))


def console() -> "Console":
    """A console for stdout: colour only on a terminal and without NO_COLOR, never wider than ``WIDTH``."""
    from rich.console import Console

    columns = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
    return Console(
        highlight=False,
        markup=False,
        emoji=False,
        width=max(40, min(WIDTH, columns)),
        no_color=bool(os.environ.get("NO_COLOR")) or None,
    )


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> None:
    """Rows under capital heads; the columns numbered in ``right`` are set flush right."""
    from rich.table import Table

    numbers = set(right)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for at, head in enumerate(heads):
        table.add_column(head, justify="right" if at in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(clean(cell) for cell in row))
    print_view([table])


def print_view(parts: "Iterable[RenderableType]") -> None:
    """Parts one after the other, without the blanks that would pad each line."""
    out = console()
    if sys.stdout.isatty():
        for part in parts:
            out.print(part)
        return
    with out.capture() as capture:
        for part in parts:
            out.print(part)
    sys.stdout.write("\n".join(line.rstrip() for line in capture.get().split("\n")))


def as_plain(value: Any) -> Any:
    """Records as JSON values: dataclasses as objects, spans as [start, end], moments in ISO 8601."""
    from sayso.export.jsonl import plain

    return plain(value)

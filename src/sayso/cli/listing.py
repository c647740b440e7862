"""Answers on stdout: JSON for programs, tables of at most 92 columns for people."""

import json
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sayso.wording import JOINERS, clean

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 92  # columns: fits half a laptop screen, and a mail


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def print_json_line(row: object) -> None:
    """One line of JSON on stdout."""
    print(json.dumps(row, ensure_ascii=False))


def console() -> "Console":
    """A console for stdout: styles only on a terminal and without NO_COLOR, never wider than ``WIDTH``."""
    from rich.console import Console

    return Console(
        highlight=False,
        markup=False,
        emoji=False,
        width=_screen(),
        color_system=None if os.environ.get("NO_COLOR") else "auto",  # not even bold
    )


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> None:
    """
    Rows under heads; the columns numbered in ``right`` are set flush right, long cells go on below.

    Without rich, which takes longer to load than a listing may.
    """
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = _widths([[_columns(cell) for cell in row] for row in [list(heads), *cells]], _screen())
    numbers = set(right)
    for row in [list(heads), *cells]:
        parts = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in zip_longest(*parts, fillvalue=""):
            shown = (_padded(part, widths[at], at in numbers) for at, part in enumerate(line))
            print("  ".join(shown).rstrip())


def print_indented(text: str, indent: int) -> None:
    """A paragraph set in by so many columns."""
    blanks = " " * indent
    print(
        textwrap.fill(clean(text), _screen(), initial_indent=blanks, subsequent_indent=blanks, break_on_hyphens=False)
    )


def _screen() -> int:
    columns = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
    return max(40, min(WIDTH, columns))


def _widths(wanted: list[list[int]], screen: int) -> list[int]:
    """The width of each column: the widest ones give way until all fit."""
    widths = [max(column) for column in zip(*wanted, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > screen and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return widths


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 or c in JOINERS for c in text)


def _wrapped(cell: str, width: int) -> list[str]:
    if _columns(cell) <= width:
        return [cell]
    return textwrap.wrap(cell, width, break_on_hyphens=False)


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - _columns(text))
    return blanks + text if right else text + blanks


def line(text: str, style: str = "", *, indent: int = 0) -> "RenderableType":
    """A paragraph for ``print_view``, set in by so many columns."""
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text, style=style), (0, 0, 0, indent)) if indent else Text(text, style=style)


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

"""Narration on stderr: a bar with count, rate and time left on a terminal, one line for each tenth otherwise."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[int, int | None], None]  # (done so far, total or None where it is not known)


def duration(seconds: float) -> str:
    """Seconds in words: "about" is the caller's."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def say(message: str) -> None:
    """A line for the person at the terminal, kept apart from the answer on stdout."""
    print(message, file=sys.stderr, flush=True)


@contextmanager
def progress(label: str, *, unit: str) -> Iterator[Step]:
    """Show how far a long command is; ``unit`` is what is counted, in the plural."""
    if sys.stderr.isatty():
        with _bar(label, unit) as step:
            yield step
    else:
        yield _lines(label, unit)


@contextmanager
def _bar(label: str, unit: str) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        TextColumn("{task.fields[count]}"),
        TextColumn("[dim]{task.fields[pace]}"),
    )
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
        task = bar.add_task(label, total=None, count="", pace="")
        started = time.monotonic()
        base: int | None = None

        def step(done: int, total: int | None) -> None:
            nonlocal base
            base = done if base is None else base
            count = f"{done:,}/{total:,} {unit}" if total else f"{done:,} {unit}"
            pace = _pace(done - base, (total - done) if total else None, time.monotonic() - started)
            bar.update(task, completed=done, total=total, count=count, pace=pace)

        yield step


def _lines(label: str, unit: str) -> Step:
    started = time.monotonic()
    base: int | None = None
    shown = 0

    def step(done: int, total: int | None) -> None:
        nonlocal base, shown
        base = done if base is None else base
        tenth = done * 10 // total if total else len(str(done)) if done >= 1000 else 0
        if tenth <= shown or done == base:
            return
        shown = tenth
        pace = _pace(done - base, (total - done) if total else None, time.monotonic() - started)
        if total:
            say(f"{label}  {done:,}/{total:,} {unit} · {done * 100 // total} %{' · ' + pace if pace else ''}")
        else:
            say(f"{label}  {done:,} {unit}{' · ' + pace if pace else ''}")

    return step


def _pace(done: int, left: int | None, seconds: float) -> str:
    if done <= 0 or seconds < 1.0:
        return ""
    rate = done / seconds
    shown = f"{rate:.1f}/s" if rate < 100 else f"{rate:,.0f}/s"
    return shown if not left else f"{shown} · about {duration(left / rate)} left"

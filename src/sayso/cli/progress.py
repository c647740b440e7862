"""Narration on stderr: a bar with count, rate and time left on a terminal, one line for each tenth otherwise."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Step = Callable[[str, int, int | None], None]  # (stage, done so far, total or None where it is not known)

LABELS = {"add": ("Adding", "found"), "read": ("Reading", "articles"), "compare": ("Comparing", "articles")}


def duration(seconds: float) -> str:
    """Seconds in words: ``41 s``, ``2 min 20 s``, ``3 h 05 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def say(message: str) -> None:
    """A line for the person at the terminal, kept apart from the answer on stdout."""
    print(message, file=sys.stderr, flush=True)


@dataclass
class Pace:
    """How fast one stage goes; what an earlier run did is not counted."""

    base: int
    started: float = field(default_factory=time.monotonic)

    def shown(self, done: int, total: int | None) -> str:
        """``3.1/s · about 2 min 20 s left``; empty in the first second."""
        seconds = time.monotonic() - self.started
        if done <= self.base or seconds < 1.0:
            return ""
        rate = (done - self.base) / seconds
        shown = f"{rate:.1f}/s" if rate < 100 else f"{rate:,.0f}/s"
        left = (total - done) / rate if total and total > done else 0.0
        return f"{shown} · about {duration(max(left, 1.0))} left" if left else shown


@contextmanager
def progress() -> Iterator[Step]:
    """Show how far a long command is, stage by stage."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.description:10s}"),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[count]}"),
            TextColumn("{task.fields[pace]}", style="dim"),
        )
        with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
            yield _Bars(bar)
    else:
        yield _Lines()


def _count(done: int, total: int | None, unit: str) -> str:
    return f"{done:,}/{total:,} {unit}" if total is not None else f"{done:,} {unit}"


class _Bars:
    def __init__(self, bar: "Progress") -> None:
        self._bar = bar
        self._tasks: dict[str, tuple[TaskID, Pace]] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        label, unit = LABELS.get(stage, (stage, ""))
        if stage not in self._tasks:
            self._tasks[stage] = (self._bar.add_task(label, total=total, count="", pace=""), Pace(done))
        task, pace = self._tasks[stage]
        self._bar.update(
            task, completed=done, total=total, count=_count(done, total, unit), pace=pace.shown(done, total)
        )


class _Lines:
    def __init__(self) -> None:
        self._stages: dict[str, tuple[Pace, int]] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        label, unit = LABELS.get(stage, (stage, ""))
        # Without a total there are no tenths: a line at 1,000, at 10,000 and so on.
        tenth = done * 10 // total if total else max(0, len(str(done)) - 3)
        if stage not in self._stages:
            self._stages[stage] = (Pace(done), tenth if total else 0)
        pace, shown = self._stages[stage]
        if tenth <= shown:
            return
        self._stages[stage] = (pace, tenth)
        parts = [_count(done, total, unit), f"{done * 100 // total} %" if total else "", pace.shown(done, total)]
        say(f"{label:10s}" + " · ".join(part for part in parts if part))

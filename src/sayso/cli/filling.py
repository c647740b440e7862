"""``add``, ``run`` and ``export``: long work, each ending in an equation that balances."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli import INTERRUPTED, NOT_MEASURED, WRONG_USE
from sayso.cli.failure import complain
from sayso.cli.listing import as_plain, print_json
from sayso.cli.progress import duration, progress, say
from sayso.wording import plural

if TYPE_CHECKING:
    from sayso.library import AddReport, Ledger, RunReport

SHOWN = 5  # messages of one kind on stderr; `sayso problems` has them all
REASONS = {
    "consent_wall": "consent walls",
    "index_page": "index pages",
    "stub": "stubs",
    "too_short": "too short",
    "no_text": "no text",
    "unreadable": "unreadable",
}


# ---- add ----


def add_inputs(paths: Sequence[Path], columns: Sequence[str], ledger: Path, *, as_json: bool) -> int:
    """Take the inputs in and show what became of each; status 2 where something could not be read."""
    from sayso.library import Ledger

    if missing := [str(path) for path in paths if not os.path.lexists(path)]:
        raise click.UsageError(f"No such file or folder: {', '.join(missing)}\nNothing was added.", _context())
    with Ledger(ledger) as opened, progress() as step:
        report = opened.add(list(paths), columns=_column_map(columns), progress=step)
    if as_json:
        print_json({"schema": "sayso.add/1", **as_plain(report), "balances": report.balances})
    else:
        print("\n".join(add_lines(report)))
    _complain_of_unreadable(report)
    if not report.balances:
        complain("error", "The numbers above do not add up: this is a bug in sayso, please report it.")
        return NOT_MEASURED
    if report.added or report.versions:
        say(f"Next   sayso run{_ledger_words(ledger)}")
    return WRONG_USE if report.unreadable else 0


def _context() -> click.Context | None:
    return click.get_current_context(silent=True)


def _ledger_words(ledger: Path) -> str:
    return "" if str(ledger) == "sayso.db" else f" --ledger {ledger}"


def _column_map(columns: Sequence[str]) -> Mapping[str, str] | None:
    pairs = [column.partition("=") for column in columns]
    if bad := [name for name, equals, value in pairs if not (name and equals and value)]:
        raise click.UsageError(f"--map wants FIELD=COLUMN, for example --map text=Body, not {bad[0]!r}.", _context())
    return {name: value for name, _, value in pairs} or None


def add_lines(report: "AddReport") -> list[str]:
    """The equation of an ``add``, a line for each thing that inputs can become."""
    reasons = dict(report.reasons)
    rows = [
        (report.added, "added", ""),
        (report.again, "same article again", "kept as further copies (same text, same address)"),
        (report.versions, "new version", "same address, other text"),
        (report.not_articles, "not articles", _some(reasons, "index_page", "consent_wall", "no_text")),
        (report.too_short, "too short to use", _some(reasons, "stub", "too_short")),
        (report.unreadable, "unreadable", "see: sayso problems"),
    ]
    width = max(7, len(f"{report.found:,}"))
    shown = [(number, what, why) for number, what, why in rows if number or what == "added"]
    lines = [f"Found {plural(report.found, 'item')}"]
    lines += [f"{number:>{width},}  {what:22s}  {why}".rstrip() for number, what, why in shown]
    lines.append(f"{report.found:>{width},}  total  {'✓ balances' if report.balances else '✗ does not balance'}")
    return lines


def _some(reasons: Mapping[str, int], *names: str) -> str:
    return " · ".join(f"{REASONS[name]} {reasons[name]:,}" for name in names if reasons.get(name))


def _complain_of_unreadable(report: "AddReport") -> None:
    unreadable = [problem for problem in report.problems if problem.reason == "unreadable"]
    for problem in unreadable[:SHOWN]:
        detail = problem.detail if problem.detail.startswith(problem.where) else f"{problem.where}: {problem.detail}"
        complain("warning", detail)
    if len(unreadable) > SHOWN:
        complain("warning", f"and {len(unreadable) - SHOWN:,} more that could not be read: see sayso problems")


# ---- run ----


def run_ledger(ledger: Path, *, reader: str | None, retry_failed: bool, as_json: bool) -> int:
    """Read and compare what is new; status 3 where an article could not be read, 130 when stopped."""
    from sayso.config import config_with_reader
    from sayso.library import Ledger

    with Ledger(ledger, config=config_with_reader(reader)) as opened:
        before = opened.status()
        if before.read and before.to_read:
            say(f"{before.to_read:,} of {plural(before.articles, 'article')} left to read.")
        try:
            with progress() as step:
                report = opened.run(progress=step, retry_failed=retry_failed)
        except KeyboardInterrupt:
            return _stopped(opened, ledger)
    if as_json:
        print_json({"schema": "sayso.run/1", **as_plain(report)})
    else:
        print("\n".join(run_lines(report)))
    if report.read_otherwise and report.read:
        already = plural(report.read_otherwise, "article")
        complain("warning", f"{already} had been read with other models and stay so; to read all alike: a new ledger")
    for failure in report.failures[:SHOWN]:
        complain("warning", f"{failure.article_id[:12]} failed in {failure.stage}: {failure.error}")
    if len(report.failures) > SHOWN:
        complain("warning", f"and {len(report.failures) - SHOWN:,} more articles failed: see sayso problems")
    if not as_json and report.claims:
        say(f"Next   sayso claims --origins-max 1{_ledger_words(ledger)}")
    return NOT_MEASURED if report.failed else 0


def run_lines(report: "RunReport") -> list[str]:
    """What a run did, and what the ledger holds after it."""
    if not report.to_read and not report.compared:
        first = f"Nothing new: all {plural(report.already_read, 'article')} are read and compared."
    else:
        left = report.to_read - report.read - report.failed
        parts = [f"{report.read:,} read", f"{report.failed:,} failed", f"{left:,} left" if left else ""]
        sign = "✓" if report.to_read == report.read + report.failed + left and left >= 0 else "✗"
        shown = " · ".join(part for part in parts if part)
        first = f"{plural(report.to_read, 'article')} waiting: {shown} {sign} · {report.compared:,} compared"
    totals = [
        plural(report.stories, "story"),
        plural(report.claims, "claim"),
        plural(report.statements, "statement"),
        plural(report.sources, "source"),
        duration(report.seconds),
    ]
    return [first, "In all: " + " · ".join(totals)]


def _stopped(opened: "Ledger", ledger: Path) -> int:
    after = opened.status()
    say(
        f"Stopped. {after.read:,} of {plural(after.articles, 'article')} are read and saved. "
        f"Run the same command to go on:\n  sayso run{_ledger_words(ledger)}"
    )
    return INTERRUPTED


# ---- export ----


def export_records(ledger: Path, folder: Path, *, as_json: bool) -> int:
    """Write each kind of record to a file of its own; status 3 where the files hold less than the ledger."""
    from sayso.export.jsonl import JsonLines
    from sayso.library import Ledger

    with Ledger(ledger) as opened, JsonLines(folder) as files:
        status = opened.status()
        for article in opened.articles().values():
            files.write("articles", article)
        for annotated in opened.annotated():
            for name in ("attributions", "sources", "statements", "credits"):
                for record in getattr(annotated, name):
                    files.write(name, record)
        for name, rows in (("stories", opened.stories()), ("claims", opened.claims(limit=None))):
            for row in rows:
                files.write(name, row)
        judged = [row.judgement for row in opened.judgements()]
        for name, kept in (("problems", opened.problems()), ("failures", opened.failures()), ("judgements", judged)):
            for record in kept:
                files.write(name, record)
    wanted = Counter({name: getattr(status, name) for name in _COUNTED})
    short = {name: (files.counts.get(name, 0), wanted[name]) for name in _COUNTED}
    bad = {name: pair for name, pair in short.items() if pair[0] != pair[1]}
    if as_json:
        print_json({"schema": "sayso.export/1", "folder": str(folder), "lines": files.counts, "balances": not bad})
    else:
        for name, lines in files.counts.items():
            sign = "" if name not in _COUNTED else "  ✓" if name not in bad else f"  ✗ the ledger has {wanted[name]:,}"
            print(f"{lines:>10,}  {folder / (name + '.jsonl')}{sign}")
    return NOT_MEASURED if bad else 0


_COUNTED = ("articles", "attributions", "sources", "statements", "stories", "claims", "judgements")

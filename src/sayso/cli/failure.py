"""Messages of things that went wrong: what happened, where, what was kept, what to do."""

import sys
import textwrap
import traceback

import click

from sayso.cli.listing import WIDTH
from sayso.wording import clean

WRONG_USE, NOT_MEASURED = 2, 3


def complain(level: str, message: str) -> None:
    """An ``error:`` or ``warning:`` on stderr, wrapped, later lines indented."""
    wrapper = textwrap.TextWrapper(WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
    lines: list[str] = []
    for line in message.splitlines() or [""]:
        wrapper.initial_indent = "  " if lines else f"{level}: "
        lines += wrapper.wrap(clean(line))
    print("\n".join(lines), file=sys.stderr, flush=True)


def show_error(error: Exception, status: int) -> int:
    """Show what sayso or the system said; returns the exit status."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        complain("error", f"{where}{error.strerror or error}. What was done before is saved.")
    else:
        complain("error", str(error))
    if status == NOT_MEASURED:
        print('  Exit status 3: nothing was measured. That is not the same as "nothing found".', file=sys.stderr)
    return status


def show_usage(error: click.ClickException) -> int:
    """Show what is wrong with a command line, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print(error.format_message(), file=sys.stderr)
        return WRONG_USE
    complain("error", error.format_message())
    context = getattr(error, "ctx", None)
    if context is not None:
        print(f"  See: {context.command_path} --help", file=sys.stderr)
    return WRONG_USE


def show_bug(error: Exception) -> int:
    """A bug of sayso's own: the traceback, and what it means for the person who meets it."""
    traceback.print_exception(error, file=sys.stderr)
    complain("error", "This is a bug in sayso; what was done before is saved. Please report the lines above.")
    return NOT_MEASURED

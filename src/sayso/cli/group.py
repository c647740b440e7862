"""The command group: help that begins with examples, and a guess at what a mistyped command meant."""

import difflib
from typing import Any

import click

EXAMPLES = """\
Examples:
  sayso add clips/ feed.jsonl crawl.warc.gz draft.txt
  sayso run
  sayso trace "The water plant at Orrin will close in March"
"""

# What people type for a command of another name.
MEANT = {"import": "add", "ingest": "add", "list": "claims", "search": "claims", "check": "read", "annotate": "read"}


class SaysoGroup(click.Group):
    """Examples first, commands in the order of use, "did you mean"."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order in which they were written down, which is the order of use."""
        return list(self.commands)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, then what click writes."""
        if ctx.parent is None:
            formatter.write(EXAMPLES + "\n")
        super().format_help(ctx, formatter)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command, or an error that names the nearest one."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.commands, n=1, cutoff=0.5)
            guess = MEANT.get(name) or (near[0] if near else None)
            hint = f"Did you mean: {ctx.command_path} {guess}" if guess else "Commands: " + ", ".join(self.commands)
            raise click.UsageError(f"There is no command {name!r}.\n{hint}", ctx=ctx)
        return super().resolve_command(ctx, args)

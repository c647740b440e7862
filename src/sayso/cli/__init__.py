"""The ``sayso`` command: answers on stdout, narration on stderr; ``--help`` and listings load no model."""

import os
import sys
from collections.abc import Sequence

from sayso.processes import collect_rarely

DONE, WRONG_USE, NOT_MEASURED, INTERRUPTED = 0, 2, 3, 130


def main() -> None:
    """The console script."""
    collect_rarely()
    for stream in (sys.stdout, sys.stderr):
        # A lone surrogate in an article must not end a listing; in JSON the escape is the character again.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run_command(sys.argv[1:]))


def run_command(words: Sequence[str]) -> int:
    """Run one command line; returns its exit status: 0 done, 2 wrong use or input, 3 not measured, 130 interrupted."""
    import click

    from sayso.cli.commands import sayso
    from sayso.cli.failure import show_bug, show_error, show_usage
    from sayso.errors import ModelError, SaysoError

    try:
        status = sayso.main(args=list(words), prog_name="sayso", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except click.ClickException as error:
        return show_usage(error)
    except (click.Abort, KeyboardInterrupt):
        print("Stopped. What was done is saved; the same command goes on from there.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except ModelError as error:
        return show_error(error, NOT_MEASURED)
    except (SaysoError, OSError) as error:
        return show_error(error, WRONG_USE)
    except Exception as error:
        return show_bug(error)

"""``demo``: the whole road on the bundled newsrooms, which are invented."""

import os
import shlex
import tempfile
from pathlib import Path

from sayso.cli.answers import print_trace
from sayso.cli.filling import add_lines, run_lines
from sayso.cli.listing import WIDTH, print_indented
from sayso.cli.progress import progress, say

NAME = "sayso-demo.db"
SHOWN = 5  # articles of each trace: a demo is to be read at one sitting


def run_demo(ledger: Path | None, *, open_browser: bool = False) -> int:
    """Add, run and trace the bundled newsrooms, and say where the ledger is; or open the page of a claim of theirs."""
    from sayso.bundled import newsrooms
    from sayso.library import Ledger

    path = ledger or demo_ledger()
    rooms = newsrooms()
    with Ledger(path) as opened, progress() as step:
        say(f"$ sayso add {' '.join(room.name + '/' for room in rooms)}")
        added = opened.add([file for room in rooms for file in room.inputs], progress=step)
        say("$ sayso run")
        report = opened.run(progress=step)
    print("\n".join(add_lines(added)))
    print()
    print("\n".join(run_lines(report)))
    if open_browser:
        return _show(path, rooms[-1].claims[0])
    for room in rooms:
        print(f"\n{'─' * WIDTH}")
        print_indented(f"{room.name}: {room.story}", 0)
        print()
        say(f'$ sayso trace "{room.claims[0]}"')
        with Ledger(path) as opened:
            print_trace(opened, room.claims[0], limit=SHOWN)
    print(f"\n{'─' * WIDTH}")
    print(f"These newsrooms are invented. The ledger is {path.resolve()}")
    further = [claim for room in rooms for claim in room.claims[1:]] or [rooms[0].claims[0]]
    print(f"Ask it more:  sayso trace {shlex.quote(further[0])} --ledger {path}")
    print(f"              sayso claims --origins-max 1 --ledger {path}")
    print(f"In a browser: sayso serve --open --ledger {path}")
    print("Your own:     sayso add FILES, sayso run")
    return 3 if report.failed else 0


def _show(path: Path, claim: str) -> int:
    """The page of a claim, in a browser, until Ctrl-C."""
    from sayso.cli.pages import serve_ledger
    from sayso.library import Ledger

    with Ledger(path) as opened:
        found = opened.trace(claim).claim.id
    return serve_ledger(
        path, host="127.0.0.1", port=0, token="", read_only=False, open_browser=True, page=f"/c/{found[:20]}"
    )


def demo_ledger() -> Path:
    """A file in the working folder, or in a folder for temporary files where that cannot be written."""
    here = Path(NAME)
    if os.access(here if here.exists() else Path.cwd(), os.W_OK):
        return here
    return Path(tempfile.gettempdir()) / NAME

"""The commands that make pages: ``serve`` and ``report``."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sayso.cli.progress import say
from sayso.wording import plural


def serve_ledger(
    ledger: Path, *, host: str, port: int, token: str, read_only: bool, open_browser: bool, page: str = "/"
) -> int:
    """Serve a ledger until Ctrl-C."""
    from sayso.web.serving import serve

    opened = page if open_browser else None
    with suppress(KeyboardInterrupt):
        serve(ledger, host=host, port=port, token=token, read_only=read_only, open_at=opened, say=say)
    say("Stopped.")
    return 0


def write_report(ledger: Path, claims: Sequence[str], out: Path, *, notes: bool) -> int:
    """Write the report on these claims into one file."""
    from sayso.web.report import make_report

    text = make_report(ledger, claims, made=datetime.now(UTC), notes=notes)
    out.write_text(text, encoding="utf-8")
    size = len(text.encode()) / 1000
    say(f"{out}: {plural(len(claims), 'claim')}, {size:,.0f} kB. It opens anywhere, without sayso.")
    return 0

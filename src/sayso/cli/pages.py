"""The commands that make pages: ``serve`` and ``report``."""

from contextlib import suppress
from pathlib import Path

from sayso.cli.progress import say


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

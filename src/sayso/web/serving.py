"""Running the pages: an address to listen on, and who may ask."""

import asyncio
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from sayso.errors import InputError
from sayso.web.app import make_app
from sayso.web.safety import LOOPBACK, Rules

PORT = 8731


def rules_for(host: str, *, read_only: bool, token: str) -> Rules:
    """
    Who may ask: on loopback this machine, elsewhere those with the token, or everybody, but then only to read.

    InputError: another interface without either.
    """
    if host in LOOPBACK:
        return Rules(frozenset(LOOPBACK), read_only, token)
    if not read_only and not token:
        raise InputError(
            f"{host} can be reached from other machines: whoever reaches it could read every article and judge.\n"
            "  Do: --token auto (only those to whom you give the printed address get in), or\n"
            "      --read-only (everybody who reaches it can read the whole ledger, nobody can change it).\n"
            "  Articles of others may not be shown to others: look at your licences first."
        )
    return Rules(None, read_only, token)


def made_token(given: str) -> str:
    """The token as given; ``auto`` makes one."""
    return secrets.token_urlsafe(24) if given == "auto" else given


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any that is free. InputError: it is taken, or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise InputError(
            f"Port {port} of {host} cannot be used ({error.strerror}). Nothing was started.\n"
            "  Do: name another with --port, or --port 0 for any that is free."
        ) from error
    return bound


def serve(
    ledger: Path,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    token: str = "",
    read_only: bool = False,
    open_at: str | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve a ledger's pages until stopped (Ctrl-C); ``open_at``: the page that a browser is opened at."""
    rules = rules_for(host, read_only=read_only, token=made_token(token))
    app = make_app(ledger, rules)
    with listen(host, port) as bound:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{bound.getsockname()[1]}"
        key = f"?token={rules.token}" if rules.token else ""
        say(f"{ledger} is shown at {address}/{key}  (Ctrl-C stops it)")
        if open_at is not None:
            # The socket listens: a browser that is early waits for its first answer.
            threading.Timer(0.3, webbrowser.open, (address + open_at + key,)).start()
        threading.Thread(target=app.state.browser.prepare, daemon=True).start()
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        asyncio.run(uvicorn.Server(config).serve(sockets=[bound]))

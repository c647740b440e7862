"""
Reading a file in a process of its own, in bounded memory and time: what hangs, swells or crashes costs that file only.

Readers of PDF and of spreadsheets are large programs for formats that anybody can write, and one of them is not Python.
"""

import contextlib
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from typing import IO, Any

from sayso.processes import named, python_command, single_threaded

LARGEST = 200_000_000  # bytes of a file that are taken at all
_MEMORY = 2 << 30  # bytes of address space
_SECONDS = 300  # of processor time; PDFium reads about 300 pages in one


class CannotRead(Exception):
    """Raised by a reader for a file that it knows why it cannot read; its words become the Problem's."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The end of a reading that did not come to its end, and why."""

    detail: str


def read_apart(reader: str, stream: BufferedIOBase, argument: Any = None) -> Iterator[Any]:
    """
    What ``reader`` ("module:function", called with a file and ``argument``) yields, as JSON carries it.

    The last value is a Broken where the file is too large or its reading failed; only what ``stream`` raises is raised.
    """
    with tempfile.TemporaryFile() as file:
        if not copy(stream, file):
            yield Broken(f"A file of more than {LARGEST:,} bytes. Split it, or save its text as a text file or CSV.")
            return
        command = python_command("sayso.ingest.apart:serve", reader, json.dumps(argument), str(_MEMORY), str(_SECONDS))
        with subprocess.Popen(
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=single_threaded()
        ) as process:
            try:
                yield from _values(process)
            finally:
                process.kill()


def copy(stream: BufferedIOBase, file: IO[bytes]) -> bool:
    """Copy ``stream`` into ``file``, which then stands at its start; False when there are more than LARGEST bytes."""
    size = 0
    while data := stream.read(1 << 20):
        size += len(data)
        if size > LARGEST:
            return False
        file.write(data)
    file.seek(0)
    return True


def _values(process: "subprocess.Popen[bytes]") -> Iterator[Any]:
    assert process.stdout is not None
    for line in process.stdout:
        try:
            kind, value = json.loads(line)
        except (ValueError, TypeError):
            continue  # the process died inside a line, or a library printed one
        if kind == "value":
            yield value
            continue
        if kind == "broken":
            yield Broken(value)
        return
    yield Broken(_died(process.wait()))


def _died(status: int) -> str:
    if -status in (signal.SIGXCPU, signal.SIGKILL):
        return f"Reading it takes more than {_SECONDS} seconds or too much memory. Split it, or save it as text."
    return f"Its reader broke off (status {status}): it is damaged or takes too much memory. Save it again, or as text."


# ---- inside the process ----


def serve(reader: str, argument: str, memory: str, seconds: str) -> None:
    """Write what a reader yields to stdout, a line of JSON for each value; the file is stdin."""
    _limit(int(memory), int(seconds))
    try:
        for value in named(reader)(sys.stdin.buffer, json.loads(argument)):
            _say("value", value)
        _say("end", None)
    except CannotRead as error:
        _say("broken", str(error))
    except MemoryError:
        _say("broken", "Reading it takes too much memory. Split it, or save it as text.")
    except Exception as error:  # parsers on files made by anybody: whatever they raise is that file's trouble
        words = (str(error).strip().splitlines() or [""])[0][:160].rstrip(".")
        _say("broken", f"The file is damaged ({words or type(error).__name__}). Open it, save it again, add it again.")


def _say(kind: str, value: Any) -> None:
    sys.stdout.write(json.dumps((kind, value)) + "\n")
    sys.stdout.flush()


def _limit(memory: int, seconds: int) -> None:
    import resource

    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is set already, or the system has none
            resource.setrlimit(what, (most, most))

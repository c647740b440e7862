"""Files read in a process of their own: what hangs, swells or breaks off costs that file only."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from sayso.ingest.apart import Broken, CannotRead, read_apart


def some(file: IO[bytes], argument: Any) -> Iterator[Any]:
    print(5, flush=True)  # as a library may
    yield from (file.read().decode(), argument, "\ud800")


def hang(_: IO[bytes], __: Any) -> Iterator[Any]:
    yield 1
    while True:
        pass


def swell(_: IO[bytes], __: Any) -> Iterator[Any]:
    yield len([bytes(1 << 20) for _ in range(4000)])


def break_off(_: IO[bytes], __: Any) -> Iterator[Any]:
    yield 1
    print('["value", "half a li', end="", flush=True)
    os.abort()


def refuse(_: IO[bytes], __: Any) -> Iterator[Any]:
    yield 1
    raise CannotRead("It is locked.")


def fail(_: IO[bytes], __: Any) -> Iterator[Any]:
    yield 1
    raise KeyError("xl/workbook.xml")


def apart(function: str, data: bytes = b"", argument: Any = None) -> list[Any]:
    return list(read_apart(f"tests.ingest.test_apart:{function}", io.BytesIO(data), argument))


def test_what_a_reader_yields_comes_through() -> None:
    assert apart("some", b"ferry", {"text": "Volltext"}) == ["ferry", {"text": "Volltext"}, "\ud800"]


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("hang", "more than 1 seconds"),
        ("break_off", "broke off"),
        ("refuse", "It is locked."),
        ("fail", "xl/workbook.xml"),
    ],
)
def test_what_came_before_the_end_is_kept(function: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.apart._SECONDS", 1)
    one, broken = apart(function)
    assert one == 1
    assert isinstance(broken, Broken)
    assert words in broken.detail


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.apart._MEMORY", 500 << 20)
    (broken,) = apart("swell")
    assert "memory" in broken.detail


def test_a_file_that_is_too_large_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.apart.LARGEST", 4)
    (broken,) = apart("some", b"ferry")
    assert "more than 4 bytes" in broken.detail


def test_a_module_in_the_working_folder_is_not_pythons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('not Python')")
    monkeypatch.setattr(sys, "path", [os.path.abspath(each) for each in sys.path if each])
    monkeypatch.chdir(tmp_path)
    assert apart("some", b"ferry")[0] == "ferry"

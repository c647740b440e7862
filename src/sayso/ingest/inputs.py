"""Files and folders become articles; what does not becomes a Problem, so that nothing is lost without a word."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BufferedIOBase, BufferedReader, FileIO
from pathlib import Path

from sayso.config import IngestConfig
from sayso.errors import InputError
from sayso.ingest.columns import article_from_row, check_columns
from sayso.ingest.mhtml import read_mhtml
from sayso.ingest.office import missing, read_office
from sayso.ingest.page import LARGEST, read_long_page
from sayso.ingest.plain import read_plain
from sayso.ingest.rows import BadRow, Row, json_lines, json_values, table_rows
from sayso.ingest.sniff import STREAM_DAMAGE, kind_of, unpacked
from sayso.ingest.wacz import read_wacz
from sayso.ingest.warc import WarcFile, read_warc
from sayso.records import Article, Problem
from sayso.wording import plural

_SAVE_AS = "text, HTML, MHTML, DOCX, PDF, JSONL, CSV, XLSX, WARC or WACZ"
_LEDGERS = (".db", ".db-wal", ".db-shm", ".db-journal", ".db-lock")  # `sayso add .` meets its own ledger
_COMPANION = ("_files", "_fichiers", "-Dateien", "_archivos")  # what browsers call the folder of a saved page's images


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str  # its input id: relative to the path that was given
    where: str  # as the user would write it
    given: bool = False  # by itself, so that it may be a pipe: `sayso add <(...)`


@dataclass(frozen=True, slots=True)
class _How:
    retrieved: datetime
    config: IngestConfig
    columns: Mapping[str, str] | None


def read_inputs(
    paths: Iterable[str | Path],
    *,
    retrieved: datetime,
    config: IngestConfig,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Problem]:
    """
    Read text, HTML, MHTML, DOCX, PDF, JSONL, JSON, CSV, XLSX, WARC (gzip too) and WACZ files and folders of them.

    ``columns`` maps fields to a table's column names where they are not the usual ones: {"text": "Volltext"}.
    ``retrieved`` is aware UTC: when the files were taken in; a page that was saved with its date keeps that one.
    InputError, before anything is read, when a path does not exist. The same articles come in the same order each time.
    """
    given = [Path(path) for path in paths]
    check_columns(columns)
    for path in given:
        if not os.path.lexists(path):
            raise InputError(f"{path}: there is no such file or folder. Nothing was read. Check the spelling.")
    how = _How(retrieved, config, columns)
    return (found for path in given for file in _files(path) for found in _read(file, how))


def _files(given: Path) -> Iterator[_File | Problem]:
    """A file itself; of a folder its files by name, without hidden ones, each real folder once."""
    if not given.is_dir():
        yield _File(given, given.name, str(given), given=True)
        return
    seen: set[tuple[int, int]] = set()
    waiting = [given]
    while waiting:
        folder = waiting.pop()
        try:
            identity = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(str(folder.relative_to(given)), str(folder), "unreadable", _os_detail(error))
            continue
        if (identity.st_dev, identity.st_ino) in seen:
            continue  # a symbolic link back up
        seen.add((identity.st_dev, identity.st_ino))
        names = {entry.name for entry in entries}
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        folders = {entry.name for entry in shown if os.path.isdir(entry.path)}  # False, not an error, for a broken link
        waiting += [folder / name for name in sorted(folders, reverse=True) if not _is_companion(name, names)]
        for entry in shown:
            if entry.name not in folders and not entry.name.endswith(_LEDGERS):
                yield _File(Path(entry.path), str(Path(entry.path).relative_to(given)), entry.path)


def _is_companion(folder: str, names: set[str]) -> bool:
    """Whether a folder holds the images and scripts of a page that was saved beside it."""
    for ending in _COMPANION:
        if folder.endswith(ending):
            stem = folder.removesuffix(ending)
            return f"{stem}.html" in names or f"{stem}.htm" in names
    return False


def _read(file: _File | Problem, how: _How) -> Iterator[Article | Problem]:
    if isinstance(file, Problem):
        yield file
        return
    count = 0
    try:
        if file.path.exists() and not file.path.is_file() and not file.given:  # a pipe in a folder may never end
            yield Problem(file.name, file.where, "unreadable", "It is neither a file nor a folder.")
            return
        with _open(file.path) as stream:
            for found in _by_kind(file, stream, how):
                count += isinstance(found, Article)
                yield found
    except OSError as error:
        detail = f"{_os_detail(error)}{_kept(count)}"
        yield Problem(file.name, file.where, "unreadable", detail)
    except STREAM_DAMAGE as error:
        detail = f"The packed data are damaged or end too early ({error}).{_kept(count)}"
        yield Problem(file.name, file.where, "unreadable", detail)


def _os_detail(error: OSError) -> str:
    return f"It cannot be read: {error.strerror or error}."


def _kept(count: int) -> str:
    return f" What was read before that was kept: {plural(count, 'article')}." if count else ""


@contextmanager
def _open(path: Path) -> Iterator[BufferedIOBase]:
    with BufferedReader(FileIO(path), 1 << 16) as raw:  # its buffer is as much as the kind of a file is known by
        yield unpacked(raw)


def _by_kind(file: _File, stream: BufferedIOBase, how: _How) -> Iterator[Article | Problem]:
    kind, what = kind_of(file.path.name, stream)
    if kind == "empty":
        yield Problem(file.name, file.where, "no_text", "The file is empty.")
    elif kind == "binary":
        detail = f"It is {what}, which sayso does not read. Save it as {_SAVE_AS}."
        yield Problem(file.name, file.where, "unreadable", detail)
    elif kind == "warc":
        warc = WarcFile(partial(_open, file.path), file.name, file.where)
        yield from read_warc(warc, retrieved=how.retrieved, config=how.config)
    elif kind == "zip":
        yield from read_wacz(stream, name=file.name, where=file.where, retrieved=how.retrieved, config=how.config)
    elif kind == "mhtml":
        data = stream.read(LARGEST + 1)
        yield from read_mhtml(data, input_id=file.name, where=file.where, retrieved=how.retrieved, config=how.config)
    elif needed := missing(kind):
        yield Problem(file.name, file.where, "unreadable", needed)
    elif kind in ("docx", "pdf"):
        options = {"input_id": file.name, "where": file.where, "retrieved": how.retrieved, "config": how.config}
        yield from read_office(kind, stream, **options)  # type: ignore[arg-type]
    elif kind == "xlsx":
        from sayso.ingest.xlsx import sheet_rows

        yield from _from_rows(file, sheet_rows(stream, how.columns), how)
    elif kind in ("text", "html"):
        yield from _from_text(file, stream, how, is_page=kind == "html")
    else:
        rows = {"jsonl": json_lines, "json": json_values}.get(kind, partial(table_rows, columns=how.columns))
        yield from _from_rows(file, rows(stream), how)


def _from_text(file: _File, stream: BufferedIOBase, how: _How, *, is_page: bool) -> Iterator[Article | Problem]:
    data = stream.read(LARGEST + 1)
    if is_page:
        yield from read_long_page(
            data, input_id=file.name, where=file.where, retrieved=how.retrieved, config=how.config
        )
    else:
        yield read_plain(data, input_id=file.name, where=file.where, retrieved=how.retrieved, config=how.config)


def _from_rows(file: _File, rows: Iterator[Row], how: _How) -> Iterator[Article | Problem]:
    some = False
    for line, row in rows:
        some = True
        if isinstance(row, BadRow):
            yield Problem(f"{file.name}:{line}", f"{file.where}:{line}", "unreadable", row.detail)
        else:
            yield article_from_row(
                row,
                name=file.name,
                where=file.where,
                line=line,
                retrieved=how.retrieved,
                config=how.config,
                columns=how.columns,
            )
    if not some:
        yield Problem(file.name, file.where, "no_text", "There are no rows in it.")

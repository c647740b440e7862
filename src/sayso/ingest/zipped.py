"""Zips made by anybody: opened so that a damaged, encrypted or swelling one costs no more than a Problem."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedIOBase
from typing import IO, cast
from zipfile import ZipExtFile, ZipFile, ZipInfo

from sayso.ingest.apart import CannotRead
from sayso.ingest.bounds import CANNOT_OPEN, files_in, is_encrypted, open_bounded, swells
from sayso.records import Problem

_TOP = re.compile(r"((?:[^/]+/)?)(?:archive/.+\.warc(?:\.gz)?|datapackage\.json)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zipped:
    """An open zip and the files in it, by their paths; read no more of it than ``refused`` leaves."""

    file: ZipFile
    members: Mapping[str, ZipInfo]
    name: str  # its input id
    where: str  # as the user would write it

    def at(self, path: str) -> tuple[str, str]:
        """The input id of a file in it, and where that is."""
        return f"{self.name}:{path}", f"{self.where}:{path}"

    def problem(self, path: str, detail: str) -> Problem:
        """What is wrong with one file in it."""
        return Problem(*self.at(path), "unreadable", detail)

    def open(self, path: str) -> ZipExtFile:
        """
        The unpacked bytes of a file in it, which end in STREAM_DAMAGE where they are damaged.

        The zip's own checksum is not compared: zipfile does so with the last bytes, and would withhold these.
        """
        stream = cast(ZipExtFile, self.file.open(self.members[path]))
        stream._expected_crc = None  # type: ignore[attr-defined]  # there is no public way
        return stream

    def refused(self) -> Iterator[tuple[str, str]]:
        """Path and reason of each file in it that must not or cannot be unpacked."""
        for path, info in self.members.items():
            if is_encrypted(info):
                yield path, "This file in the zip is encrypted and was not read. Unpack it with its password."
            elif swells(info):
                yield path, f"{info.compress_size:,} bytes that unpack to {info.file_size:,} are no page. Not unpacked."
            else:
                try:
                    with self.open(path) as stream:
                        stream.peek(1)
                except CANNOT_OPEN as error:
                    yield path, f"This file in the zip is damaged ({error}) and was not read; others were."

    def doubled(self) -> Iterator[Problem]:
        """A Problem for each path that several files in it share."""
        for path, number in Counter(info.filename for info in self.file.infolist()).items():
            if number > 1:
                yield self.problem(path, f"{number} files in the zip have this name. Only the last was read.")


def open_zip(stream: BufferedIOBase, *, name: str, where: str) -> Zipped | Problem:
    """The zip that ``stream`` is, or why it cannot be read at all."""
    if isinstance(stream, gzip.GzipFile) or not stream.seekable():
        detail = "A zip is read from a file of its own, not through a pipe or inside a gzip. Unpack it and add that."
        return Problem(name, where, "unreadable", detail)
    try:
        file = open_bounded(cast(IO[bytes], stream), mend="Get it again, or mend a copy: zip -FF")
    except CannotRead as error:
        return Problem(name, where, "unreadable", str(error))
    infos = files_in(file)
    top = min((match[1] for info in infos if (match := _TOP.match(info.filename))), key=len, default="")
    members = {info.filename.removeprefix(top): info for info in infos if info.filename.startswith(top)}
    return Zipped(file, members, name, where)
